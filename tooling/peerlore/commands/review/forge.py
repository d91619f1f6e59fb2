"""Where the review commands look for reviews, and what they share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerlore import pipeline
from peerlore.ledger.forge import FindForge
from peerlore.model.reviews import Account, Change, Trust
from peerlore.outside.trailers import Trailers

if TYPE_CHECKING:
    from peerlore.outside.github.changes import GitHub

TrailersOption = Annotated[
    bool,
    typer.Option(
        "--from-trailers",
        help="This library has no GitHub: believe the Reviewed-by lines of merge commits, which anybody who can push can write.",
    ),
]
ShareOption = Annotated[
    bool, typer.Option("--share/--no-share", help="Write to the branches of the remote, or only to those of this clone.")
]


@dataclass(frozen=True, slots=True)
class Published:
    """GitHub, asked about the branch that is published."""

    github: GitHub
    branch: str
    source: Trust = "github"

    def repository_id(self) -> str:
        """GitHub's own id of the repository."""
        return self.github.repository_id()

    def change_of_commit(self, commit: str) -> Change | None:
        """The pull request that brought a commit to the branch."""
        return self.github.change_of_commit(commit, self.branch)

    def account_of(self, handle: str) -> Account | None:
        """The account that has a handle now."""
        return self.github.account_of(handle)


@contextmanager
def open_forge(root: Path, *, from_trailers: bool) -> Iterator[FindForge]:
    """The forge that these words choose: GitHub as the environment names it, or the repository's own merge commits."""
    if from_trailers:
        yield Trailers
        return
    with open_published(root) as published:
        yield lambda _: published


@contextmanager
def open_published(root: Path) -> Iterator[Published]:
    """GitHub as the environment names it, asked about the branch that `library.yml` says is published."""
    from peerlore.outside.github.changes import open_github  # takes a third of a second

    branch = pipeline.read_registers(root).settings.branch
    with open_github() as github:
        yield Published(github, branch)
