"""The skills as a map on one page, and a page for each: what teaches it, who helps, what comes before and after."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.model.nouns import Skill
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import SKILLS, skill_page
from peerlore.staging.editions import Edition
from peerlore.staging.page import build_page
from peerlore.staging.site import Site


def skill_pages(site: Site, edition: Edition) -> Iterator[PlainFile]:
    """The skills as a tree on one page, and a page for each."""
    library, words = site.library, edition.words
    skills = library.skills_map.skills
    roots = [(skill, library.narrower(skill.id)) for skill in skills if not skill.broader]
    counts = {skill.id: (len(library.modules_of_skill(skill.id)), len(library.helpers(skill.id))) for skill in skills}
    front = {"title": words("skills"), "description": words("skills_summary")}
    yield build_page(edition, SKILLS, "skills", front, roots=roots, counts=counts, levels=library.skills_map.levels)
    by_id = {skill.id: skill for skill in skills}
    for skill in skills:
        yield _skill_page(site, edition, skill, by_id.get(skill.broader))


def _skill_page(site: Site, edition: Edition, skill: Skill, broader: Skill | None) -> PlainFile:
    library = site.library
    modules = library.modules_of_skill(skill.id)
    by_level = [
        (level, [module for module in modules if any(taught.skill == skill.id and taught.level == level.id for taught in module.skills)])
        for level in library.skills_map.levels
    ]
    front = {
        "title": skill.name,
        "description": skill.description,
        "crumbs": [{"title": edition.words("skills"), "page": SKILLS}]
        + ([{"title": broader.name, "page": skill_page(broader.id)}] if broader else []),
    }
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
    )
