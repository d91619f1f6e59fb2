"""When somebody can meet: each quarter of an hour of two weeks at which an hour can begin, as the bits of a number."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from peerlore.checking.shared_hours import Span, spans_of
from peerlore.model.nouns import Person
from peerlore.reading.rhythm import Meeting

DAYS = 14
LENGTH = 60
"""How long a meeting must be able to take, in minutes."""
_SLOT = timedelta(minutes=15)
_SLOTS = DAYS * 96


class Diary:
    """The two weeks after a day (ISO 8601). People with the same hours are looked at once."""

    def __init__(self, day: str) -> None:
        self._origin = datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), UTC)
        self._known: dict[object, tuple[Span, ...]] = {}

    def starts(self, person: Person) -> int:
        """When an hour can begin at which somebody works and is not away: bit n is n quarters of an hour after the first midnight (UTC)."""
        zone, free = ZoneInfo(person.timezone), 0
        for start, end in self._spans(person):
            day = start.astimezone(zone).date().isoformat()
            if any(away.first <= day <= away.last for away in person.away):
                continue
            first, last = max(0, -((self._origin - start) // _SLOT)), min(_SLOTS, (end - self._origin) // _SLOT)
            if last > first:
                free |= (1 << last) - (1 << first)
        for _ in range(LENGTH // 15 - 1):
            free &= free >> 1
        return free

    def meant(self, starts: int, zone: str) -> datetime | None:
        """The first start of some, in a time zone: on the full hour where the first day has one."""
        local, moments = ZoneInfo(zone), []
        while starts:
            lowest = starts & -starts
            starts ^= lowest
            moments.append((self._origin + (lowest.bit_length() - 1) * _SLOT).astimezone(local))
            if moments[-1].date() != moments[0].date():
                break
            if not moments[-1].minute:
                return moments[-1]
        return moments[0] if moments else None

    def _spans(self, person: Person) -> tuple[Span, ...]:
        key = (person.timezone, person.working_hours)
        if key not in self._known:
            found: set[Span] = set()
            # Each call looks at three days; two more on both sides, for those who live on the other side of the date line.
            for shift in range(-2, DAYS + 3, 3):
                noon = self._origin + timedelta(days=shift, hours=12)
                found.update(spans_of(person.document, Meeting(noon, noon, "")) or ())
            self._known[key] = tuple(sorted(found))
        return self._known[key]
