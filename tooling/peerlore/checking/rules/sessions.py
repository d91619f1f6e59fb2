"""Sessions: scripts that add up, and a synthesis that somebody stands for before one is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from peerlore.checking.collection import Collection, texts
from peerlore.checking.gathered import meeting_of, meetings_of, members_of, whole_number
from peerlore.checking.rule import AnyRule, PageRule, Rule
from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Place
from peerlore.model.gatherings import SIGNING
from peerlore.model.nouns import name_of
from peerlore.reading.rhythm import is_day, meetings_between

_PHASES = ("preparation", "exchange", "synthesis")


def name_begins_with_a_day(document: Document) -> Iterator[Finding]:
    """The name of a session must begin with a day, as in `2026-11-24-ask-better-questions`.

    Sessions of one subject come again, and the day tells them apart. It is the day first planned: the name stays when the
    session is moved.
    """
    name = name_of(document.file)
    if document.kind == "session" and not (is_day(name[:10]) and name[10:11] == "-" and name[11:]):
        day = document.meta.get("date")
        example = (
            f"{day}-{name.lstrip('0123456789-') or 'our-subject'}"
            if isinstance(day, str) and is_day(day)
            else "2026-11-24-ask-better-questions"
        )
        yield Finding(
            Place(document.file), "M001", f"the name {name!r} does not begin with a day", f"Rename the file, for instance to {example!r}."
        )


def script_adds_up(document: Document) -> Iterator[Finding]:
    """The phases of a script must take as long as the session; a preparation that everybody does ahead does not count.

    Otherwise the synthesis is what there is no time for.
    """
    script = document.meta.get("script")
    if document.kind != "session" or not isinstance(script, dict):
        return
    phases = [script.get(name) for name in _PHASES]
    minutes = [whole_number(phase.get("minutes")) for phase in phases if isinstance(phase, dict) and phase.get("ahead") is not True]
    length = whole_number(document.meta.get("duration"))
    if all(isinstance(phase, dict) for phase in phases) and all(minutes) and length and sum(minutes) != length:
        message = f"the phases of the script take {' + '.join(map(str, minutes))} = {sum(minutes)} minutes, and the session {length}"
        yield Finding(document.place("duration"), "M002", message, "Change the minutes of a phase, or the duration.")


def closed_with_a_synthesis(document: Document) -> Iterator[Finding]:
    """A session must not be closed without a synthesis.

    What nobody put into words is gone after two weeks, and what was wrong sets. A session whose synthesis is still to come
    is `held`.
    """
    if document.kind == "session" and document.meta.get("status") == "closed" and "synthesis" not in document.meta:
        hint = "Write `synthesis:` with its points, who signed it and on which day; until then `status: held`."
        yield Finding(document.place("status"), "M003", "this session is closed without a synthesis", hint)


def signed_by_who_may(document: Document, collection: Collection) -> Iterator[Finding]:
    """A synthesis must be signed by a facilitator or an expert of the session or of its group, on its day or later.

    Somebody who knows the subject, or answers for the group, says that the sentences may be relied upon.
    """
    if document.kind != "session":
        return
    allowed = {handle for field in ("facilitators", "experts") for _, handle in texts(document, field)}
    for _, group in texts(document, "group"):
        page = collection.documents.get(f"content/groups/{group}.md")
        allowed |= {member.person for _, member in members_of(page) if member.role in SIGNING} if page else set()
    for path, handle in texts(document, "synthesis", "signed_by"):
        if handle not in allowed and allowed:
            hint = f"One of these may sign: {', '.join(sorted(allowed))}."
            yield Finding(document.place(*path), "M004", f"{handle!r} is no facilitator or expert of this session", hint)
    for path, day in texts(document, "synthesis", "on"):
        held = document.meta.get("date")
        if isinstance(held, str) and day < held:
            yield Finding(
                document.place(*path), "M004", f"signed on {day!r}, before the session on {held}", "Change the day that is wrong."
            )


def group_still_meets(document: Document, collection: Collection) -> Iterator[Finding]:
    """A planned session must not belong to a group that is closed.

    Nobody of it expects to come.
    """
    if document.kind != "session" or document.meta.get("status") != "planned":
        return
    for path, group in texts(document, "group"):
        page = collection.documents.get(f"content/groups/{group}.md")
        if page and page.meta.get("status") == "closed":
            hint = "Cancel the session, or open the group again."
            yield Finding(document.place(*path), "M005", f"the group {group!r} is closed", hint)


def session_keeps_the_rhythm(document: Document, collection: Collection) -> Iterator[Finding]:
    """A planned session of a group should be one of its meetings, on that day and at that hour.

    Otherwise people find two dates in their calendars and come to one of them.
    """
    planned = meeting_of(document) if document.kind == "session" and document.meta.get("status") == "planned" else None
    for _, group in texts(document, "group") if planned else ():
        page = collection.documents.get(f"content/groups/{group}.md")
        meetings = meetings_of(page) if page else None
        if planned is None or meetings is None or not meetings.cadence:
            continue
        day = planned.start.astimezone(ZoneInfo(meetings.timezone)).date()
        same = meetings_between(meetings, day, day)
        if not meetings_between(meetings, day, day + timedelta(days=60)):
            continue  # the rhythm has ended, and this is one meeting more
        if not same:
            hint = "Move that meeting of the group under `moved`, or change the day here."
            yield Finding(document.place("date"), "M006", f"the rhythm of {group!r} has no meeting on {day}", hint, "warning")
        elif all(meeting.start != planned.start for meeting in same):
            message = f"the meeting of {group!r} on that day begins at {same[0].start:%H:%M} ({meetings.timezone})"
            yield Finding(document.place("start"), "M006", message, "Change the hour here, or there under `moved`.", "warning")


def cancelled_with_a_reason(document: Document) -> Iterator[Finding]:
    """A session that is cancelled must say why, and no other one.

    Whoever wanted to come wants to know whether it will come again.
    """
    if document.kind != "session":
        return
    cancelled = document.meta.get("status") == "cancelled"
    if cancelled and "reason" not in document.meta:
        yield Finding(
            document.place("status"),
            "M007",
            "this session is cancelled without a reason",
            "Write `reason:` with a sentence; leave out what is private.",
        )
    elif not cancelled and "reason" in document.meta:
        hint = "Write `status: cancelled`, or take the reason out."
        yield Finding(document.place("reason"), "M007", "there is a reason for cancelling, but the session is not cancelled", hint)


def past_session_is_told(document: Document, collection: Collection) -> Iterator[Finding]:
    """A session whose day is over should no longer be planned, and one that was held should be closed within 30 days.

    Readers see whether it took place, and the synthesis is written while somebody remembers.
    """
    if document.kind != "session" or document.meta.get("status") not in ("planned", "held"):
        return
    for path, day in texts(document, "date"):
        if not is_day(day) or "today" not in collection.days:
            continue
        days = (date.fromisoformat(collection.days["today"]) - date.fromisoformat(day)).days
        if document.meta["status"] == "planned" and days > 0:
            hint = "Write `status: held`, or `cancelled` with a reason."
            yield Finding(document.place(*path), "M008", f"this session is planned for {day}, which is over", hint, "warning")
        elif document.meta["status"] == "held" and days > _MOST_DAYS:
            hint = "Write its synthesis and have it signed; then it is closed."
            yield Finding(document.place("status"), "M008", f"this session was held {days} days ago and has no synthesis", hint, "warning")


_MOST_DAYS = 30

RULES: tuple[AnyRule, ...] = (
    PageRule("M001", "name-without-day", name_begins_with_a_day),
    PageRule("M002", "script-of-another-length", script_adds_up),
    PageRule("M003", "closed-without-synthesis", closed_with_a_synthesis),
    Rule("M004", "signed-by-somebody-else", signed_by_who_may),
    Rule("M005", "session-of-closed-group", group_still_meets),
    Rule("M006", "off-the-rhythm", session_keeps_the_rhythm, "warning"),
    PageRule("M007", "cancelled-without-reason", cancelled_with_a_reason),
    Rule("M008", "past-session", past_session_is_told, "warning"),
)
