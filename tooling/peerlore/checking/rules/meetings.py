"""Whether a group can meet: the next time, in hours that all work, and with everybody there. Warnings, since they change with the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from peerlore.checking.collection import Collection, groups
from peerlore.checking.gathered import meeting_of, meetings_of, members_of
from peerlore.checking.rule import AnyRule, Rule
from peerlore.checking.rules.groups import rule_for_groups
from peerlore.checking.shared_hours import hours_in, said_hours, shared, spans_of
from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Place
from peerlore.model.nouns import name_of
from peerlore.reading.rhythm import Meeting, meetings_between

_FAR = timedelta(days=730)
_SOON = timedelta(days=84)
"""How far ahead hours are compared: twelve weeks."""


def hours_are_shared(document: Document, collection: Collection) -> Iterator[Finding]:
    """A group should meet in hours in which all its members work.

    Whoever has to come at seven in the evening stops coming. Looked at are meetings of the next twelve weeks, with clocks
    as they are on that day in each place, and members whose profiles say when they work. Observers do not count.
    """
    if not _meets(document, collection):
        return
    people = _profiles(document, collection)
    for meeting in _coming(document, collection, _SOON):
        spans = {handle: found for handle, profile in people.items() if (found := spans_of(profile, meeting)) is not None}
        if not spans:
            return
        length, common = (meeting.end - meeting.start).total_seconds() / 3600, shared(spans.values())
        covered = hours_in(common, meeting)
        if covered + 0.01 < length:
            none = [handle for handle, found in spans.items() if not hours_in(found, meeting)]
            some = [handle for handle, found in spans.items() if 0 < hours_in(found, meeting) < length - 0.01]
            who = "; ".join(
                f"{_and(names)} {'does' if len(names) == 1 else 'do'} not work {then}"
                for names, then in ((none, "then"), (some, "all that time"))
                if names
            )
            message = f"all share {covered:g} of the {length:g} h of the meeting on {meeting.start:%Y-%m-%d}: {who}"
            free = said_hours(spans, meeting)
            hint = (
                f"On that day all work from {free} ({meeting.start.tzinfo})."
                if free
                else "No hour of that day is everybody's: take another day, or take turns."
            )
            yield Finding(_place(document), "C014", message, hint, "warning")
            return


def members_are_there(document: Document, collection: Collection) -> Iterator[Finding]:
    """Nobody should be away on the day of the next meeting.

    There is still time to move it, or to tell the others. Profiles say under `away` on which days, and never why.
    """
    if not _meets(document, collection):
        return
    meeting = next(iter(_coming(document, collection, _FAR)), None)
    day = meeting.start.date().isoformat() if meeting else ""
    away = [handle for handle, profile in _profiles(document, collection).items() if day and _is_away(profile, day)]
    if away:
        message = f"{_and(away)} {'is' if len(away) == 1 else 'are'} away on {day}, the day of the next meeting"
        hint = "Move that meeting under `moved`, cancel it, or agree on what those who are away read afterwards."
        yield Finding(_place(document), "C015", message, hint, "warning")


def next_meeting_is_near(document: Document, collection: Collection) -> Iterator[Finding]:
    """An active group should have its next meeting within 45 days, or as library.yml says under `groups`.

    A group without a next meeting has ended, and nobody said so. A session that is planned counts as well. A community may
    do without meetings.
    """
    if not _meets(document, collection) or (document.meta.get("kind") == "community" and "meetings" not in document.meta):
        return
    if "meetings" in document.meta and meetings_of(document) is None:
        return  # what is wrong with them is told
    today, most = date.fromisoformat(collection.days["today"]), rule_for_groups(collection, "next_meeting")
    meeting = next(iter(_coming(document, collection, _FAR)), None)
    if meeting is None or meeting.start.date() > today + timedelta(days=most):
        then = (
            f"the next meeting is on {meeting.start:%Y-%m-%d}, more than {most} days ahead"
            if meeting
            else "this active group has no next meeting"
        )
        hint = "Plan one, or write `status: paused` or `status: closed`."
        yield Finding(_place(document), "C016", then, hint, "warning")


def _meets(document: Document, collection: Collection) -> bool:
    return document.kind == "group" and document.meta.get("status") == "active" and "today" in collection.days


def _coming(document: Document, collection: Collection, ahead: timedelta) -> list[Meeting]:
    """The meetings of a group from today on: those of its rhythm, and sessions that are planned."""
    today, meetings = date.fromisoformat(collection.days["today"]), meetings_of(document)
    found = {meeting.start.date(): meeting for meeting in (meetings_between(meetings, today, today + ahead) if meetings else ())}
    for file in collection.sessions_of.get(name_of(document.file), ()):
        session = collection.documents[file]
        planned = meeting_of(session)
        if planned and session.meta.get("status") == "planned" and today <= planned.start.date() <= today + ahead:
            found[planned.start.date()] = planned
        elif planned and session.meta.get("status") == "cancelled":
            found.pop(planned.start.date(), None)
    return sorted(found.values())


def _profiles(document: Document, collection: Collection) -> dict[str, Document]:
    handles = [member.person for _, member in members_of(document) if member.role != "observer"]
    pages = {handle: collection.documents.get(f"content/people/{handle}.md") for handle in dict.fromkeys(handles)}
    return {handle: page for handle, page in pages.items() if page is not None}


def _is_away(profile: Document, day: str) -> bool:
    return any(str(entry.get("from")) <= day <= str(entry.get("until")) for _, entry in groups(profile, "away"))


def _place(document: Document) -> Place:
    return document.place("meetings", "cadence") if "meetings" in document.meta else document.place("status")


def _and(handles: list[str]) -> str:
    names = [repr(handle) for handle in handles]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


RULES: tuple[AnyRule, ...] = (
    Rule("C014", "hours-not-shared", hours_are_shared, "warning"),
    Rule("C015", "member-away", members_are_there, "warning"),
    Rule("C016", "no-next-meeting", next_meeting_is_near, "warning"),
)
