"""`catalog.json`: all that is published, for programs. `schemas/catalog.schema.json` says what each field means."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from peerlore.library import Library
from peerlore.model.nouns import Contributor, Module, Person, SkillLevel, Translation
from peerlore.model.reviews import Standing, Standings
from peerlore.model.tree import PlainFile
from peerlore.reading.handles import NOBODY
from peerlore.staging.addresses import address, path_page, person_page, skill_page, staged_file, topic_page
from peerlore.staging.catalogue_together import together_parts
from peerlore.staging.freshness import fresh_until, months_of

FILE = "catalog.json"
VERSION = 1


def catalogue(library: Library, standings: Standings) -> PlainFile:
    """The catalogue of a library: one line for each entry, so that two of them can be compared by line."""
    settings = library.settings
    parts: dict[str, Any] = {
        "version": VERSION,
        "title": settings.title,
        "summary": settings.summary,
        "site": settings.address,
        "languages": list(settings.languages),
        "licence": settings.licence,
        "levels": [{"id": level.id, "name": level.name} for level in library.skills_map.levels],
        "topics": [
            {
                "id": topic.id,
                "title": topic.title,
                "summary": topic.summary,
                "address": address(topic_page(topic.id)),
                "owners": [owner for owner in topic.owners if owner != NOBODY],
            }
            for topic in settings.topics
        ],
        "skills": [
            {
                "id": skill.id,
                "name": skill.name,
                "description": skill.description,
                "broader": skill.broader,
                "address": address(skill_page(skill.id)),
            }
            for skill in library.skills_map.skills
        ],
        "modules": [_module(module, library, standings) for module in sorted(library.modules.values(), key=lambda module: module.id)],
        "paths": [
            {
                "id": path.id,
                "title": path.title,
                "summary": path.summary,
                "address": address(path_page(path.id)),
                "language": path.language,
                "modules": [id for id in path.modules if id in library.modules],
                "authors": _authors(path.authors, library),
                "approval": _approval(standings.of(path.document.file)),
                "tags": list(path.tags),
                "status": path.status,
            }
            for path in sorted(library.paths.values(), key=lambda path: path.id)
        ],
        "people": [_person(person) for person in sorted(library.people.values(), key=lambda person: person.handle)],
        **together_parts(library),
    }
    return PlainFile(FILE, _lines(parts))


def _module(module: Module, library: Library, standings: Standings) -> dict[str, Any]:
    standing = standings.of(module.document.file)
    due = fresh_until(standing.day, months_of(module, library.settings)) if standing.day and module.status != "retired" else ""
    return {
        **_text(module, standings),
        "topic": module.topic,
        "skills": _skills(module.skills),
        "level": module.level,
        "format": module.format,
        "duration": module.duration,
        "requires": list(module.requires),
        "authors": _authors(module.authors, library),
        "approval": _approval(standing),
        "fresh_until": due,
        "tags": list(module.tags),
        "licence": module.licence or library.settings.licence,
        "status": module.status,
        "translations": [
            {
                **_text(text, standings),
                "authors": _authors(text.authors, library),
                "approval": _approval(standings.of(text.document.file)),
            }
            for text in library.translations.get(module.id, ())
        ],
    }


def _text(text: Module | Translation, standings: Standings) -> dict[str, Any]:
    return {
        "id": text.id,
        "language": text.language,
        "title": text.title,
        "summary": text.summary,
        "address": address(staged_file(text.document.file) or ""),
        "changed": standings.day_of(text.document.file),
        "objectives": list(text.objectives),
    }


def _approval(standing: Standing) -> dict[str, Any]:
    people = [handle for handle in standing.people if handle]  # of those whom nobody knows any more there is nothing to tell
    return {"state": standing.state, "day": standing.day, "people": people, "change": standing.change}


def _authors(authors: Iterable[Contributor], library: Library) -> list[dict[str, str]]:
    return [_author(author, library) for author in authors if author.person != NOBODY]


def _author(author: Contributor, library: Library) -> dict[str, str]:
    person = library.people.get(author.person)
    return {"person": author.person, "name": person.name if person else author.person, "role": author.role}


def _skills(skills: tuple[SkillLevel, ...]) -> list[dict[str, str]]:
    return [{"skill": taught.skill, "level": taught.level} for taught in skills]


def _person(person: Person) -> dict[str, Any]:
    return {
        "handle": person.handle,
        "name": person.name,
        "address": address(person_page(person.handle)),
        "role": person.role,
        "helps": _skills(person.helps),
        "learns": _skills(person.learns),
        "languages": list(person.languages),
    }


def _lines(parts: dict[str, Any]) -> str:
    written = []
    for name, value in parts.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            said = "[\n" + ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in value) + "\n ]"
        else:
            said = json.dumps(value, ensure_ascii=False)
        written.append(f" {json.dumps(name)}: {said}")
    return "{\n" + ",\n".join(written) + "\n}\n"
