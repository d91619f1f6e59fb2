"""All groups, and a page for each: who, when, what for, and what they promised each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peerlore.model.gatherings import Group
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import GROUPS, NEEDS, SESSIONS, group_page
from peerlore.staging.bodies import staged_body
from peerlore.staging.diaries import EVERYTHING, calendar_of_group
from peerlore.staging.editions import Edition
from peerlore.staging.found import found
from peerlore.staging.page import UNSEARCHED, build_page
from peerlore.staging.pages.gathered import calendar_way, group_facts, group_rows, need_rows, session_rows
from peerlore.staging.rhythms import coming, hours_words, rhythm_words
from peerlore.staging.site import Site
from peerlore.staging.words import language_name

_STATES = ("active", "planned", "paused", "closed")
_SHOWN = 3


def group_pages(site: Site, edition: Edition) -> Iterator[PlainFile]:
    """All groups on one page, which leads on to sessions and needs, and a page for each."""
    words, together = edition.words, site.together
    parts = [
        (words(f"groups_{state}"), group_rows((group for group in together.groups if group.status == state), edition)) for state in _STATES
    ]
    front = {"title": words("groups"), "description": words("groups_summary")}
    yield build_page(
        edition,
        GROUPS,
        "groups",
        front,
        parts=[(title, rows) for title, rows in parts if rows],
        ways=[(words("sessions"), SESSIONS), (words("needs"), NEEDS)],
        planned=session_rows(together.planned[:_SHOWN], edition),
        sessions_page=SESSIONS,
        words=words,
        calendar=calendar_way(site, EVERYTHING, GROUPS, edition),
    )
    today = site.newest_day
    for group in together.groups:
        yield _group_page(site, edition, group, today)


def _group_page(site: Site, edition: Edition, group: Group, today: str) -> PlainFile:
    library, words, meetings = site.library, edition.words, group.meetings
    skills = {skill.id: skill for skill in library.skills_map.skills}
    front: dict[str, Any] = {
        "title": group.title,
        "description": group.summary,
        "template": "together.html",
        "crumbs": [{"title": words("groups"), "page": GROUPS}],
        **(
            UNSEARCHED
            if group.status == "closed"
            else found("group", *(("skill", skills[s.skill].name) for s in group.skills if s.skill in skills))
        ),
    }
    if meetings and group.status == "active":
        off = frozenset(session.date for session in site.together.sessions_of.get(group.id, ()) if session.status == "cancelled")
        front["coming"] = [{"said": one.said, "over": one.over, "shown": one.shown} for one in coming(meetings, today, words, off)]
    return build_page(
        edition,
        group_page(group.id),
        "group",
        front,
        staged_body(group.document, site.links, edition.page(group_page(group.id))),
        group=group,
        facts=group_facts(group, edition),
        rhythm=rhythm_words(meetings, words) if meetings else "",
        hours=hours_words(meetings.first, meetings.start, meetings.duration, meetings.timezone, words) if meetings else "",
        people=library.people,
        languages=[language_name(code) for code in group.languages or (group.language,)],
        skills=[(skills[wanted.skill], wanted.level) for wanted in group.skills if wanted.skill in skills],
        levels={level.id: level.name for level in library.skills_map.levels},
        cards=[site.card(library.modules[id], edition) for id in group.modules if id in library.modules],
        paths=[library.paths[id] for id in group.paths if id in library.paths],
        sessions=session_rows(site.together.sessions_of.get(group.id, ()), edition),
        needs=need_rows(site.together.answered_by.get(("group", group.id), ()), edition),
        agreement=site.agreements.get(group.document.file),
        calendar=calendar_way(site, calendar_of_group(group.id), group_page(group.id), edition),
        words=words,
    )
