"""Whoever knows about reviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from peerlore.model.reviews import Account, Change, Trust
from peerlore.outside.objects import Objects


class Forge(Protocol):
    """Whoever knows about reviews: GitHub, or the trailers of merge commits."""

    @property
    def source(self) -> Trust:
        """What its word is worth."""
        ...

    def repository_id(self) -> str:
        """What does not change of the repository's name."""
        ...

    def change_of_commit(self, commit: str) -> Change | None:
        """The change that brought a commit to the published branch."""
        ...

    def account_of(self, handle: str) -> Account | None:
        """The account that has a handle now."""
        ...


FindForge = Callable[[Objects], Forge]
"""Finds the forge of a repository."""
