"""A library on the forge with people around it: they open pull requests, review and merge; a workflow records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from forge.story import Forge
from library_kit import Outcome, module, run_program, small_files
from review_kit import LIBRARY, ask, policy

Files = Mapping[str, str | bytes | None]


class Town:
    """Mara and Jon own the library, Mara the topic circles, Zoe the topic sharing; Sam and Kim write. Helper is a program."""

    def __init__(self, forge: Forge, folder: Path) -> None:
        self.forge = forge
        self.clone = folder / "a clone"
        address = forge.clone_address("github-actions")
        assert run_program("git", "clone", "-q", address, str(self.clone), cwd=folder).code == 0

    def pull(self) -> None:
        """Bring the clone to the newest commit of main, wherever that is."""
        for words in (("fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*"), ("reset", "-q", "--hard", "origin/main")):
            done = run_program("git", *words, cwd=self.clone)
            assert done.code == 0, done

    def peerlore(self, *words: str) -> Outcome:
        """Run a command as the workflow does."""
        return ask(self.clone, *words, **self.forge.environment())

    def record(self) -> Outcome:
        """What the workflow does after a push to main."""
        self.pull()
        return self.peerlore("review", "record")

    def verdict(self, path: str) -> tuple[str, str]:
        """The verdict about a text once everything is recorded, and its reason."""
        assert self.record().code == 0
        said = self.peerlore("review", "verify", "--why", path, "--format", "json")
        assert said.code in (0, 1), said
        (text,) = json.loads(said.out)["texts"]
        return text["verdict"], text["reason"]

    def shown(self, path: str) -> str:
        """The text that readers get of a file: as it was approved last."""
        said = json.loads(self.peerlore("review", "verify", "--why", path, "--format", "json").out)["texts"][0]["shown"]
        assert run_program("git", "cat-file", "-e", said["commit"], cwd=self.clone).code == 0
        return run_program("git", "show", f"{said['commit']}:{said['path']}", cwd=self.clone).out


@contextmanager
def town(folder: Path, files: Files | None = None, *, adopt: bool = True, **settings: Any) -> Iterator[Town]:
    """A town whose library has evidence from its first commit on."""
    whole = {
        **small_files(),
        LIBRARY: policy(**{"evidence": "required", "owners": ["mara", "jon"], "profiles": "optional", **settings}),
        **(files or {}),
    }
    with Forge(folder, "mara", "jon", "zoe", "sam", "kim", files=whole) as forge:
        forge.join("helper", kind="Bot")
        made = Town(forge, folder)
        if adopt:
            adopted = made.peerlore("review", "adopt", "--by", "mara")
            assert adopted.code == 0, adopted
        yield made


def text(id: str, body: str) -> str:
    """A page that passes every check, with another body."""
    return module(id, f"{body}\n")
