"""Groups, sessions and needs as rules ask for them, also of documents that do not fit their schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from peerlore.checking.entries import groups, texts
from peerlore.model.documents import Document, KeyPath
from peerlore.model.gatherings import LEADING, Meetings, Member
from peerlore.reading.gatherings import meetings
from peerlore.reading.rhythm import Meeting, is_day, is_meant, is_zone, meeting_at


def members_of(group: Document) -> Iterator[tuple[KeyPath, Member]]:
    """The members of a group with their places, in the order of the page."""
    found = [(path, Member(handle)) for path, handle in texts(group, "members")]
    for path, entry in groups(group, "members"):
        person, role = entry.get("person"), entry.get("role", "member")
        if isinstance(person, str) and isinstance(role, str):
            found.append(((*path, "person"), Member(person, role)))
    return iter(sorted(found, key=lambda one: one[0][1]))


def meetings_of(group: Document) -> Meetings | None:
    """When a group meets; None where nothing is said, or nothing that can be understood, which the checks have told."""
    try:
        said = meetings(group.meta["meetings"])
        return said if is_meant(said) else None
    except (KeyError, TypeError, ValueError):
        return None  # a text that its schema refuses


def meeting_of(session: Document) -> Meeting | None:
    """When a session takes place; None where that cannot be understood."""
    said: list[Any] = [session.meta.get(key) for key in ("date", "start", "duration", "timezone")]
    try:
        return meeting_at(*said) if is_day(said[0]) and is_zone(said[3]) else None
    except (TypeError, ValueError):
        return None


def groups_led(documents: Mapping[str, Document], names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Which of some groups are active, by the handles of those who lead them."""
    found: dict[str, list[str]] = {}
    for name in names:
        group = documents[f"content/groups/{name}.md"]
        if group.meta.get("status") == "active":
            for handle in {member.person for _, member in members_of(group) if member.role in LEADING}:
                found.setdefault(handle, []).append(name)
    return {handle: tuple(led) for handle, led in found.items()}


def sessions_by_group(documents: Mapping[str, Document], names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The files of some sessions by the ids of their groups."""
    found: dict[str, list[str]] = {}
    for name in names:
        file = f"content/sessions/{name}.md"
        group = documents[file].meta.get("group")
        if isinstance(group, str):
            found.setdefault(group, []).append(file)
    return {group: tuple(files) for group, files in found.items()}


def whole_number(value: object) -> int:
    """A whole number that front matter holds, or 0."""
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0
