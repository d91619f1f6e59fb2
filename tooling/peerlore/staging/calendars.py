"""Calendars that people subscribe to (iCalendar, RFC 5545): one for each group, for each person in one, and one of everything.

Hours are those of clocks where the group is, so each calendar brings its time zones along. A session of a group takes the
place of the meeting of that day: nobody finds two entries for one hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from peerlore.model.gatherings import Group, Meetings, Session
from peerlore.model.quizzes import DELAYS
from peerlore.model.tree import PlainFile
from peerlore.reading.rhythm import Meeting, is_zone, meeting_at, meetings_between, read_rhythm
from peerlore.staging.addresses import address, group_page, session_page, staged_file
from peerlore.staging.diaries import Diary, first_meeting
from peerlore.staging.site import Site
from peerlore.staging.words import words_of
from peerlore.staging.zones import zone_component

if TYPE_CHECKING:
    from icalendar import Event

_BEFORE = timedelta(days=2)
"""How long before a session people are reminded of what they wanted to prepare."""
_YEARS = 15
"""How many years ahead a calendar tells when clocks are set."""
_MORNING = timedelta(hours=9)
_AHEAD = timedelta(days=366 * 3)
"""How far ahead meetings are looked for that were cancelled, moved or have a session of their own."""


def calendars(site: Site) -> Iterator[PlainFile]:
    """Every calendar in which something stands."""
    for diary in site.diaries.values():
        yield PlainFile(diary.file, _written(site, diary))


def _written(site: Site, diary: Diary) -> str:
    from icalendar import Calendar  # takes longer than all pages of a small library

    calendar = Calendar()
    calendar.add("prodid", "-//peerlore//calendar//EN")
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, diary.title)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    events = list(_events(site, diary))
    first = min(event.start.year for event in events)
    for zone in sorted(
        {event.start.tzinfo.key for event in events if isinstance(event.start, datetime) and isinstance(event.start.tzinfo, ZoneInfo)}
    ):
        calendar.add_component(zone_component(zone, first - 1, first + _YEARS))
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


def _events(site: Site, diary: Diary) -> Iterator[Event]:
    replaced: set[str] = set()
    for group in diary.groups:
        own = {session.date: session for session in site.together.sessions_of.get(group.id, ()) if is_zone(session.timezone)}
        for event, session in _group_events(site, group, own):
            yield event
            if session:
                replaced.add(session.id)
    for session in diary.sessions:
        if session.id not in replaced:
            meeting = meeting_at(session.date, session.start, session.duration, session.timezone)
            yield _session_event(site, session, meeting, f"session-{session.id}")
        if diary.tests:
            yield from _tests(site, session)


def _group_events(site: Site, group: Group, sessions: dict[str, Session]) -> Iterator[tuple[Event, Session | None]]:
    """The rhythm of a group, and each of its meetings that differs from it, with the session that takes its place."""
    meetings = group.meetings
    first = first_meeting(meetings) if meetings else None
    if meetings is None or first is None:
        return
    uid, zone = f"group-{group.id}", ZoneInfo(meetings.timezone)
    event = _event(site, group.document.file, uid, group.title, group.language, first)
    event.add("description", _told(group.summary, *(tool.url for tool in group.tools)))
    _place(event, meetings.place, group.tools[0].url if group.tools else "")
    _lead(site, event, group_page(group.id))
    moved = {one.day for one in meetings.moved}
    off = {day for day in meetings.cancelled if day not in moved}
    others = []
    begin = date.fromisoformat(meetings.first)
    for meeting in meetings_between(meetings, begin, begin + _AHEAD):
        session = sessions.get(meeting.start.date().isoformat())
        if session and session.status == "cancelled":
            off.add(meeting.planned)
        elif session or meeting.planned in moved:
            others.append((meeting, session))
    if meetings.cadence:
        event.add("rrule", _rule(meetings))
    for day in sorted(off):
        event.add("exdate", datetime.combine(date.fromisoformat(day), time.fromisoformat(meetings.start), zone))
    alone = not meetings.cadence and (off or others)
    if not alone:
        yield event, None
    for meeting, session in others:
        other = (
            _session_event(site, session, meeting_at(session.date, session.start, session.duration, session.timezone), uid)
            if session
            else _again(event, meeting)
        )
        if not alone:
            other.add("recurrence-id", datetime.combine(date.fromisoformat(meeting.planned), time.fromisoformat(meetings.start), zone))
        yield other, session


def _rule(meetings: Meetings) -> dict[str, Any]:
    """The rule of a rhythm. What ends on a day ends with it where the group is, which RFC 5545 wants in UTC."""
    from icalendar import vRecur

    read_rhythm(meetings.cadence)
    rule: dict[str, Any] = dict(vRecur.from_ical(meetings.cadence))
    if "UNTIL" in rule:
        said = rule["UNTIL"][0]
        day = said.date() if isinstance(said, datetime) else said
        rule["UNTIL"] = [datetime.combine(day, time(23, 59, 59), ZoneInfo(meetings.timezone)).astimezone(UTC)]
    return rule


def _again(event: Event, meeting: Meeting) -> Event:
    """A meeting of a rhythm on another day."""
    from icalendar import Event as NewEvent

    other = NewEvent()
    for name in ("uid", "dtstamp", "sequence", "summary", "description", "location", "url"):
        if name in event:
            other[name] = event[name]
    other.add("dtstart", meeting.start)
    other.add("dtend", meeting.end)
    return other


def _session_event(site: Site, session: Session, meeting: Meeting, uid: str) -> Event:
    event = _event(site, session.document.file, uid, session.title, session.language, meeting)
    event.add("description", _told(session.summary, *(tool.url for tool in session.tools)))
    _place(event, session.place, session.tools[0].url if session.tools else "")
    _lead(site, event, session_page(session.id))
    preparation = session.script.preparation
    tasks = [task.what for task in session.prepare] or (list(preparation.steps) if preparation.ahead else [])
    if session.status == "planned" and tasks:
        _remind(event, words_of(session.language)("calendar_prepare", what="; ".join(tasks)), -_BEFORE)
    return event


def _tests(site: Site, session: Session) -> Iterator[Event]:
    """Days on which to test what stayed of a session, where one of its modules has a quiz."""
    from icalendar import Event as NewEvent

    modules = [site.library.modules[id] for id in session.modules if id in site.library.modules]
    asking = next((module for module in modules if module.quiz), None)
    if asking is None:
        return
    words = words_of(session.language)
    for days in DELAYS:
        event = NewEvent()
        day = date.fromisoformat(session.date) + timedelta(days=days)
        _sign(site, event, session.document.file, f"session-{session.id}-after-{days}", session.date)
        event.add("summary", words("calendar_test", title=session.title), parameters=_language(session.language))
        event.add("description", words("calendar_test_why", days=days))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        _lead(site, event, staged_file(asking.document.file) or "", "#pl-quiz")
        _remind(event, words("calendar_test", title=session.title), _MORNING)
        yield event


def _event(site: Site, file: str, uid: str, title: str, language: str, meeting: Meeting) -> Event:
    from icalendar import Event as NewEvent

    event = NewEvent()
    _sign(site, event, file, uid, meeting.planned)
    event.add("summary", title, parameters=_language(language))
    event.add("dtstart", meeting.start)
    event.add("dtend", meeting.end)
    return event


def _sign(site: Site, event: Event, file: str, uid: str, day: str) -> None:
    """What tells programs which entry this is, and whether it is newer than the one they have. Nothing depends on the clock."""
    standing = site.standings.of(file)
    event.add("uid", f"{uid}@{urlsplit(site.library.settings.address).hostname or 'library'}")
    stamp = datetime.fromisoformat(site.standings.day_of(file) or day)
    event.add("dtstamp", stamp.replace(tzinfo=UTC))
    event.add("sequence", max(len(standing.versions) - 1, 0))


def _lead(site: Site, event: Event, page: str, anchor: str = "") -> None:
    if site.library.settings.address:
        event.add("url", site.library.settings.address + address(page) + anchor)


def _place(event: Event, place: str, tool: str) -> None:
    if place or tool:
        event.add("location", place or tool)


def _remind(event: Event, what: str, when: timedelta) -> None:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", what)
    alarm.add("trigger", when)
    event.add_component(alarm)


def _told(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def _language(code: str) -> dict[str, str]:
    return {"language": code}
