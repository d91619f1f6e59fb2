"""Groups, sessions and needs as the catalogue lists them. People are named by their profiles; others are only counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peerlore.library import Library
from peerlore.model.gatherings import Group, Need, Session
from peerlore.model.nouns import SkillLevel
from peerlore.staging.addresses import address, group_page, need_page, session_page


def together_parts(library: Library) -> dict[str, list[dict[str, Any]]]:
    """The parts `groups`, `sessions` and `needs` of a catalogue, each by id."""
    return {
        "groups": [_group(library.groups[id], library) for id in sorted(library.groups)],
        "sessions": [_session(library.sessions[id], library) for id in sorted(library.sessions)],
        "needs": [_need(library.needs[id], library) for id in sorted(library.needs)],
    }


def _group(group: Group, library: Library) -> dict[str, Any]:
    meetings = group.meetings
    return {
        **_page(group, address(group_page(group.id))),
        "kind": group.kind,
        "size": len(group.members),
        "members": [{"person": member.person, "role": member.role} for member in group.members if member.person in library.people],
        "skills": _skills(group.skills),
        "modules": _known(group.modules, library.modules),
        "first": meetings.first if meetings else "",
        "start": meetings.start if meetings else "",
        "duration": meetings.duration if meetings else 0,
        "timezone": meetings.timezone if meetings else "",
        "cadence": meetings.cadence if meetings else "",
    }


def _session(session: Session, library: Library) -> dict[str, Any]:
    return {
        **_page(session, address(session_page(session.id))),
        "group": session.group if session.group in library.groups else "",
        "date": session.date,
        "start": session.start,
        "duration": session.duration,
        "timezone": session.timezone,
        "mode": session.mode,
        "facilitators": _known(session.facilitators, library.people),
        "modules": _known(session.modules, library.modules),
        "synthesis": list(session.synthesis.points) if session.synthesis else [],
    }


def _need(need: Need, library: Library) -> dict[str, Any]:
    return {
        **_page(need, address(need_page(need.id))),
        "skills": _skills(need.skills),
        "asked_on": need.asked_on,
        "decided_on": need.decided_on,
        "supporters": len(need.supporters),
        "modules": _known(need.matched_to.modules, library.modules),
        "groups": _known(need.matched_to.groups, library.groups),
        "sessions": _known(need.matched_to.sessions, library.sessions),
    }


def _page(page: Group | Session | Need, place: str) -> dict[str, Any]:
    return {
        "id": page.id,
        "title": page.title,
        "summary": page.summary,
        "address": place,
        "language": page.language,
        "status": page.status,
        "tags": list(page.tags),
    }


def _known(names: Iterable[str], known: Iterable[str]) -> list[str]:
    found = frozenset(known)
    return [name for name in names if name in found]


def _skills(skills: Iterable[SkillLevel]) -> list[dict[str, str]]:
    return [{"skill": wanted.skill, "level": wanted.level} for wanted in skills]
