"""A library in a real git repository, in which people change, review and merge; and its evidence, to look at and to tamper with."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from library_kit import GIT, Outcome, run_program, small_files, small_library, write
from peerlore.commands import app
from peerlore.model.errors import CannotRun

PAGE = "content/modules/circles/ask-a-question.md"
OTHER = "content/modules/sharing/write-it-down.md"
PLAN = "content/modules/circles/draw-the-plan/index.md"
PICTURE = "content/modules/circles/draw-the-plan/plan.png"
LIBRARY = "content/library.yml"


def ask(library: Path, *words: str, **environment: str) -> Outcome:
    """Run a command of peerlore in this process: hundreds of them would take minutes to start."""
    kept = dict(os.environ)
    os.environ.update({**GIT, **environment})
    try:
        result = CliRunner().invoke(app, [*words, "--library", str(library)])
    finally:
        os.environ.clear()
        os.environ.update(kept)
    if isinstance(result.exception, CannotRun):
        return Outcome(2, result.output, str(result.exception))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.output, "")


def policy(**fields: Any) -> str:
    """The `library.yml` of the small library with other fields."""
    settings = json.loads(str(small_files()[LIBRARY]))
    return json.dumps({**settings, **fields}, ensure_ascii=False, indent=1)


@dataclass
class Repository:
    """A small library that asks for evidence, in a repository with accents and spaces in its name."""

    root: Path
    day: int = 1
    extra: dict[str, str] = field(default_factory=dict)

    def git(self, *words: str, who: str = "mara") -> str:
        """Run git as somebody; every call is a minute later than the one before."""
        self.day += 1
        at = f"2026-03-01T{10 + self.day // 60:02}:{self.day % 60:02}:00+00:00"
        names = {f"GIT_{part}_{key}": value for part in ("AUTHOR", "COMMITTER") for key, value in _person(who, at).items()}
        done = run_program("git", *words, cwd=self.root, **names, **self.extra)
        assert done.code == 0, done
        return done.out.strip()

    def commit(self, files: Mapping[str, str | bytes | None], who: str = "mara", message: str = "A change") -> str:
        """Commit files where the repository stands; None removes one."""
        for name, content in files.items():
            if content is None:
                (self.root / name).unlink()
            else:
                write(self.root / name, content)
        self.git("add", "--all", who=who)
        self.git("commit", "-qm", message, who=who)
        return self.head

    def merge(
        self, files: Mapping[str, str | bytes | None], *reviewers: str, who: str = "zoe", by: str = "mara", message: str = "A change"
    ) -> str:
        """Bring a change of `who` to main with a merge commit of `by` that names reviewers."""
        self.git("switch", "-qc", f"change-{self.day}")
        self.commit(files, who, message)
        branch = self.git("rev-parse", "--abbrev-ref", "HEAD")
        self.git("switch", "-q", "main")
        trailers = "\n".join(f"Reviewed-by: {name} <{name}@work.example>" for name in reviewers)
        self.git("merge", "-q", "--no-ff", "-m", f"Merge\n\n{trailers}", branch, who=by)
        return self.head

    def record(self) -> Outcome:
        """Record what came to main, from trailers."""
        return ask(self.root, "review", "record", "--from-trailers")

    def verdict(self, path: str) -> tuple[str, str]:
        """The verdict about a text, and its reason."""
        said = ask(self.root, "review", "verify", "--why", path, "--format", "json")
        assert said.code in (0, 1), said
        (text,) = json.loads(said.out)["texts"]
        return text["verdict"], text["reason"]

    def text(self, path: str) -> str:
        """A file of the library as it lies there."""
        return (self.root / path).read_text("utf-8")

    @property
    def head(self) -> str:
        """The commit that is checked out."""
        return run_program("git", "rev-parse", "HEAD", cwd=self.root).out.strip()

    # Evidence ------------------------------------------------------------------------------------------------------

    def evidence(self, branch: str = "evidence") -> dict[str, bytes]:
        """The files of a branch of evidence."""
        names = run_program("git", "ls-tree", "-r", "--name-only", branch, cwd=self.root).out.split()
        return {name: run_program("git", "show", f"{branch}:{name}", cwd=self.root).out.encode() for name in names}

    def tamper(self, files: Mapping[str, bytes | None], branch: str = "evidence") -> None:
        """Put other files into a branch of evidence, with a commit on top of it as anybody could who may push there."""
        with_files = self.root.parent / f"tamper-{self.day}"
        self.git("worktree", "add", "-q", "--detach", str(with_files), branch)
        for name, content in files.items():
            if content is None:
                (with_files / name).unlink()
            else:
                write(with_files / name, content)
        self.git("-C", str(with_files), "add", "--all")
        self.git("-C", str(with_files), "commit", "-qm", "Tampered")
        commit = self.git("-C", str(with_files), "rev-parse", "HEAD")
        self.git("worktree", "remove", "--force", str(with_files))
        self.git("update-ref", f"refs/heads/{branch}", commit)


def repository(folder: Path, **settings: Any) -> Repository:
    """A repository with one commit, in which nothing is approved yet."""
    root = folder / "Bibliothèque à côté"
    small_library(root, {LIBRARY: policy(evidence="required", **settings)})
    made = Repository(root)
    made.git("init", "-q", "--initial-branch=main", ".")
    made.commit({}, message="Begin")
    return made


def adopted(folder: Path, **settings: Any) -> Repository:
    """The same with evidence that an owner started."""
    made = repository(folder, **settings)
    assert ask(made.root, "review", "adopt", "--by", "mara", "--from-trailers").code == 0
    return made


def rechained(records: list[dict[str, Any]], change: Callable[[list[dict[str, Any]]], None]) -> dict[str, bytes]:
    """A ledger that somebody with a pen and patience wrote anew: every record after `change` linked to the one before it."""
    from peerlore.reviewing.records import canonical, digest_of, file_of, head_file

    change(records)
    files, head = {}, ""
    for seq, record in enumerate(records, 1):
        raw = canonical({**record, "seq": seq, "prev": head})
        files[file_of(seq)], head = raw, digest_of(raw)
    return {**files, "head.json": head_file(len(records), head)}


def _person(name: str, at: str) -> dict[str, str]:
    return {"NAME": name.capitalize(), "EMAIL": f"{name}@work.example", "DATE": at}
