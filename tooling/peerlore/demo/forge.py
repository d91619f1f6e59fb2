"""A forge that knows the story: it answers the recorder as GitHub does, and nobody is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from peerlore.demo.people import ACCOUNTS
from peerlore.demo.story import Story
from peerlore.model.reviews import Account, Change, Trust

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


@dataclass(frozen=True, slots=True)
class Told:
    """The forge of a story whose commits have names by now."""

    changes: Mapping[str, Change]
    source: Trust = "github"

    def repository_id(self) -> str:
        """What evidence calls the repository."""
        return "demo"

    def change_of_commit(self, commit: str) -> Change | None:
        """The pull request that brought a commit to the published branch."""
        return self.changes.get(commit)

    def account_of(self, handle: str) -> Account | None:
        """The account of somebody in the story."""
        return ACCOUNTS.get(handle)


def told(story: Story, names: Mapping[int, str]) -> Told:
    """The forge of a story. `names` gives the names of its commits by their marks."""

    def named(mark: str) -> str:
        return names[int(mark)]

    changes = {}
    for mark, change in story.changes.items():
        reviews = tuple(replace(review, commit=named(review.commit)) for review in change.reviews)
        changes[names[mark]] = replace(change, head=named(change.head), merge=named(change.merge), reviews=reviews)
    return Told(changes)


def ids() -> Iterator[str]:
    """Ids for people, the same each time; real ones are random."""
    for number in count(1):
        spread = number * 0x9E3779B1 % 2**40  # odd factor: no two numbers below 2**40 meet
        yield "p-" + "".join(_LETTERS[spread >> shift & 31] for shift in range(0, 40, 5))
