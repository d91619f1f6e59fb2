"""GitHub Actions in a folder: repositories, stand-ins for the actions that only GitHub can run, and act, which runs our workflows."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from library_kit import HOME, Outcome, commit, run, run_program, small_files, surroundings, without_coverage, write

FLOWS = HOME / ".github/workflows"
STAND_INS = HOME / "tests/actions"
ACT = Path(sys.executable).with_name("act")
LIBRARY = "acme/library"
_USES = re.compile(r"uses: (actions/([a-z-]+)@[0-9a-f]{40})")
_OF_TOOL = (
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "schemas",
    "tooling/peerlore",
    "tooling/docs",
    "tooling/locks/run.lock",
)


def read_flow(text: str) -> dict[str, Any]:
    """A workflow with every scalar as text: YAML 1.1 would take `on` for a truth value."""
    read: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - makes nothing but texts, lists and mappings
    return read


@dataclass
class World:
    """Bare repositories in `forge`, a clone to work in, artifacts, and the folder that Pages hands out."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    runs: int = 0

    @property
    def forge(self) -> Path:
        return self.folder / "forge"

    @property
    def artifacts(self) -> Path:
        return self.folder / "artifacts"

    @property
    def pages(self) -> Path:
        return self.folder / "pages"

    @property
    def clone(self) -> Path:
        return self.folder / "clone"

    def git(self, *words: str, cwd: Path | None = None) -> str:
        who = ("-c", "user.name=Zoé", "-c", "user.email=zoe@example.com")
        done = run_program("git", *who, *words, cwd=cwd or self.clone)
        assert done.code == 0, done
        return done.out.strip()

    def publish(self, name: str, clone: Path, branch: str = "main") -> None:
        """Let the forge have what a clone has checked out."""
        bare = self.forge / f"{name}.git"
        if not bare.exists():
            self.git("init", "--quiet", "--bare", "--initial-branch=main", str(bare), cwd=self.folder)
            self.git("config", "uploadpack.allowAnySHA1InWant", "true", cwd=bare)
            self.git("remote", "add", "origin", f"file://{bare}", cwd=clone)
        self.git("push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{branch}", cwd=clone)

    def propose(self, changes: Mapping[str, str | bytes]) -> dict[str, Any]:
        """A pull request with these files: the clone stands at what it would be merged to, as in a workflow run."""
        self.git("switch", "--quiet", "--create", "topic")
        for file, content in changes.items():
            write(self.clone / file, content)
        head = commit(self.clone, "A proposal")
        self.git("switch", "--quiet", "--detach", "main")
        self.git("merge", "--quiet", "--no-ff", "-m", "Merge", "topic")
        self.git("push", "--quiet", "origin", "HEAD:refs/pull/7/merge")
        hostile = 'a"; touch $RUNNER_TEMP/taken; echo "$(id)'
        return {
            "number": 7,
            "pull_request": {
                "number": 7,
                "title": hostile,
                "body": hostile,
                "base": {"ref": "main", "sha": self.git("rev-parse", "main")},
                "head": {"ref": hostile, "sha": head, "repo": {"full_name": "stranger/library", "fork": True}},
            },
        }

    def act(self, event: str, flow: str, payload: Mapping[str, Any], cwd: Path | None = None, repository: str = LIBRARY) -> Outcome:
        """Run one workflow as it stands in the clone; what the stand-ins need is in the environment of their steps."""
        self.runs += 1
        for made in (self.artifacts, self.pages, self.folder / "act"):
            made.mkdir(exist_ok=True)
        write(self.folder / "event.json", json.dumps({**payload, "repository": {"full_name": repository, "default_branch": "main"}}))
        environment = {
            "FORGE": f"file://{self.forge}",
            "FORGE_WITH_TOKEN": f"file://{self.forge}",
            "ARTIFACTS": str(self.artifacts),
            "PAGES": str(self.pages),
            "TEST_PYTHON": sys.executable,
            "TEST_PACKAGES": sysconfig.get_path("purelib"),
            "PIP_NO_INDEX": "1",  # all that is wanted is there; what is not must not be looked for
            "GITHUB_REPOSITORY": repository,
            **self.environment,
        }
        words = [str(ACT), event, "--workflows", f".github/workflows/{flow}", "--eventpath", str(self.folder / "event.json")]
        words += ["--platform", "ubuntu-24.04=-self-hosted", "--no-skip-checkout", "--no-cache-server", "--pull=false", "--rm"]
        words += [
            "--action-cache-path",
            str(self.folder / "act"),
            "--secret",
            f"GITHUB_TOKEN={environment.get('GITHUB_TOKEN', 'not-a-token')}",
            "--concurrent-jobs",
            "1",
        ]
        words += [f"--env={name}={value}" for name, value in environment.items()]
        words += [f"--local-repository={name}={STAND_INS / short}" for name, short in used_actions().items()]
        words += [f"--local-repository={LIBRARY}@{'1' * 40}={self.clone}"]
        done = subprocess.run(
            words,
            cwd=cwd or self.clone,
            env=without_coverage(surroundings(XDG_CONFIG_HOME=str(self.folder), NO_COLOR="1")),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=240,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)


def used_actions() -> dict[str, str]:
    """Every action of GitHub's that our workflows use, as they name it, with its short name."""
    return {name: short for file in FLOWS.glob("*.yml") for name, short in _USES.findall(file.read_text("utf-8"))}


def make_world(folder: Path, changes: Mapping[str, str | bytes] | None = None, *, whole_lock: bool = False) -> World:
    """A repository that holds peerlore and a small library, as this one holds peerlore and its sample.

    Its lock names one part of peerlore alone, unless the whole is wanted: all parts are installed already, and pip takes seconds
    to see it.
    """
    world = World(folder)
    for name in _OF_TOOL:
        there, here = HOME / name, world.clone / name
        here.parent.mkdir(parents=True, exist_ok=True)
        if there.is_dir():
            shutil.copytree(there, here, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(there, here)
    if not whole_lock:
        lock = world.clone / "tooling/locks/run.lock"
        parts = re.split(r"^(?=\w)", lock.read_text("utf-8"), flags=re.MULTILINE)
        write(lock, next(part for part in parts if part.startswith("editables==")))
    shutil.copytree(FLOWS, world.clone / ".github/workflows")
    for file, content in {**small_files(), **(changes or {})}.items():
        write(world.clone / file, content)
    world.git("init", "--quiet", "--initial-branch=main", cwd=world.clone)
    assert run("generate", cwd=world.clone).code == 0
    commit(world.clone, "A library")
    world.publish(LIBRARY, world.clone)
    return world
