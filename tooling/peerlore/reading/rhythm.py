"""When a group meets: rules of RFC 5545 and time zones of IANA, down to days and hours.

Only rhythms are understood that people keep. dateutil looks through eight thousand years for a day that never comes, and
through every second of them where a rule asks for it; what is understood here ends soon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Literal, cast
from zoneinfo import ZoneInfo, available_timezones

from peerlore.model.gatherings import Meetings

if TYPE_CHECKING:
    from dateutil.rrule import rrule

MOST_MEETINGS = 400
"""How many meetings of one group are looked at: a daily one for more than a year."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_NUMBER_OF_DAY = r"(?:-?[1-9]|-?[12]\d|-?3[01])"
_UNTIL = r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:T[0-2]\d[0-5]\d[0-5]\dZ?)?"
_PARTS: dict[str, re.Pattern[str]] = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY"),
    "INTERVAL": re.compile(r"[1-9]|[1-4]\d|5[0-2]"),
    "BYDAY": re.compile(rf"(?:-?[1-5])?{_WEEKDAY}(?:,(?:-?[1-5])?{_WEEKDAY}){{0,6}}"),
    "BYMONTHDAY": re.compile(rf"{_NUMBER_OF_DAY}(?:,{_NUMBER_OF_DAY}){{0,5}}"),
    "COUNT": re.compile(r"[1-9]\d{0,2}"),
    "UNTIL": re.compile(_UNTIL),
    "WKST": re.compile(_WEEKDAY),
}

_NOBODYS = ("Etc/", "posix/", "right/")
"""How names of time zones begin in which nobody lives."""

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY"]


class UnclearRhythm(ValueError):
    """A rule that no group keeps, with what is wrong in one sentence."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rule in its parts. `days` are those of the week as 0 (Monday) to 6, each with its number in the month or 0; `month_days` those of the month."""

    frequency: Frequency
    interval: int = 1
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """One meeting, with its time zone. `planned` is the day on which the rhythm has it (ISO 8601), before it was moved."""

    start: datetime
    end: datetime
    planned: str


@lru_cache(maxsize=1 << 12)
def read_rhythm(rule: str) -> Rhythm:
    """The parts of a rule. Raises UnclearRhythm.

    >>> read_rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
    Rhythm(frequency='WEEKLY', interval=2, days=((1, 0),), month_days=())
    """
    parts = _parts(rule)
    frequency: Frequency | None = next((name for name in ("DAILY", "WEEKLY", "MONTHLY") if name == parts.get("FREQ")), None)
    if frequency is None:
        raise UnclearRhythm("it does not begin with FREQ=DAILY, FREQ=WEEKLY or FREQ=MONTHLY")
    days = tuple((_WEEKDAYS.index(day[-2:]), int(day[:-2] or 0)) for day in parts["BYDAY"].split(",")) if "BYDAY" in parts else ()
    if days and frequency == "DAILY":
        raise UnclearRhythm("BYDAY goes with WEEKLY or MONTHLY")
    if frequency == "WEEKLY" and any(number for _, number in days):
        raise UnclearRhythm("a numbered day such as 1MO goes with MONTHLY")
    if "BYMONTHDAY" in parts and (frequency != "MONTHLY" or days):
        raise UnclearRhythm("BYMONTHDAY goes with MONTHLY, and without BYDAY")
    if "COUNT" in parts and "UNTIL" in parts:
        raise UnclearRhythm("COUNT and UNTIL exclude each other")
    month_days = tuple(int(day) for day in parts["BYMONTHDAY"].split(",")) if "BYMONTHDAY" in parts else ()
    return Rhythm(frequency, int(parts.get("INTERVAL", 1)), days, month_days)


def _parts(rule: str) -> Mapping[str, str]:
    parts: dict[str, str] = {}
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        pattern = _PARTS.get(name)
        if pattern is None:
            raise UnclearRhythm(f"{name!r} is no part of a rhythm that groups keep")
        if name in parts:
            raise UnclearRhythm(f"{name} is said twice")
        if not pattern.fullmatch(value):
            raise UnclearRhythm(f"{name} cannot be {value!r}")
        parts[name] = value
    if "UNTIL" in parts and not _is_day(parts["UNTIL"][:8]):
        raise UnclearRhythm(f"there is no day {parts['UNTIL'][:8]}")
    return parts


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_day(text: str) -> bool:
    """Whether the calendar has a day (ISO 8601).

    >>> is_day("2026-02-28"), is_day("2026-02-30")
    (True, False)
    """
    return len(text) == 10 and _is_day(text)


@cache
def zones() -> frozenset[str]:
    """The names of all time zones, without those that no person lives in."""
    return frozenset(name for name in available_timezones() if "/" in name and not name.startswith(_NOBODYS)) | {"UTC"}


@lru_cache(maxsize=1 << 10)
def is_zone(name: str) -> bool:
    """Whether there is a time zone of this name, in which somebody lives.

    >>> is_zone("Europe/Paris"), is_zone("CET"), is_zone("../Paris")
    (True, False, False)
    """
    if name != "UTC" and ("/" not in name or name.startswith(_NOBODYS)):
        return False
    try:
        return bool(ZoneInfo(name))  # looks at one file, and a list of all zones at six hundred
    except (ValueError, OSError, KeyError):
        return False


def is_meant(meetings: Meetings) -> bool:
    """Whether every part of what a group says of its meetings can be understood."""
    days = (meetings.first, *meetings.cancelled, *(day for moved in meetings.moved for day in (moved.day, moved.to)))
    if not is_zone(meetings.timezone) or not all(map(is_day, days)):
        return False
    try:
        return not meetings.cadence or bool(read_rhythm(meetings.cadence))
    except UnclearRhythm:
        return False


def rhythm_days(meetings: Meetings) -> Iterator[date]:
    """The days of the rhythm from the first meeting on, whatever was cancelled or moved. It may have no end.

    Where the first meeting is on a day that the rhythm does not know, it is none of its days, as RFC 5545 leaves open.
    """
    first = datetime.combine(date.fromisoformat(meetings.first), time())
    if not meetings.cadence:
        yield first.date()
        return
    for moment in _rule(meetings.cadence, first):
        yield moment.date()


def _rule(cadence: str, first: datetime) -> rrule:
    from dateutil.rrule import rrulestr  # takes longer than checking many pages that have no rhythm

    read_rhythm(cadence)
    # Days are what counts here: an hour behind UNTIL, in whatever zone, stands for the whole day.
    plain = re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1", cadence)
    return cast("rrule", rrulestr(plain, dtstart=first, ignoretz=True))  # one rule makes no set


@lru_cache(maxsize=1 << 10)
def meetings_between(meetings: Meetings, first: date, last: date) -> tuple[Meeting, ...]:
    """The meetings from one day to another, both counted, in order; at most `MOST_MEETINGS`. `meetings` must be `is_meant`.

    An hour that clocks leave out begins when they have gone forward, one that they show twice is meant the first time
    (PEP 495 with fold 0).
    """
    moved = {one.day: one for one in meetings.moved}
    from_elsewhere = (date.fromisoformat(one.day) for one in meetings.moved if first.isoformat() <= one.to <= last.isoformat())
    days = {*_within(meetings, first, last), *(day for other in from_elsewhere for day in _within(meetings, other, other))}
    found = []
    for day in days:
        planned = day.isoformat()
        if planned in meetings.cancelled and planned not in moved:
            continue
        other = moved.get(planned)
        on = date.fromisoformat(other.to) if other else day
        if first <= on <= last:
            found.append(
                meeting_at(on.isoformat(), (other and other.start) or meetings.start, meetings.duration, meetings.timezone, planned)
            )
    return tuple(sorted(found))


def _within(meetings: Meetings, first: date, last: date) -> Iterator[date]:
    if not meetings.cadence:
        yield from rhythm_days(meetings)
        return
    begin = datetime.combine(date.fromisoformat(meetings.first), time())
    end = datetime.combine(last, time())
    rule = _rule(meetings.cadence, begin)
    after = (moment for moment in rule.xafter(datetime.combine(first, time()), inc=True))
    for moment in islice(after, MOST_MEETINGS):
        if moment > end:
            return
        yield moment.date()


def meeting_at(day: str, start: str, duration: int, timezone: str, planned: str = "") -> Meeting:
    """A meeting on a day at an hour of a time zone, with its end that many minutes later."""
    zone = ZoneInfo(timezone)
    begin = datetime.combine(date.fromisoformat(day), time.fromisoformat(start), zone)
    moment = begin.astimezone(ZoneInfo("UTC"))
    return Meeting(moment.astimezone(zone), (moment + timedelta(minutes=duration)).astimezone(zone), planned or day)
