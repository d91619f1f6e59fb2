"""What figures are counted from: the library as it was published on a day, and what evidence tells until then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from peerlore.library import Library
from peerlore.model.activity import NO_ACTIVITIES, Activities
from peerlore.model.attendance import Attended
from peerlore.model.credit import Deed
from peerlore.model.figures import FEW, Figure, FigureKind
from peerlore.model.nouns import Module
from peerlore.model.questionnaires import Answered
from peerlore.model.reviews import NO_STANDINGS, Standings
from peerlore.reviewing.records import Record

_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Known:
    """Everything that is counted, as of the end of `day` (ISO 8601, UTC).

    `records` are those of evidence until then, `deeds` what they tell of, `handles` the newest handles of people by their ids.
    `attended` and `answered` are what everybody may know of sessions, by their ids.
    """

    day: str
    library: Library
    standings: Standings = NO_STANDINGS
    records: Sequence[Record] = ()
    deeds: Sequence[Deed] = ()
    handles: Mapping[str, str] = field(default_factory=dict)
    activities: Activities = NO_ACTIVITIES
    attended: Mapping[str, Attended] = field(default_factory=dict)
    answered: Mapping[str, Answered] = field(default_factory=dict)

    @cached_property
    def year_ago(self) -> str:
        """The first of the 365 days that end with `day`."""
        return (date.fromisoformat(self.day) - _YEAR + timedelta(days=1)).isoformat()

    @cached_property
    def modules(self) -> list[Module]:
        """The modules that readers find."""
        return self.library.listed

    def digest_of(self, file: str) -> str:
        """The digest of the text at `file` by the record that approved it; empty where none tells, as of profiles."""
        return self._digests.get((self.standings.of(file).record, file), "")

    @cached_property
    def _digests(self) -> dict[tuple[int, str], str]:
        return {(record["seq"], said["path"]): said["digest"] for record in self.records for said in record["units"]}

    def is_recent(self, at: str) -> bool:
        """Whether a day or time (ISO 8601) is one of the last 365 days."""
        return self.year_ago <= at[:10] <= self.day


def count(id: str, number: int, sources: Iterable[str]) -> Figure:
    """How many there are."""
    return Figure(id, "count", number, number, sources=tuple(sources))


def share(id: str, numerator: int, denominator: int, sources: Iterable[str]) -> Figure:
    """How many of how many; without a value where there are none."""
    return Figure(id, "share", numerator / denominator if denominator else None, numerator, denominator, tuple(sources))


def median_days(id: str, days: Iterable[float], sources: Iterable[str]) -> Figure:
    """The median of durations in days; without a value where there are none."""
    found = sorted(days)
    middle = len(found) // 2
    value = None if not found else found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2
    return Figure(id, "days", value, denominator=len(found), sources=tuple(sources))


def of_people(id: str, kind: FigureKind, numerator: int, denominator: int, sources: Iterable[str]) -> Figure:
    """A number of people. Where it speaks of a few of them, or leaves out only a few, neither it nor its share is told."""
    if 0 < numerator < FEW or 0 < denominator - numerator < FEW or 0 < denominator < FEW:
        return Figure(id, kind, None, denominator=denominator, sources=tuple(sources), few=True)
    value = numerator / denominator if denominator else None
    return Figure(id, kind, value, numerator, denominator, tuple(sources))
