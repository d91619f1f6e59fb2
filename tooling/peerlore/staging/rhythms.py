"""When people meet, in words: rhythms, hours and the next days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from peerlore.model.gatherings import Meetings
from peerlore.reading.rhythm import Rhythm, is_day, is_zone, meeting_at, meetings_between, read_rhythm
from peerlore.staging.words import Words

_KEPT = 26
"""How many meetings a page knows of; browsers show the next ones of them."""
_SHOWN = 6
_AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Coming:
    """One of the next meetings: its day in words, the moment (ISO 8601) at which it is over, and whether it is shown at once."""

    said: str
    over: str
    shown: bool


def rhythm_words(meetings: Meetings, words: Words) -> str:
    """The rhythm of a group, such as "every second Tuesday"; empty where it meets once.

    >>> from peerlore.staging.words import words_of
    >>> meetings = Meetings("2026-09-08", "10:00", 60, "Europe/Paris", "FREQ=WEEKLY;INTERVAL=2")
    >>> rhythm_words(meetings, words_of("en")), rhythm_words(meetings, words_of("fr"))
    ('every second Tuesday', 'un mardi sur deux')
    """
    if not meetings.cadence:
        return ""
    rhythm, first = read_rhythm(meetings.cadence), date.fromisoformat(meetings.first)
    said = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly}[rhythm.frequency](rhythm, first, words)
    end = re.search(r"(COUNT|UNTIL)=(\d+)", meetings.cadence)
    if end and end[1] == "COUNT":
        return f"{said}, {words('rhythm_times', times=end[2])}"
    if end:
        return f"{said}, {words('rhythm_until', day=words.day(f'{end[2][:4]}-{end[2][4:6]}-{end[2][6:8]}'))}"
    return said


def hours_words(day: str, start: str, duration: int, timezone: str, words: Words) -> str:
    """From when to when something takes place, with the zone in which that is meant; only the start where nobody knows that zone."""
    if not is_day(day) or not is_zone(timezone):
        return f"{start} ({timezone})"
    meeting = meeting_at(day, start, duration, timezone)
    return f"{words('hours_from_to', start=f'{meeting.start:%H:%M}', end=f'{meeting.end:%H:%M}')} ({timezone.replace('_', ' ')})"


def coming(meetings: Meetings, today: str, words: Words, without: frozenset[str] = frozenset()) -> list[Coming]:
    """The next meetings after a day, but for those on days `without` one; browsers hide those that are over by then."""
    start = max(date.fromisoformat(today or meetings.first), date.fromisoformat(meetings.first))
    found = [one for one in meetings_between(meetings, start, start + _AHEAD) if one.start.date().isoformat() not in without]
    return [
        Coming(
            f"{words.weekday(one.start.weekday())} {words.day(one.start.date().isoformat())}, {one.start:%H:%M}",
            one.end.isoformat(),
            number < _SHOWN,
        )
        for number, one in enumerate(found[:_KEPT])
    ]


def _daily(rhythm: Rhythm, _first: date, words: Words) -> str:
    return words.counted(rhythm.interval, "rhythm_days")


def _weekly(rhythm: Rhythm, first: date, words: Words) -> str:
    names = [words.weekday(day) for day in sorted({day for day, _ in rhythm.days} or {first.weekday()})]
    if rhythm.interval == 2 and len(names) == 1:
        return words("rhythm_two_weeks", days=names[0])
    days = words.listed(names if rhythm.interval == 1 else [words("rhythm_weekday", day=name) for name in names])
    return words.counted(rhythm.interval, "rhythm_weeks", days=days)


def _monthly(rhythm: Rhythm, first: date, words: Words) -> str:
    parts = [
        words("rhythm_numbered", number=words(f"ordinal_{number}"), day=words.weekday(day))
        if number
        else words("rhythm_each", day=words.weekday(day))
        for day, number in rhythm.days
    ]
    parts += [_month_day(day, words) for day in rhythm.month_days or (() if rhythm.days else (first.day,))]
    return words.counted(rhythm.interval, "rhythm_months", days=words.listed(parts))


def _month_day(day: int, words: Words) -> str:
    if day == -1:
        return words("rhythm_last_day")
    return words("rhythm_month_day" if day > 0 else "rhythm_from_end", number=abs(day) if day > 0 else -day - 1)
