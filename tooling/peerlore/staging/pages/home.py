"""The front door: search first, then what is new, what is asked for, where to start, who can help."""

from __future__ import annotations

from peerlore.model.nouns import Skill
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import GROUPS, HOME, NEEDS, NEWS, PATHS, PEOPLE, SESSIONS, address, path_page, topic_page
from peerlore.staging.editions import Edition
from peerlore.staging.page import build_page
from peerlore.staging.pages.gathered import group_rows, need_rows, session_rows
from peerlore.staging.pages.news import news_of
from peerlore.staging.site import Site

_SHOWN = 6
"""How many entries a part of the page shows before it leads on to all of them."""


_FEW = 3
"""The same for what people do together."""


def home_page(site: Site, edition: Edition) -> PlainFile:
    """The front door."""
    library, words = site.library, edition.words
    settings = library.settings
    front = {
        "title": settings.title,
        "description": settings.summary,
        "template": "home.html",
        "topics": [{"title": topic.title, "url": address(edition.page(topic_page(topic.id)))} for topic in settings.topics[:12]],
    }
    return build_page(
        edition,
        HOME,
        "home",
        front,
        settings=settings,
        topics=[(topic, len(library.modules_of_topic(topic.id))) for topic in settings.topics],
        news=news_of(site, edition)[:_SHOWN],
        news_page=NEWS,
        paths=[(path, sum(stop.duration for stop in site.stops(path)), len(site.stops(path))) for path in site.open_paths[:_SHOWN]],
        paths_page=PATHS,
        people=site.people[:_SHOWN],
        people_page=PEOPLE,
        names=library.skill_names,
        asked=_asked(site)[:_SHOWN],
        unhelped=[skill for skill in library.skills_map.skills if _is_unhelped(site, skill)][:_SHOWN],
        planned=session_rows(site.together.planned[:_FEW], edition),
        groups=group_rows((group for group in site.together.groups if group.status in ("active", "planned")), edition)[:_FEW],
        needs=need_rows(site.together.open_needs[:_FEW], edition),
        ways={"groups": GROUPS, "sessions": SESSIONS, "needs": NEEDS},
        words=words,
        path_page=path_page,
    )


def _asked(site: Site) -> list[tuple[Skill, int]]:
    """Skills that no module teaches and somebody wants to learn, most wanted first."""
    library = site.library
    found = [
        (skill, len(site.learners.get(skill.id, ())))
        for skill in library.skills_map.skills
        if skill.id in site.learners and not library.modules_of_skill(skill.id) and not library.narrower(skill.id)
    ]
    return sorted(found, key=lambda entry: -entry[1])


def _is_unhelped(site: Site, skill: Skill) -> bool:
    return not site.library.helpers(skill.id) and not site.library.narrower(skill.id)
