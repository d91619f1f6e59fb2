"""Time zones as calendars carry them along (RFC 5545, section 3.6.5), from what IANA lists.

The component of icalendar is not used: its clocks go forward an hour late, and it puts all days into one line, of which
ical.js, and so Thunderbird, reads the first alone.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone

_DAY = timedelta(days=1)
_NONE = timedelta()


class Turn(NamedTuple):
    """A moment at which clocks are set: `local` is what they showed until then; offsets are those from UTC, before and after."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


@lru_cache(maxsize=1 << 8)
def turns(zone: str, first: int, last: int) -> tuple[Turn, ...]:
    """When the clocks of a zone are set from the beginning of one year to that of another.

    >>> [f"{turn.local:%d %b %H:%M}" for turn in turns("Europe/Paris", 2026, 2027)]
    ['29 Mar 02:00', '25 Oct 03:00']
    """
    place = ZoneInfo(zone)
    found = []
    moment, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last, 1, 1, tzinfo=UTC)
    while moment < end:
        if _offset(place, moment) != _offset(place, moment + _DAY):
            turn = _turn(place, moment)
            before = _offset(place, turn - timedelta(seconds=1))
            found.append(Turn((turn + before).replace(tzinfo=None), before, *_shown(place, turn)))
        moment += _DAY
    return tuple(found)


def zone_component(zone: str, first: int, last: int) -> Timezone:
    """The zone from the beginning of one year to that of another; nobody can tell for how long its clocks will be set so."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    begin = datetime(first, 1, 1, tzinfo=UTC)
    after, name, summer = _shown(ZoneInfo(zone), begin)
    groups: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {
        (after, after, name, summer): [(begin + after).replace(tzinfo=None)]
    }
    for turn in turns(zone, first, last):
        groups.setdefault(turn[1:], []).append(turn.local)
    component = Timezone()
    component.add("tzid", zone)
    for (before, after, name, summer), days in groups.items():
        part = TimezoneDaylight() if summer else TimezoneStandard()
        part.add("dtstart", days[0])
        for day in days[1:]:
            part.add("rdate", [day])
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        component.add_component(part)
    return component


def _turn(place: ZoneInfo, moment: datetime) -> datetime:
    """The second within the day after a moment from which on the offset is another."""
    low, high = 0, 24 * 3600
    old = _offset(place, moment)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(place, moment + timedelta(seconds=middle)) == old else (low, middle)
    return moment + timedelta(seconds=high)


def _shown(place: ZoneInfo, moment: datetime) -> tuple[timedelta, str, bool]:
    local = moment.astimezone(place)
    return local.utcoffset() or _NONE, local.tzname() or "", bool(local.dst())


def _offset(place: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(place).utcoffset() or _NONE
