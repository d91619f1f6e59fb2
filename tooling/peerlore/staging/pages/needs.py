"""All needs, open ones first, and a page for each: what for, who else, and what answers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from peerlore.library import Library
from peerlore.model.gatherings import Need
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import GROUPS, NEEDS, OFFER, need_page
from peerlore.staging.bodies import staged_body
from peerlore.staging.editions import Edition
from peerlore.staging.found import found
from peerlore.staging.offers import Offer
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
    yield build_page(
        edition, NEEDS, "needs", front, parts=[(title, rows) for title, rows in parts if rows], form=form, offer_map=OFFER, words=words
    )
    for need in together.needs:
        yield _need_page(site, edition, need)


def _need_page(site: Site, edition: Edition, need: Need) -> PlainFile:
    library, words = site.library, edition.words
    skills = {skill.id: skill for skill in library.skills_map.skills}
    wanted = [(skills[entry.skill], entry.level) for entry in need.skills if entry.skill in skills]
    front = {
        "title": need.title,
        "description": need.summary,
        "crumbs": [{"title": words("needs"), "page": NEEDS}],
        **found("need", *(("skill", skill.name) for skill, _ in wanted)),
    }
    chosen, offers = _chosen(need, library), site.offers
    whole = offers.of_need(need)
    more = whole.but(chosen)
    parts = []
    if need.status == "matched":
        parts.append((words("answers_it"), _shown(chosen, site, edition, need.matched_to.people)))
    parts.append((words("answers_it_too" if parts else "could_answer"), _shown(more, site, edition)))
    if not chosen.modules and not whole.modules:
        parts.append((words("steps_towards_it"), _shown(Offer(tuple(offers.steps_towards(need))), site, edition)))
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
        parts=[(title, shown) for title, shown in parts if any(shown.values())] if need.status != "declined" else [],
        words=words,
    )


def _chosen(need: Need, library: Library) -> Offer:
    """What a need was matched to, as far as it is published."""
    match = need.matched_to
    return Offer(
        tuple(library.modules[id] for id in match.modules if id in library.modules),
        tuple(library.people[handle] for handle in match.people if handle in library.people),
        tuple(library.groups[id] for id in match.groups if id in library.groups),
        tuple(library.sessions[id] for id in match.sessions if id in library.sessions),
    )


def _shown(offer: Offer, site: Site, edition: Edition, people: Sequence[str] = ()) -> dict[str, Any]:
    """An offer as the page shows it; `people` are handles, also of those who have no profile, by default of those who have one."""
    return {
        "cards": [site.card(module, edition) for module in offer.modules],
        "helpers": people or [person.handle for person in offer.people],
        "groups": group_rows(offer.groups, edition),
        "sessions": session_rows(offer.sessions, edition),
    }
