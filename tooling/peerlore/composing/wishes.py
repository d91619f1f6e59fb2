"""What is asked for: a kind of group, a skill, and how many people; and who is there for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peerlore.model.errors import CannotRun
from peerlore.model.gatherings import SIZES

APART = 2
"""How many levels of a skill lie at most between two people of a group: further apart, one lectures and the other listens."""

COMPOSED = ("circle", "working-group", "pair", "tutoring", "mentoring")
"""The kinds that are made from people who offered themselves. Nobody is put into a community."""

_USUAL = {"circle": 4, "working-group": 4}


@dataclass(frozen=True, slots=True)
class Wish:
    """Groups of a kind on a skill, of about `size` people, at most `groups` of them (0: as many as there can be).

    `language` is one in which all of them must talk, or empty. They meet in the two weeks after `day` (ISO 8601).
    """

    kind: str
    skill: str
    size: int
    groups: int = 0
    language: str = ""
    day: str = ""

    @property
    def sizes(self) -> range:
        """The sizes that groups may have: one less and one more than asked for, where the kind allows it, and no more where groups are counted."""
        least, most = SIZES[self.kind]
        return range(max(least, self.size - 1), min(most, self.size + (0 if self.groups else 1)) + 1)

    @property
    def leads(self) -> str:
        """The part of whoever leads, or empty in a pair, where nobody does."""
        return {"pair": "", "tutoring": "tutor", "mentoring": "mentor"}.get(self.kind, "facilitator")

    @property
    def teaches(self) -> bool:
        """Whether one knows and the other learns."""
        return self.kind in ("tutoring", "mentoring")

    @property
    def called(self) -> str:
        """The kind in words."""
        return self.kind.replace("-", " ")

    def counted(self, number: int) -> str:
        """So many groups, in words."""
        one = {"tutoring": "tutoring pair", "mentoring": "mentoring pair"}.get(self.kind, self.called)
        return f"{number:,} {one}{'' if number == 1 else 's'}"


def size_of(kind: str, size: int | None) -> int:
    """The size that is asked for, or the usual one of a kind. Raises CannotRun where the kind has no such size."""
    least, most = SIZES[kind]
    said = _USUAL.get(kind, least) if size is None else size
    if not least <= said <= most:
        wanted = f"{least} to {most}" if least < most else str(most)
        raise CannotRun(f"a {kind.replace('-', ' ')} has {wanted} members, so --size {said} is impossible")
    return said


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who offered to be in a group of this kind, and can take part.

    `step` counts levels of the skill from 0, the lowest; -1 is somebody who wants to reach the lowest. Bit n of `starts` says
    whether an hour can begin n quarters of an hour after the first midnight (UTC). `leads` is how many groups they lead already.
    """

    handle: str
    step: int
    languages: frozenset[str]
    starts: int
    zone: str = "UTC"
    team: str = ""
    helps: bool = False
    learns: bool = False
    can_lead: bool = True
    leads: int = 0


@dataclass(frozen=True, slots=True)
class Pool:
    """Everybody who can take part, by their handles, and the groups in which any two of them were together before, by both handles."""

    people: tuple[Candidate, ...]
    met: Mapping[frozenset[str], str]

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self.people)

    def __len__(self) -> int:
        return len(self.people)


@dataclass(frozen=True, slots=True, order=True)
class Left:
    """Somebody who offered themselves and is in no group, and why, as the end of a sentence."""

    handle: str
    reason: str


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Who must not be in one group, by handles. Nothing that explains a result may ask it: no output tells that it exists."""

    pairs: frozenset[frozenset[str]] = frozenset()
