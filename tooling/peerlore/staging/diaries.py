"""Which calendars there are, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peerlore.library import Library
from peerlore.model.gatherings import Group, Meetings, Session
from peerlore.reading.rhythm import Meeting, is_day, is_meant, is_zone, meeting_at, rhythm_days
from peerlore.staging.addresses import group_page, person_page
from peerlore.staging.together import Together

EVERYTHING = "calendar.ics"
"""The staged file of the calendar of all groups and sessions."""

_SHOWN = ("active", "planned")


def calendar_of_group(group: str) -> str:
    """The staged file of a group's calendar."""
    return group_page(group).removesuffix(".md") + ".ics"


def calendar_of_person(handle: str) -> str:
    """The staged file of a person's calendar."""
    return person_page(handle).removesuffix(".md") + ".ics"


@dataclass(frozen=True, slots=True)
class Diary:
    """What stands in one calendar. With `tests`, what stayed of its sessions is asked for some weeks later."""

    file: str
    title: str
    groups: Sequence[Group]
    sessions: Sequence[Session]
    tests: bool = True


def diaries(library: Library, together: Together) -> Iterator[Diary]:
    """What belongs into which calendar: that of everything first, then those of groups and of people."""
    groups = [group for group in together.groups if group.meetings and group.status in _SHOWN and first_meeting(group.meetings)]
    # A baseline may accept a day or a zone that there is not; what nobody can come to stands in no calendar.
    meant = (session for session in reversed(together.sessions) if is_day(session.date) and is_zone(session.timezone))
    sessions = [session for session in meant if session.status != "cancelled"]
    if not groups and not sessions:
        return
    yield Diary(EVERYTHING, library.settings.title, groups, sessions, tests=False)
    for group in together.groups:
        own = [session for session in sessions if session.group == group.id]
        if group in groups or own:
            yield Diary(calendar_of_group(group.id), group.title, [group] if group in groups else [], own)
    for person in library.people.values():
        mine = {group.id for group in together.groups_of.get(person.handle, ())}
        theirs = [session for session in sessions if session.group in mine or person.handle in _expected(session)]
        meeting = [group for group in groups if group.id in mine]
        if meeting or theirs:
            yield Diary(calendar_of_person(person.handle), f"{library.settings.title}: {person.name}", meeting, theirs)


def _expected(session: Session) -> tuple[str, ...]:
    return (*session.facilitators, *session.experts, *session.attendees, *(task.person for task in session.prepare))


def first_meeting(meetings: Meetings) -> Meeting | None:
    """The first meeting of a rhythm; None for one that ends before it begins, or that nobody can understand.

    Calendars begin with it: where the day that a group calls its first is none of the rhythm's, RFC 5545 leaves open what they make of it.
    """
    day = next(rhythm_days(meetings), None) if is_meant(meetings) else None
    return meeting_at(day.isoformat(), meetings.start, meetings.duration, meetings.timezone) if day else None
