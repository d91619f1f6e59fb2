"""A module's page, its translations, and the pages that lead on from ids it replaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from peerlore.library import Library
from peerlore.model.findings import Finding
from peerlore.model.nouns import Module, Translation, name_of
from peerlore.model.reviews import Standing, Standings
from peerlore.model.tree import PlainFile
from peerlore.staging import words
from peerlore.staging.addresses import MODULES, address, path_page, skill_page, staged_file, topic_page
from peerlore.staging.bodies import Links, staged_body
from peerlore.staging.escape import front_matter
from peerlore.staging.forge_links import ForgeLinks
from peerlore.staging.head import text_head
from peerlore.staging.linked_data import module_data
from peerlore.staging.page import UNSEARCHED, facts, module_link, person_link


def module_pages(library: Library, links: Links, standings: Standings, forge: ForgeLinks) -> Iterator[PlainFile]:
    """The page of every module and translation, and a redirect to each for every id that a module replaces."""
    levels = {level.id: level.name for level in library.skills_map.levels}
    skills = {skill.id: skill.name for skill in library.skills_map.skills}
    topics = {topic.id: topic.title for topic in library.settings.topics}
    for module in library.modules.values():
        translations = library.translations.get(module.id, ())
        texts: tuple[Module | Translation, ...] = (module, *translations)
        shared = {
            "topic": {
                "title": topics.get(module.topic, module.topic),
                "url": address(topic_page(module.topic) if module.topic in topics else MODULES),
            },
            "skills": [
                {
                    "name": skills.get(taught.skill, taught.skill),
                    "url": address(skill_page(taught.skill)) if taught.skill in skills else "",
                    "level": levels.get(taught.level, taught.level),
                }
                for taught in module.skills
            ],
            "requires": [
                {**module_link(library.modules[id]), "minutes": words.minutes(library.modules[id].duration)}
                for id in module.requires
                if id in library.modules
            ],
            "next": [module_link(other) for other in library.modules_after(module.id)],
            "paths": [{"title": path.title, "url": address(path_page(path.id))} for path in library.paths_through(module.id)],
            "facts": facts(module),
            "minutes": words.minutes(module.duration),
            "status": module.status,
            "licence": module.licence or library.settings.licence,
            "generated": module.ai if module.ai != "none" else "",
            "tags": list(module.tags),
        }
        for text in texts:
            day = standings.day_of(text.document.file)
            answers = {
                "head": text_head(text, texts, library.settings, day, module_data(text, module, library, day)),
                "module": forge.of(text, module),
            }
            yield _text_page(text, texts, shared, library, links, standings.of(text.document.file), answers)
        for old in module.replaces:
            place = old if "/" in old else f"{module.topic}/{old}"
            for text in texts:
                language = f"{text.language}/" if isinstance(text, Translation) else ""
                front = {"title": text.title, "template": "redirect.html", "target": module_link(text)["url"], **UNSEARCHED}
                yield PlainFile(f"{language}modules/{place}.md", front_matter(front))


def faulty_page(file: str, title: str, body: str, findings: Sequence[Finding]) -> PlainFile:
    """What the preview shows of a page that cannot be published yet: its findings and its text."""
    front = {"title": title or name_of(file), "findings": [_finding(finding) for finding in findings], "source": file}
    return PlainFile(staged_file(file) or "", front_matter(front) + "\n" + body)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message,
        "hint": finding.hint,
        "level": finding.level,
    }


def _approval(standing: Standing, library: Library) -> dict[str, Any]:
    """What a page says of its approval: people as the theme links to them, the day, and the change where it was given."""
    settings = library.settings
    return {
        "state": standing.state,
        "people": [person_link(handle, library) if handle else {"name": "a colleague", "url": ""} for handle in standing.people],
        "day": standing.day,
        "said": words.day(standing.day) if standing.day else "",
        "change": {"number": standing.change, "url": f"{settings.repository}/pull/{standing.change}" if settings.repository else ""}
        if standing.change
        else None,
        "newer": standing.newer,
    }


def _text_page(
    text: Module | Translation,
    texts: tuple[Module | Translation, ...],
    shared: dict[str, Any],
    library: Library,
    links: Links,
    standing: Standing,
    answers: dict[str, Any],
) -> PlainFile:
    translation = isinstance(text, Translation)
    front = {
        "title": text.title,
        "description": text.summary,
        "template": "module.html",
        "hide": ["navigation"],
        **(UNSEARCHED if shared["status"] == "retired" else {}),
        "head": answers["head"],
        "module": {
            **shared,
            **answers["module"],
            "language": text.language,
            "summary": text.summary,
            "objectives": list(text.objectives),
            "questions": list(text.questions),
            "quiz": [
                {"question": item.question, "answers": [{"text": a.text, "correct": a.correct, "why": a.why} for a in item.answers]}
                for item in text.quiz
            ],
            "people": [
                {**person_link(author.person, library), "role": words.ROLES[author.role]}
                for author in (*text.authors, *(texts[0].authors if translation else ()))
            ],
            "versions": [
                {"language": words.language(other.language), "code": other.language, **module_link(other)}
                for other in texts
                if other is not text
            ],
            "approval": _approval(standing, library),
        },
    }
    return PlainFile(staged_file(text.document.file) or "", front_matter(front) + "\n" + staged_body(text.document, links))
