"""The library's own lists: topics, skills, levels, languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peerlore.checking.collection import Collection, groups, texts
from peerlore.checking.nearest import instead, nearest
from peerlore.checking.rule import AnyRule, PageRule, Rule
from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Place
from peerlore.reading.layout import GATHERINGS, is_portable, spot_of


def topic_is_known(document: Document, collection: Collection) -> Iterator[Finding]:
    """The folder of a module must be a topic of library.yml.

    The topic says who reviews the module and on which page readers find it.
    """
    spot = spot_of(document.file)
    if document.kind != "module" or spot is None or not collection.topics or not is_portable(spot.topic, "module"):
        return
    if spot.topic not in collection.topics:
        hint = _did_you_mean(spot.topic, collection.topics, "Add the topic to library.yml, or move the module to one of")
        yield Finding(Place(document.file), "K001", f"library.yml has no topic {spot.topic!r}", hint)


def skill_is_known(document: Document, collection: Collection) -> Iterator[Finding]:
    """Every skill that a page names must be in skills.yml.

    One word for one skill is what lets need and offer find each other.
    """
    if document.kind == "skills" or not collection.skills:
        return
    for field in ("skills", "helps", "learns"):
        for path, entry in groups(document, field):
            skill = entry.get("skill")
            if isinstance(skill, str) and skill not in collection.skills:
                hint = _did_you_mean(skill, collection.skills, "Add it to skills.yml in the same pull request, or use one of")
                fix = instead(document, (*path, "skill"), nearest(skill, collection.skills))
                yield Finding(document.place(*path, "skill"), "K002", f"skills.yml has no skill {skill!r}", hint, fix=fix)


def skill_level_is_known(document: Document, collection: Collection) -> Iterator[Finding]:
    """The level of a skill must be one of the levels in skills.yml.

    Levels can only be compared when everybody uses the same steps.
    """
    if document.kind == "skills" or not collection.levels:
        return
    for field in ("skills", "helps", "learns"):
        for path, entry in groups(document, field):
            level = entry.get("level")
            if isinstance(level, str) and level not in collection.levels:
                hint = _did_you_mean(level, collection.levels, "Use one of")
                fix = instead(document, (*path, "level"), nearest(level, collection.levels))
                yield Finding(document.place(*path, "level"), "K003", f"skills.yml has no level {level!r}", hint, fix=fix)


def broader_skill_is_known(document: Document, collection: Collection) -> Iterator[Finding]:
    """A broader skill must be another skill of skills.yml, and must not lead back to the skill itself.

    Otherwise the skill would hang in the air on every page that shows the skills as a tree.
    """
    if document.kind != "skills":
        return
    parents = {
        entry["id"]: entry["broader"] if isinstance(entry.get("broader"), str) else ""
        for _, entry in groups(document, "skills")
        if isinstance(entry.get("id"), str)
    }
    for path, entry in groups(document, "skills"):
        broader = entry.get("broader")
        if not isinstance(broader, str):
            continue
        if broader not in parents:
            hint = _did_you_mean(broader, collection.skills, "Use the id of one of")
            fix = instead(document, (*path, "broader"), nearest(broader, collection.skills))
            yield Finding(document.place(*path, "broader"), "K004", f"no skill has the id {broader!r}", hint, fix=fix)
            continue
        circle = _circle(str(entry["id"]), parents) if isinstance(entry.get("id"), str) else []
        # The whole circle is said once, on the skill whose id comes first.
        if circle and circle[0] == min(circle):
            way = f": {' → '.join((*circle, circle[0]))}" if len(circle) > 1 else ""
            yield Finding(
                document.place(*path, "broader"),
                "K004",
                f"this skill is part of itself{way}",
                "Choose a broader skill that is not below this one.",
            )


def entry_is_unique(document: Document) -> Iterator[Finding]:
    """Each topic, skill and level must be listed once.

    Two entries of one id would be two answers to the question what it means.
    """
    if document.kind not in ("library", "skills"):
        return
    for field in ("topics", "skills", "levels"):
        seen: dict[str, int] = {}
        for path, entry in groups(document, field):
            name = entry.get("id")
            if isinstance(name, str):
                place = document.place(*path, "id")
                if name in seen:
                    yield Finding(place, "K005", f"the id {name!r} is already used on line {seen[name]}", "Keep one of the two entries.")
                seen.setdefault(name, place.line)


def language_is_spoken(document: Document, collection: Collection) -> Iterator[Finding]:
    """A page must be written in one of the languages of library.yml.

    Readers filter by language, and reviewers must be able to read what they approve.
    """
    if document.kind not in ("module", "translation", "path", *GATHERINGS) or not collection.languages:
        return
    spot = spot_of(document.file)
    for path, language in texts(document, "language"):
        if document.kind == "translation" and spot and language != spot.language:
            continue  # the name of the file says something else, and that is told
        if language not in collection.languages:
            hint = f"Languages of this library: {', '.join(sorted(collection.languages))}."
            fix = instead(document, path, nearest(language, collection.languages))
            yield Finding(document.place(*path), "K006", f"this library has no language {language!r}", hint, fix=fix)


def _circle(start: str, parents: Mapping[str, str]) -> list[str]:
    """The way from `start` over broader skills back to itself, or nothing."""
    way = {start: None}
    current = parents.get(start, "")
    while current and current not in way:
        way[current] = None
        current = parents.get(current, "")
    return list(way) if current == start else []


def _did_you_mean(word: str, known: frozenset[str], otherwise: str) -> str:
    close = nearest(word, known)
    if close:
        return f"Did you mean {close!r}?"
    some = sorted(known)[:8]
    return f"{otherwise}: {', '.join(some)}{', …' if len(known) > len(some) else '.'}"


RULES: tuple[AnyRule, ...] = (
    Rule("K001", "unknown-topic", topic_is_known),
    Rule("K002", "unknown-skill", skill_is_known),
    Rule("K003", "unknown-skill-level", skill_level_is_known),
    Rule("K004", "unknown-broader-skill", broader_skill_is_known),
    PageRule("K005", "listed-twice", entry_is_unique),
    Rule("K006", "unknown-language", language_is_spoken),
)
