"""What is covered and what is not: modules by topic and level, skills that nothing teaches, skills with which nobody helps."""

from __future__ import annotations

from markupsafe import Markup

from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import COVERAGE, OFFER, topic_page, way_to_page
from peerlore.staging.editions import Edition
from peerlore.staging.page import UNSEARCHED, build_page
from peerlore.staging.pictures import Table, figure, grid
from peerlore.staging.site import Site

_LEVELS = ("beginner", "intermediate", "advanced")


def coverage_page(site: Site, edition: Edition) -> PlainFile:
    """The page that shows gaps."""
    library, words = site.library, edition.words
    leaves = [skill for skill in library.skills_map.skills if not library.narrower(skill.id)]
    front = {"title": words("coverage"), "description": words("coverage_summary"), **UNSEARCHED}
    if library.settings.topics:
        front["picture"] = _picture(site, edition)
    return build_page(
        edition,
        COVERAGE,
        "coverage",
        front,
        untaught=[(skill, len(site.learners.get(skill.id, ()))) for skill in leaves if not library.modules_of_skill(skill.id)],
        unhelped=[skill for skill in leaves if not library.helpers(skill.id)],
        offer_map=OFFER,
    )


def _picture(site: Site, edition: Edition) -> Markup:
    library, words = site.library, edition.words
    rows = []
    for topic in library.settings.topics:
        levels = [module.level for module in library.modules_of_topic(topic.id)]
        rows.append((topic, [levels.count(level) for level in _LEVELS]))
    names = [words(f"level_{level}") for level in _LEVELS]
    here = edition.page(COVERAGE)
    cells = tuple(
        (
            Markup('<a href="{}">{}</a>').format(way_to_page(edition.page(topic_page(topic.id)), here), topic.title),
            *(words.number(count) for count in counts),
        )
        for topic, counts in rows
    )
    caption = words("coverage_caption")
    drawing = grid(names, [(topic.title, counts) for topic, counts in rows], caption)
    return figure(drawing, caption, words, Table((words("topic"), *names), cells))
