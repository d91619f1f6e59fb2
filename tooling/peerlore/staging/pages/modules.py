"""A module's page, its translations, and the pages that lead on from ids it replaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from peerlore.model.findings import Finding
from peerlore.model.nouns import Module, Path, Translation, name_of
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import MODULES, address, skill_page, staged_file, topic_page
from peerlore.staging.bodies import staged_body
from peerlore.staging.editions import Edition, edition_for
from peerlore.staging.escape import front_matter
from peerlore.staging.found import found_module
from peerlore.staging.freshness import fresh_until, months_of
from peerlore.staging.head import text_head
from peerlore.staging.linked_data import module_data
from peerlore.staging.page import UNSEARCHED, module_link, person_link
from peerlore.staging.pages.approvals import approval, versions
from peerlore.staging.pages.gathered import Row, group_rows, need_rows, session_rows
from peerlore.staging.quizzes import quiz_data, quiz_values
from peerlore.staging.site import Card, Site, facts
from peerlore.staging.words import language_name

_HELPERS = 3
"""How many people a page names, beside its authors, who can help with what it teaches."""


def module_pages(site: Site) -> Iterator[PlainFile]:
    """The page of every module and translation, and a redirect to each for every id that a module replaces."""
    for module in site.library.modules.values():
        texts = site.texts_of(module)
        for text in texts:
            yield _text_page(site, module, text, edition_for(text.language, site.editions))
        for old in module.replaces:
            place = old if "/" in old else f"{module.topic}/{old}"
            for text in texts:
                folder = f"{text.language}/" if isinstance(text, Translation) else ""
                front = {"title": text.title, "template": "redirect.html", "target": module_link(text)["url"], **UNSEARCHED}
                yield PlainFile(f"{folder}modules/{place}.md", front_matter(front))


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


def _text_page(site: Site, module: Module, text: Module | Translation, edition: Edition) -> PlainFile:
    library, file = site.library, text.document.file
    settings, standing = library.settings, site.standings.of(file)
    topic = next((topic for topic in settings.topics if topic.id == module.topic), None)
    near = topic_page(topic.id) if topic else MODULES
    pages = {other.language: staged_file(other.document.file) or "" for other in site.texts_of(module)}
    day = site.standings.day_of(file)
    due = fresh_until(standing.day, months_of(module, settings)) if standing.day else ""
    front = {
        "title": text.title,
        "description": text.summary,
        "template": "module.html",
        **(UNSEARCHED if module.status == "retired" else found_module(site, module, text)),
        **edition.front("", pages, near),
        "head": text_head(
            text, site.texts_of(module), settings, day, module_data(text, module, library, site.standings.first_day_of(file), day)
        ),
        "crumbs": [
            {"title": edition.words("topics"), "url": address(edition.page(MODULES))},
            *([{"title": topic.title, "url": address(edition.page(near))}] if topic else []),
        ],
        **({"quiz_data": quiz_data(text)} if text.quiz else {}),
        "module": {
            "id": module.id,
            "status": module.status,
            "language": text.language,
            "summary": text.summary,
            "facts": facts(module, edition.words, text.language),
            "versions": [
                {"language": language_name(other.language), "code": other.language, **module_link(other)}
                for other in site.texts_of(module)
                if other is not text
            ],
            "objectives": list(text.objectives),
            "questions": list(text.questions),
            "quiz": quiz_values(text, edition.words),
            "requires": [_linked(site.card(library.modules[id], edition)) for id in module.requires if id in library.modules],
            "next": [_linked(site.card(other, edition)) for other in library.modules_after(module.id)],
            "paths": [_stop(site, module, edition, place) for place in library.paths_through(module.id)],
            "skills": _skills(site, module, edition),
            "people": _people(site, module, text, edition),
            "approval": approval(standing, library, edition),
            "approved": versions(standing, library, edition),
            "due": {"day": due, "month": edition.words.month(due)} if due and module.status != "retired" else None,
            **_answers(site, module, text, edition),
            "together": _together(site, module, edition),
            "needs": [_row(row) for row in need_rows(site.together.answered_by.get(("module", module.id), ()), edition)],
            "licence": module.licence or settings.licence,
            "generated": module.ai if module.ai != "none" else "",
            "tags": list(module.tags),
        },
    }
    return PlainFile(staged_file(file) or "", front_matter(front) + "\n" + staged_body(text.document, site.links))


def _together(site: Site, module: Module, edition: Edition) -> list[dict[str, str]]:
    """Groups and sessions that work with a module: those that are open to come, then the others."""
    together = site.together
    groups, sessions = together.groups_with.get(module.id, ()), together.sessions_with.get(module.id, ())
    return [_row(row) for row in (*group_rows(groups, edition), *session_rows(sessions, edition))]


def _row(row: Row) -> dict[str, str]:
    return {"title": row.title, "url": address(row.page), "facts": row.facts}


def _answers(site: Site, module: Module, text: Module | Translation, edition: Edition) -> dict[str, Any]:
    """Where readers answer back, and what was counted there in words."""
    links, words = site.forge.of(text, module), edition.words
    talk = links["discussion"]
    if talk and "day" in talk:
        numbers = [words.counted(talk["comments"], "comments_counted"), words.counted(talk["useful"], "useful_counted")]
        if talk["unanswered"]:
            numbers.insert(0, words.counted(talk["unanswered"], "open_questions"))
        talk["said"] = words("counted_on", numbers=", ".join(numbers), day=words.day(talk["day"]))
    return links


def _linked(card: Card) -> dict[str, str]:
    return {"title": card.title, "url": address(card.page), "facts": card.facts, "summary": card.summary, "language": card.language}


def _stop(site: Site, module: Module, edition: Edition, path: Path) -> dict[str, Any]:
    place = site.place_on(path, module.id, edition)
    after = place.after
    return {
        "title": path.title,
        "url": address(place.page),
        "said": edition.words("on_path_stop", n=place.number, all=place.all),
        "next": _linked(after) if after else None,
    }


def _skills(site: Site, module: Module, edition: Edition) -> list[dict[str, str]]:
    library = site.library
    levels = {level.id: level.name for level in library.skills_map.levels}
    names = library.skill_names
    return [
        {
            "name": names.get(taught.skill, taught.skill),
            "url": address(edition.page(skill_page(taught.skill))) if taught.skill in names else "",
            "level": levels.get(taught.level, taught.level),
        }
        for taught in module.skills
    ]


def _people(site: Site, module: Module, text: Module | Translation, edition: Edition) -> list[dict[str, str]]:
    """Whom to ask, and why them: who wrote the page, then who offers help with what it teaches."""
    library, words = site.library, edition.words
    roles: dict[str, list[str]] = {}
    for author in (*text.authors, *(module.authors if text is not module else ())):
        role = words(f"role_{author.role}")
        if role not in roles.setdefault(author.person, []):
            roles[author.person].append(role)
    names = library.skill_names
    helpers = [
        (person.handle, words("helps_with", skill=names[taught.skill]))
        for taught in module.skills
        if taught.skill in names
        for person in library.helpers(taught.skill)
        if person.handle not in roles
    ]
    for handle, reason in list(dict(reversed(helpers)).items())[::-1][:_HELPERS]:
        roles[handle] = [reason]
    return [{**person_link(handle, library, edition), "role": ", ".join(said)} for handle, said in roles.items()]
