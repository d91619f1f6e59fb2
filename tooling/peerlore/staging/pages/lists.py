"""Pages that lead to other pages: home, topics, paths, skills, people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peerlore.library import Library
from peerlore.model.nouns import Module, Path, Person, Skill
from peerlore.model.reviews import NO_STANDINGS, Standings
from peerlore.model.tree import PlainFile
from peerlore.staging import words
from peerlore.staging.addresses import HOME, MODULES, PATHS, PEOPLE, SKILLS, path_page, person_page, skill_page, topic_page
from peerlore.staging.bodies import Links, staged_body
from peerlore.staging.feeds import Feed
from peerlore.staging.head import locale
from peerlore.staging.linked_data import path_data
from peerlore.staging.page import UNSEARCHED, build_page


def home_page(library: Library) -> PlainFile:
    """The front door."""
    settings = library.settings
    front = {"title": settings.title, "description": settings.summary, "hide": ["navigation", "toc"], "template": "home.html"}
    gaps = [skill for skill in library.skills_map.skills if not library.helpers(skill.id) and not library.narrower(skill.id)]
    return build_page(
        HOME,
        "home",
        front,
        settings=settings,
        topics=[(topic, len(library.modules_of_topic(topic.id))) for topic in settings.topics],
        paths=_open_paths(library),
        people=list(library.people.values()),
        gaps=gaps,
    )


def topic_pages(library: Library, feeds: Sequence[Feed] = ()) -> Iterator[PlainFile]:
    """All topics on one page, and a page for each."""
    topics = [(topic, library.modules_of_topic(topic.id)) for topic in library.settings.topics]
    by_page = {f"{feed.folder}index.md": {"title": feed.title, "folder": feed.folder} for feed in feeds}
    summary = "Everything colleagues have written down, by topic."
    yield build_page(MODULES, "topics", {"title": "Modules by topic", "description": summary}, topics=topics)
    for topic, modules in topics:
        owners = [(handle, library.people.get(handle)) for handle in topic.owners]
        own = by_page.get(topic_page(topic.id))
        front = {"title": topic.title, "description": topic.summary, **({"head": {"feed": own}} if own else {})}
        yield build_page(topic_page(topic.id), "topic", front, topic=topic, modules=modules, owners=owners)


def path_pages(library: Library, links: Links, standings: Standings = NO_STANDINGS) -> Iterator[PlainFile]:
    """All paths on one page, and a page for each."""
    summary = "Modules in an order that makes sense, each path with a purpose."
    paths = [(path, _stops(library, path.modules)) for path in _open_paths(library)]
    yield build_page(PATHS, "paths", {"title": "Paths", "description": summary}, paths=paths)
    for path in library.paths.values():
        day = standings.day_of(path.document.file)
        head = {"type": "article", "day": day, "locale": locale(path.language), "data": path_data(path, library, day)}
        front = {"title": path.title, "description": path.summary, "head": head, **(UNSEARCHED if path.status == "retired" else {})}
        stops = _stops(library, path.modules)
        people = [(author, library.people.get(author.person)) for author in path.authors]
        page = build_page(path_page(path.id), "path", front, path=path, stops=stops, people=people)
        yield PlainFile(page.path, page.text + "\n" + staged_body(path.document, links))


def skill_pages(library: Library) -> Iterator[PlainFile]:
    """The skills as a tree on one page, and a page for each."""
    skills = library.skills_map.skills
    roots = [(skill, library.narrower(skill.id)) for skill in skills if not skill.broader]
    counts = {skill.id: (len(library.modules_of_skill(skill.id)), len(library.helpers(skill.id))) for skill in skills}
    front = {"title": "Skills", "description": "What you can learn here, and who can help with it."}
    yield build_page(SKILLS, "skills", front, roots=roots, counts=counts, levels=library.skills_map.levels)
    by_id = {skill.id: skill for skill in skills}
    for skill in skills:
        yield _skill_page(library, skill, by_id.get(skill.broader))


def people_pages(library: Library, links: Links, standings: Standings = NO_STANDINGS) -> Iterator[PlainFile]:
    """The directory, and a page for each person."""
    people = sorted(library.people.values(), key=lambda person: person.name.casefold())
    names = {skill.id: skill.name for skill in library.skills_map.skills}
    levels = {level.id: level.name for level in library.skills_map.levels}
    front = {"title": "People", "description": "Colleagues who offered to help, and with what."}
    yield build_page(PEOPLE, "people", front, people=people, names=names)
    reviewed = _reviewed(library, standings)
    for person in people:
        yield _person_page(library, person, names, levels, links, reviewed.get(person.handle, []))


def _skill_page(library: Library, skill: Skill, broader: Skill | None) -> PlainFile:
    levels = library.skills_map.levels
    modules = library.modules_of_skill(skill.id)
    by_level = [
        (level, [module for module in modules if any(taught.skill == skill.id and taught.level == level.id for taught in module.skills)])
        for level in levels
    ]
    return build_page(
        skill_page(skill.id),
        "skill",
        {"title": skill.name, "description": skill.description},
        skill=skill,
        broader=broader,
        narrower=library.narrower(skill.id),
        by_level=[(level, found) for level, found in by_level if found],
        helpers=library.helpers(skill.id),
    )


def _reviewed(library: Library, standings: Standings) -> dict[str, list[Module]]:
    """Modules by the handles of those who reviewed the text that readers get, or one of its translations."""
    found: dict[str, list[Module]] = {}
    for module in library.listed:
        files = (module.document.file, *(text.document.file for text in library.translations.get(module.id, ())))
        reviews = [standing for standing in map(standings.of, files) if standing.state in ("approved", "trailers")]
        for handle in {handle for standing in reviews for handle in standing.people}:
            found.setdefault(handle, []).append(module)
    return found


def _person_page(
    library: Library, person: Person, names: dict[str, str], levels: dict[str, str], links: Links, reviewed: list[Module]
) -> PlainFile:
    page = build_page(
        person_page(person.handle),
        "person",
        {"title": person.name, "description": person.role or f"What {person.name} can help with."},
        person=person,
        names=names,
        levels=levels,
        languages=[words.language(code) for code in person.languages],
        modules=library.modules_by(person.handle),
        reviewed=reviewed,
    )
    return PlainFile(page.path, page.text + "\n" + staged_body(person.document, links))


def _open_paths(library: Library) -> list[Path]:
    return [path for path in library.paths.values() if path.status != "retired"]


def _stops(library: Library, ids: tuple[str, ...]) -> list[Module]:
    return [library.modules[id] for id in ids if id in library.modules]
