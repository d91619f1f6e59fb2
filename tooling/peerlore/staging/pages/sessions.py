"""All sessions, those to come first, and a page for each: how it runs, and what was kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peerlore.model.gatherings import Session
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import GROUPS, SESSIONS, session_page
from peerlore.staging.bodies import staged_body
from peerlore.staging.diaries import EVERYTHING
from peerlore.staging.editions import Edition
from peerlore.staging.found import found
from peerlore.staging.page import UNSEARCHED, build_page
from peerlore.staging.pages.gathered import calendar_way, need_rows, session_facts, session_rows
from peerlore.staging.pictures import figure, strip
from peerlore.staging.rhythms import hours_words
from peerlore.staging.site import Site

_STATES = ("planned", "held", "closed", "cancelled")
_PHASES = ("preparation", "exchange", "synthesis")
_DIMENSIONS = ("sequencing", "forming", "monitoring", "regulation", "interaction")


def session_pages(site: Site, edition: Edition) -> Iterator[PlainFile]:
    """All sessions on one page, and a page for each."""
    words, together = edition.words, site.together
    parts = []
    for state in _STATES:
        sessions = together.planned if state == "planned" else [session for session in together.sessions if session.status == state]
        parts.append((words(f"sessions_{state}"), session_rows(sessions, edition)))
    front = {
        "title": words("sessions"),
        "description": words("sessions_summary"),
        "crumbs": [{"title": words("groups"), "page": GROUPS}],
    }
    calendar = calendar_way(site, EVERYTHING, SESSIONS, edition)
    yield build_page(edition, SESSIONS, "sessions", front, parts=[(title, rows) for title, rows in parts if rows], calendar=calendar)
    for session in together.sessions:
        yield _session_page(site, edition, session)


def _session_page(site: Site, edition: Edition, session: Session) -> PlainFile:
    library, words, script = site.library, edition.words, session.script
    skills = {skill.id: skill.name for skill in library.skills_map.skills}
    shown = session.status != "cancelled"
    front: dict[str, Any] = {
        "title": session.title,
        "description": session.summary,
        "crumbs": [{"title": words("sessions"), "page": SESSIONS}],
        **(found("session", *(("skill", skills[s.skill]) for s in session.skills if s.skill in skills)) if shown else UNSEARCHED),
    }
    phases = [(words(f"phase_{name}"), getattr(script, name)) for name in _PHASES]
    minutes = [phase.minutes for _, phase in phases]
    caption = " · ".join(f"{title} {words.minutes(phase.minutes)}" for title, phase in phases)
    front["template"] = "together.html"
    if session.status in ("planned", "held"):
        front["picture"] = figure(strip(minutes, words("phases_shape")), caption, words)
    group = library.groups.get(session.group)
    return build_page(
        edition,
        session_page(session.id),
        "session",
        front,
        staged_body(session.document, site.links, edition.page(session_page(session.id))),
        session=session,
        facts=session_facts(session, edition),
        hours=hours_words(session.date, session.start, session.duration, session.timezone, words),
        group=group,
        people=library.people,
        cards=[site.card(library.modules[id], edition) for id in session.modules if id in library.modules],
        phases=phases,
        dimensions=[(words(f"script_{name}"), getattr(script, name)) for name in _DIMENSIONS],
        attended=site.attended.get(session.id),
        presence=site.forge.presence(session) if session.status in ("planned", "held") else "",
        answered=site.answered.get(session.id),
        questionnaire=_asked(site, session),
        needs=need_rows(site.together.answered_by.get(("session", session.id), ()), edition),
        words=words,
    )


def _asked(site: Site, session: Session) -> dict[str, str]:
    """What is asked after a session, until it is counted; nothing where nobody is asked."""
    asked = site.library.questionnaire_of(session)
    if asked is None or session.status == "cancelled" or session.id in site.answered:
        return {}
    url = site.forge.questionnaire(session, asked)
    return {"title": asked.title, "url": url} if url else {}
