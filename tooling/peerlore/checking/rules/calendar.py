"""Days, hours and time zones: that they exist, and that a rhythm can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from peerlore.checking.collection import groups, texts
from peerlore.checking.gathered import meetings_of
from peerlore.checking.nearest import instead, nearest
from peerlore.checking.rule import AnyRule, PageRule
from peerlore.model.documents import Document, KeyPath
from peerlore.model.findings import Finding
from peerlore.reading.rhythm import UnclearRhythm, is_day, is_zone, meetings_between, read_rhythm, zones

_KINDS = ("person", "group", "session", "need")


def zone_exists(document: Document) -> Iterator[Finding]:
    """A time zone must be one of those that IANA lists, by its whole name.

    `Europe/Paris` says when clocks change there. CET does not, and a slip would send people an hour too late.
    """
    if document.kind not in _KINDS:
        return
    for path, zone in (*texts(document, "timezone"), *texts(document, "meetings", "timezone")):
        if not is_zone(zone):
            close = _nearest_zone(zone)
            hint = f"Did you mean {close!r}?" if close else "Write a region and a city, such as 'Europe/Paris' or 'America/New_York'."
            fix = instead(document, path, close)
            yield Finding(document.place(*path), "C010", f"there is no time zone {zone!r}", hint, fix=fix)


def rhythm_can_be_kept(document: Document) -> Iterator[Finding]:
    """The rhythm of a group must be a rule of RFC 5545 by days, weeks or months that comes round at least once in five years.

    Calendars read the same rule. Rules by the second, or for days that never come, would keep them busy for nothing.
    """
    for path, rule in texts(document, "meetings", "cadence"):
        hint = "For example FREQ=WEEKLY;INTERVAL=2;BYDAY=TU for every second Tuesday, FREQ=MONTHLY;BYDAY=1MO for each first Monday."
        try:
            read_rhythm(rule)
        except UnclearRhythm as unclear:
            yield Finding(document.place(*path), "C011", f"the rhythm {_short(rule)} cannot be kept: {unclear}", hint)
            continue
        meetings = meetings_of(document)
        if meetings:
            first = date.fromisoformat(meetings.first)
            if not meetings_between(meetings, first, first.replace(year=first.year + 5, day=min(first.day, 28))):
                message = f"no meeting follows from the rhythm {_short(rule)} and the first day {meetings.first}"
                yield Finding(document.place(*path), "C011", message, "Change the one that is wrong.")


def day_exists(document: Document) -> Iterator[Finding]:
    """Every day must be in the calendar.

    On 30 February nobody comes.
    """
    if document.kind not in _KINDS:
        return
    for path, day in _days(document):
        if len(day) == 10 and not is_day(day):
            yield Finding(document.place(*path), "C012", f"the calendar has no day {day!r}", "Change its month or its day.")


def exception_is_of_the_rhythm(document: Document) -> Iterator[Finding]:
    """The first meeting, and days that are cancelled or moved, should be days of the rhythm.

    Otherwise nothing is cancelled, and half of the group sits there.
    """
    meetings = meetings_of(document) if document.kind == "group" else None
    if meetings is None or not meetings.cadence:
        return
    said = [path for path, _ in texts(document, "meetings", "first")] + [path for path, _ in texts(document, "meetings", "cancelled")]
    moved = document.meta["meetings"].get("moved", ())
    said += [("meetings", "moved", index, "from") for index in range(len(moved))]
    plain = type(meetings)(meetings.first, meetings.start, meetings.duration, meetings.timezone, meetings.cadence)
    for path in said:
        day = _at(document, path)
        on = date.fromisoformat(day)
        if not meetings_between(plain, on, on):
            message = f"{day} is a {_WEEKDAYS[on.weekday()]} on which the rhythm has no meeting"
            yield Finding(document.place(*path), "C013", message, "Change it to a day of the rhythm, or change the cadence.", "warning")


def time_goes_forward(document: Document) -> Iterator[Finding]:
    """What begins must end later: hours of work on the same day, and days away not before their first.

    Turned round, neither would ever count.
    """
    if document.kind != "person":
        return
    for field, may_be_one in (("working_hours", False), ("away", True)):
        for path, entry in groups(document, field):
            start, end = entry.get("from"), entry.get("until")
            if isinstance(start, str) and isinstance(end, str) and (end < start or (end == start and not may_be_one)):
                hint = (
                    "Write hours of a night as two lines, one for each day." if field == "working_hours" else "Put the earlier day first."
                )
                yield Finding(document.place(*path, "until"), "C017", f"{end!r} is not after {start!r}", hint)


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _days(document: Document) -> Iterator[tuple[KeyPath, str]]:
    for field in (
        ("date",), ("asked_on",), ("decided_on",), ("synthesis", "on"), ("contract", "until"), ("meetings", "first"), ("meetings", "cancelled"),
    ):  # fmt: skip
        yield from texts(document, *field)
    for path, entry in groups(document, "away"):
        yield from (((*path, key), entry[key]) for key in ("from", "until") if isinstance(entry.get(key), str))
    meetings = document.meta.get("meetings")
    moved = meetings.get("moved") if isinstance(meetings, dict) else None
    for index, entry in enumerate(moved if isinstance(moved, list) else ()):
        if isinstance(entry, dict):
            yield from ((("meetings", "moved", index, key), entry[key]) for key in ("from", "to") if isinstance(entry.get(key), str))


def _at(document: Document, path: KeyPath) -> str:
    value: Any = document.meta
    for part in path:
        value = value[part]
    return str(value)


def _nearest_zone(name: str) -> str:
    """The zone that was probably meant, also where only its city is written."""
    cities = {zone.rpartition("/")[2].lower(): zone for zone in sorted(zones(), reverse=True)}
    if "/" not in name and name.isupper():
        return ""  # short for a zone that has many places
    city = name.rpartition("/")[2].replace(" ", "_").lower()
    return cities.get(city, "") or nearest(name, zones()) or cities.get(nearest(city, cities), "")


def _short(rule: str) -> str:
    return repr(rule if len(rule) <= 60 else f"{rule[:57]}…")


RULES: tuple[AnyRule, ...] = (
    PageRule("C010", "unknown-time-zone", zone_exists),
    PageRule("C011", "unclear-rhythm", rhythm_can_be_kept),
    PageRule("C012", "no-such-day", day_exists),
    PageRule("C013", "exception-without-rule", exception_is_of_the_rhythm, "warning"),
    PageRule("C017", "end-before-beginning", time_goes_forward),
)
