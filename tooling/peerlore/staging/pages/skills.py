"""The skills as a map on one page, and a page for each: what teaches it, who helps, what comes before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from peerlore.model.nouns import Module, Skill
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import OFFER, SKILLS, skill_page, way_to_page
from peerlore.staging.editions import Edition
from peerlore.staging.found import found
from peerlore.staging.page import build_page
from peerlore.staging.pages.gathered import group_rows, need_rows
from peerlore.staging.pictures import Table, figure, neighbours
from peerlore.staging.site import Site


def skill_pages(site: Site, edition: Edition) -> Iterator[PlainFile]:
    """The skills as a tree on one page, and a page for each."""
    library, words = site.library, edition.words
    skills = library.skills_map.skills
    roots = [(skill, library.narrower(skill.id)) for skill in skills if not skill.broader]
    counts = {skill.id: (len(library.modules_of_skill(skill.id)), len(library.helpers(skill.id))) for skill in skills}
    front = {"title": words("skills"), "description": words("skills_summary")}
    yield build_page(edition, SKILLS, "skills", front, roots=roots, counts=counts, levels=library.skills_map.levels, offer_map=OFFER)
    for skill in skills:
        yield _skill_page(site, edition, skill, library.skills.get(skill.broader))


def _skill_page(site: Site, edition: Edition, skill: Skill, broader: Skill | None) -> PlainFile:
    library = site.library
    modules = library.modules_of_skill(skill.id)
    by_level = [
        (level, [module for module in modules if any(taught.skill == skill.id and taught.level == level.id for taught in module.skills)])
        for level in library.skills_map.levels
    ]
    front: dict[str, Any] = {
        "title": skill.name,
        "description": skill.description,
        "crumbs": [{"title": edition.words("skills"), "page": SKILLS}]
        + ([{"title": broader.name, "page": skill_page(broader.id)}] if broader else []),
        **found("skill"),
    }
    picture = _neighbourhood(site, edition, skill)
    if picture:
        front["picture"] = picture
    return build_page(
        edition,
        skill_page(skill.id),
        "skill",
        front,
        skill_here=skill,
        broader=broader,
        narrower=library.narrower(skill.id),
        by_level=[(level, [site.card(module, edition) for module in found]) for level, found in by_level if found],
        helpers=library.helpers(skill.id),
        learners=site.learners.get(skill.id, []),
        groups=group_rows(site.together.groups_for.get(skill.id, ()), edition),
        needs=need_rows(site.together.needs_for.get(skill.id, ()), edition),
    )


_NEIGHBOURS = 6
"""How many skills a picture shows on either side."""


def _neighbourhood(site: Site, edition: Edition, skill: Skill) -> Markup | None:
    """The skill between those whose modules its own build on, and those whose modules build on its own."""
    library, words = site.library, edition.words
    modules = library.modules_of_skill(skill.id)
    before = _taught(site, skill, (library.modules[id] for module in modules for id in module.requires if id in library.modules))
    after = _taught(site, skill, (other for module in modules for other in library.modules_after(module.id)))
    before = [other for other in before if other not in after]
    if not before and not after:
        return None
    here = edition.page(skill_page(skill.id))

    def link(other: Skill) -> Markup:
        return Markup('<a href="{}">{}</a>').format(way_to_page(edition.page(skill_page(other.id)), here), other.name)

    rows = [(words("comes_before"), link(other)) for other in before] + [(words("comes_after"), link(other)) for other in after]
    caption = words("neighbours_of", skill=skill.name)
    drawing = neighbours([other.name for other in before], skill.name, [other.name for other in after], caption)
    return figure(drawing, caption, words, Table((words("place"), words("skill")), tuple(rows)))


def _taught(site: Site, skill: Skill, modules: Iterable[Module]) -> list[Skill]:
    """The other skills that some modules teach, in the order of the skills map."""
    found = {taught.skill for module in modules for taught in module.skills} - {skill.id}
    return [other for other in site.library.skills_map.skills if other.id in found][:_NEIGHBOURS]
