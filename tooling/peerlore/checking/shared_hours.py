"""Hours that people share: on one day, seen from the time zone of a meeting, with clocks as they are in each place on that day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from peerlore.checking.entries import groups
from peerlore.model.documents import Document
from peerlore.reading.rhythm import Meeting, is_zone

Span = tuple[datetime, datetime]
"""From one moment to another, both with a time zone."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UTC = ZoneInfo("UTC")


def spans_of(person: Document, meeting: Meeting) -> list[Span] | None:
    """When somebody works around the day of a meeting; None where their profile does not say."""
    zone = person.meta.get("timezone")
    if not isinstance(zone, str) or not is_zone(zone):
        return None
    hours = list(groups(person, "working_hours"))
    if not hours:
        return None
    local, found = ZoneInfo(zone), []
    middle = meeting.start.astimezone(local).date()
    for day in (middle + timedelta(days=shift) for shift in (-1, 0, 1)):
        for _, entry in hours:
            days, start, end = entry.get("days"), _clock(entry.get("from")), _clock(entry.get("until"))
            if isinstance(days, list) and _WEEKDAYS[day.weekday()] in days and start and end and start < end:
                # Compared and subtracted in UTC: with one zone on both sides, Python leaves changes of the clock out.
                found.append((datetime.combine(day, start, local).astimezone(_UTC), datetime.combine(day, end, local).astimezone(_UTC)))
    return sorted(found)


def shared(spans: Iterable[Iterable[Span]]) -> list[Span]:
    """The spans that stand in each of several lists."""
    first, *others = [list(some) for some in spans]
    for other in others:
        first = [(max(a, c), min(b, d)) for a, b in first for c, d in other if max(a, c) < min(b, d)]
    return first


def hours_in(spans: Iterable[Span], meeting: Meeting) -> float:
    """How many hours of a meeting lie in some spans."""
    here = (meeting.start.astimezone(_UTC), meeting.end.astimezone(_UTC))
    return sum((end - start).total_seconds() for start, end in shared([spans, [here]])) / 3600


def said_hours(people: Mapping[str, list[Span]], meeting: Meeting) -> str:
    """The hours of the day of a meeting that all people share, in its time zone, as words; empty where there are none."""
    zone = meeting.start.tzinfo
    midnight = meeting.start.replace(hour=0, minute=0)
    day = (midnight.astimezone(_UTC), (midnight + timedelta(days=1)).astimezone(_UTC))
    spans = [(start.astimezone(zone), end.astimezone(zone)) for start, end in shared([*people.values(), [day]])]
    return " and ".join(f"{start:%H:%M} to {end:%H:%M}" for start, end in spans)


def _clock(text: object) -> time | None:
    try:
        return time.fromisoformat(str(text))
    except ValueError:
        return None
