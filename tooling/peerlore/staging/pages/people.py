"""The directory of colleagues who offered to help, and a page for each of them."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.model.credit import DEED_KINDS, Credited
from peerlore.model.nouns import Module, Person
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import PEOPLE, person_page
from peerlore.staging.bodies import staged_body
from peerlore.staging.diaries import calendar_of_person
from peerlore.staging.editions import Edition
from peerlore.staging.found import found
from peerlore.staging.page import build_page
from peerlore.staging.pages.gathered import Row, calendar_way, group_rows, session_rows
from peerlore.staging.site import Site
from peerlore.staging.words import language_name


def people_pages(site: Site, edition: Edition) -> Iterator[PlainFile]:
    """The directory, and a page for each person."""
    words = edition.words
    names = site.library.skill_names
    front = {"title": words("people"), "description": words("people_summary")}
    yield build_page(edition, PEOPLE, "people", front, people=site.people, names=names)
    reviewed = _reviewed(site)
    for person in site.people:
        yield _person_page(site, edition, person, names, reviewed.get(person.handle, []))


def _reviewed(site: Site) -> dict[str, list[Module]]:
    """Modules by the handles of those who reviewed the text that readers get, or one of its translations."""
    found: dict[str, list[Module]] = {}
    for module in site.library.listed:
        reviews = [site.standings.of(text.document.file) for text in site.texts_of(module)]
        for handle in {handle for review in reviews if review.state in ("approved", "trailers") for handle in review.people}:
            found.setdefault(handle, []).append(module)
    return found


def _groups(site: Site, edition: Edition, person: Person) -> list[tuple[Row, str]]:
    """The groups to which somebody belongs, each with their part in it."""
    groups = site.together.groups_of.get(person.handle, [])
    roles = [next(member.role for member in group.members if member.person == person.handle) for group in groups]
    return [(row, edition.words(f"member_{role}")) for row, role in zip(group_rows(groups, edition), roles, strict=True)]


def _person_page(site: Site, edition: Edition, person: Person, names: dict[str, str], reviewed: list[Module]) -> PlainFile:
    words = edition.words
    front = {
        "title": person.name,
        "description": person.role or words("person_summary", name=person.name),
        "crumbs": [{"title": words("people"), "page": PEOPLE}],
        **found("person", *(("helps", names[offer.skill]) for offer in person.helps if offer.skill in names)),
    }
    body = staged_body(person.document, site.links, edition.page(person_page(person.handle)))
    return build_page(
        edition,
        person_page(person.handle),
        "person",
        front,
        body,
        person_here=person,
        names=names,
        levels={level.id: level.name for level in site.library.skills_map.levels},
        languages=[language_name(code) for code in person.languages],
        open_to=[words(f"kind_{kind}") for kind in person.open_to],
        wrote=[site.card(module, edition) for module in site.library.modules_by(person.handle)],
        reviewed=[site.card(module, edition) for module in reviewed],
        credited=_credit(site.credited.get(person.handle.lower()), edition) if person.credit else None,
        groups=_groups(site, edition, person),
        calendar=calendar_way(site, calendar_of_person(person.handle), person_page(person.handle), edition),
        leads=session_rows(site.together.sessions_led.get(person.handle, ()), edition),
    )


def _credit(credited: Credited | None, edition: Edition) -> dict[str, object] | None:
    """What somebody got, in words; only for those who want it shown."""
    if credited is None:
        return None
    deeds = [edition.words.counted(number, f"deeds_{kind}") for kind in DEED_KINDS if (number := credited.deeds.get(kind, 0))]
    return {"points": edition.words.counted(credited.points, "points_counted"), "deeds": deeds, "badges": credited.badges}
