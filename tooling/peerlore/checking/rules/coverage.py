"""What the library has to offer for its own lists: skills that nobody teaches, topics without a module. For information only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from peerlore.checking.collection import Collection, groups
from peerlore.checking.rule import AnyRule, Rule
from peerlore.model.documents import Document
from peerlore.model.findings import Finding
from peerlore.reading.layout import GATHERINGS, spot_of


@dataclass(frozen=True, slots=True)
class _Uses:
    """Who names which skills: listed modules, people who help, people who want to learn, anything at all."""

    taught: frozenset[str]
    helped: frozenset[str]
    wanted: frozenset[str]
    named: frozenset[str]


def skill_is_taught(document: Document, collection: Collection) -> Iterator[Finding]:
    """A skill with which people help should be taught by a module as well.

    Who opens the page of the skill would like to begin alone, and the one who helps is asked the same things again. A
    draft or a retired module does not count.
    """
    if document.kind == "skills" and _is_whole(collection):
        uses, broader = _uses(collection), _broader(document)
        for path, skill in _skills(document):
            if skill in uses.helped and skill not in uses.taught and skill not in broader:
                message = f"somebody helps with {skill!r}, but no module teaches it"
                hint = "Ask that person for a module; `peerlore new` starts one."
                yield Finding(document.place(*path, "id"), "K007", message, hint, "notice")


def wanted_skill_is_offered(document: Document, collection: Collection) -> Iterator[Finding]:
    """A skill that people want to learn should be taught by a module or offered by somebody.

    A need without an offer is what a learning manager looks for first.
    """
    if document.kind == "skills" and _is_whole(collection):
        uses = _uses(collection)
        for path, skill in _skills(document):
            if skill in uses.wanted and skill not in uses.helped and skill not in uses.taught:
                message = f"somebody wants to learn {skill!r}, and nobody teaches it or helps with it"
                yield Finding(document.place(*path, "id"), "K008", message, "Find somebody who can, here or elsewhere.", "notice")


def skill_is_used(document: Document, collection: Collection) -> Iterator[Finding]:
    """Every skill should be named by a module or a person, or be made up of others.

    Skills that nothing uses make the list longer for everybody who has to choose from it.
    """
    if document.kind == "skills" and _is_whole(collection):
        uses, broader = _uses(collection), _broader(document)
        for path, skill in _skills(document):
            if skill not in uses.named and skill not in broader:
                yield Finding(
                    document.place(*path, "id"), "K009", f"nothing here uses the skill {skill!r}", "Use it, or take it out.", "notice"
                )


def topic_has_modules(document: Document, collection: Collection) -> Iterator[Finding]:
    """Every topic should have a module that readers can open.

    An empty topic promises something that is not there. A draft or a retired module does not count.
    """
    if document.kind != "library" or not _is_whole(collection):
        return
    full = {spot.topic for module in _modules(collection) if _is_listed(module) and (spot := spot_of(module.file))}
    for path, entry in groups(document, "topics"):
        topic = entry.get("id")
        if isinstance(topic, str) and topic not in full:
            message = f"the topic {topic!r} has no module yet"
            yield Finding(document.place(*path, "id"), "K010", message, "Start one with `peerlore new`, or take the topic out.", "notice")


def _is_whole(collection: Collection) -> bool:
    """Whether every page could be read; what a faulty one has to offer nobody knows."""
    return all(document.complete for document in collection.documents.values())


def _skills(document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    return ((path, entry["id"]) for path, entry in groups(document, "skills") if isinstance(entry.get("id"), str))


def _broader(document: Document) -> set[object]:
    return {entry.get("broader") for _, entry in groups(document, "skills") if isinstance(entry.get("broader"), str)}


def _uses(collection: Collection) -> _Uses:
    modules = list(_modules(collection))
    people = [document for document in collection.documents.values() if document.kind == "person"]
    taught = frozenset(skill for module in modules if _is_listed(module) for skill in _named(module, "skills"))
    helped = frozenset(skill for person in people for skill in _named(person, "helps"))
    wanted = frozenset(skill for person in people for skill in _named(person, "learns"))
    gathered = [document for document in collection.documents.values() if document.kind in GATHERINGS]
    wanted |= {skill for need in gathered if need.kind == "need" and need.meta.get("status") == "open" for skill in _named(need, "skills")}
    named = {skill for page in (*modules, *gathered) for skill in _named(page, "skills")}
    return _Uses(taught, helped, wanted, helped | wanted | named)


def _modules(collection: Collection) -> Iterator[Document]:
    return (document for found in collection.modules.values() for document in found)


def _is_listed(module: Document) -> bool:
    return str(module.meta.get("status", "ready")) == "ready"


def _named(document: Document, field: str) -> Iterator[str]:
    return (entry["skill"] for _, entry in groups(document, field) if isinstance(entry.get("skill"), str))


RULES: tuple[AnyRule, ...] = (
    Rule("K007", "skill-without-module", skill_is_taught, "notice"),
    Rule("K008", "need-without-offer", wanted_skill_is_offered, "notice"),
    Rule("K009", "unused-skill", skill_is_used, "notice"),
    Rule("K010", "topic-without-module", topic_has_modules, "notice"),
)
