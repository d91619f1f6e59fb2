"""All needs, open ones first, and a page for each: what for, who else, and what answers it."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.model.gatherings import Need
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import GROUPS, NEEDS, need_page
from peerlore.staging.bodies import staged_body
from peerlore.staging.editions import Edition
from peerlore.staging.found import found
from peerlore.staging.page import build_page
from peerlore.staging.pages.gathered import group_rows, need_facts, need_rows, session_rows
from peerlore.staging.site import Site

_STATES = ("open", "matched", "declined")
_FORM = "/issues/new?template=declare-a-need.yml"


def need_pages(site: Site, edition: Edition) -> Iterator[PlainFile]:
    """All needs on one page, and a page for each."""
    words, together = edition.words, site.together
    parts = [(words(f"needs_{state}"), need_rows((need for need in together.needs if need.status == state), edition)) for state in _STATES]
    front = {"title": words("needs"), "description": words("needs_summary"), "crumbs": [{"title": words("groups"), "page": GROUPS}]}
    repository = site.library.settings.repository
    form = f"{repository}{_FORM}" if repository else ""
    yield build_page(edition, NEEDS, "needs", front, parts=[(title, rows) for title, rows in parts if rows], form=form)
    for need in together.needs:
        yield _need_page(site, edition, need)


def _need_page(site: Site, edition: Edition, need: Need) -> PlainFile:
    library, words, match = site.library, edition.words, need.matched_to
    skills = {skill.id: skill for skill in library.skills_map.skills}
    wanted = [(skills[entry.skill], entry.level) for entry in need.skills if entry.skill in skills]
    front = {
        "title": need.title,
        "description": need.summary,
        "crumbs": [{"title": words("needs"), "page": NEEDS}],
        **found("need", *(("skill", skill.name) for skill, _ in wanted)),
    }
    near = [module for skill, _ in wanted for module in library.modules_of_skill(skill.id)]
    helpers = [person.handle for skill, _ in wanted for person in library.helpers(skill.id)]
    answered = need.status == "matched"
    modules = (
        [library.modules[id] for id in match.modules if id in library.modules] if answered else list(dict.fromkeys(m.id for m in near))
    )
    return build_page(
        edition,
        need_page(need.id),
        "need",
        front,
        staged_body(need.document, site.links, edition.page(need_page(need.id))),
        need=need,
        facts=need_facts(need, edition),
        wanted=wanted,
        levels={level.id: level.name for level in library.skills_map.levels},
        people=library.people,
        cards=[site.card(library.modules[one] if isinstance(one, str) else one, edition) for one in modules],
        helpers=list(match.people) if answered else list(dict.fromkeys(helpers)),
        groups=group_rows((library.groups[id] for id in match.groups if id in library.groups), edition),
        sessions=session_rows((library.sessions[id] for id in match.sessions if id in library.sessions), edition),
        words=words,
    )
