"""The nouns of credit: what somebody did for the library, and what the library's rules give for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

DeedKind = Literal["authoring", "translation", "upkeep", "review", "facilitation", "answer"]
DEED_KINDS: tuple[DeedKind, ...] = get_args(DeedKind)
"""authoring: the first approved text of a module or path. translation: that of a translation. upkeep: a later approved change of
either. review: an approval that counted. facilitation: a session led that is closed with a synthesis. answer: one to a question about a module, which somebody else asked and chose."""


@dataclass(frozen=True, slots=True, order=True)
class Deed:
    """One thing that one person did, as a record of evidence tells of it.

    `at` is when it was merged (ISO 8601, UTC), `record` the number of the record, `person` an id of evidence, `unit` what was
    written, or the first of what was reviewed; `change` is the number of the pull request, 0 for none. An answer has no record:
    its `at` is when it was chosen, its `change` the number of the discussion.
    """

    at: str
    record: int
    kind: DeedKind
    unit: str
    person: str
    change: int = 0


@dataclass(frozen=True, slots=True)
class Badge:
    """What somebody gets who did one kind of deed some number of times."""

    id: str
    title: str
    deed: DeedKind
    times: int
    summary: str = ""


@dataclass(frozen=True, slots=True)
class CreditRules:
    """Points for each deed of a kind, and how many one person can get in a calendar month (UTC): of each kind, and of all.

    A kind that `points` does not name gets none; one that `monthly` does not name is held back by `month` alone; 0 is no cap.
    """

    points: Mapping[str, int] = field(default_factory=dict)
    month: int = 0
    monthly: Mapping[str, int] = field(default_factory=dict)
    badges: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed with the points that it got. `lost` are those that a cap kept back."""

    deed: Deed
    points: int
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Credited:
    """What one person got: points, how many deeds of each kind, and badges in the order of the rules."""

    points: int
    deeds: Mapping[str, int]
    badges: tuple[Badge, ...] = ()
