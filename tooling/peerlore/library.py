"""From clean documents to a `Library`: typed values, linked by id, in the order in which readers meet them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from peerlore.model.credit import Badge, CreditRules
from peerlore.model.documents import Document
from peerlore.model.gatherings import Group, Meetings, Need, Session
from peerlore.model.nouns import (
    Away,
    Contributor,
    GroupRules,
    Hours,
    Level,
    Module,
    Path,
    Person,
    ReviewRules,
    Settings,
    Skill,
    SkillLevel,
    SkillsMap,
    Topic,
    Translation,
    Waiver,
    WebLink,
    name_of,
)
from peerlore.model.questionnaires import Questionnaire
from peerlore.model.quizzes import Answer, Number, Pair, QuizQuestion
from peerlore.reading import gatherings
from peerlore.reading.handles import without_handles
from peerlore.reading.layout import spot_of
from peerlore.reading.questionnaires import questionnaires
from peerlore.reading.rhythm import is_meant

Value = TypeVar("Value")


@dataclass(frozen=True)
class Library:
    """What a library holds, typed and indexed. Every id in it has been checked to lead somewhere."""

    settings: Settings
    skills_map: SkillsMap
    modules: Mapping[str, Module] = field(default_factory=dict)
    translations: Mapping[str, tuple[Translation, ...]] = field(default_factory=dict)
    paths: Mapping[str, Path] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    needs: Mapping[str, Need] = field(default_factory=dict)
    assets: frozenset[str] = frozenset()

    def modules_of_topic(self, topic: str) -> list[Module]:
        """The listed modules of a topic, easiest first."""
        return self._by_topic.get(topic, [])

    def modules_of_skill(self, skill: str) -> list[Module]:
        """The listed modules that teach a skill, easiest first."""
        return self._by_skill.get(skill, [])

    def modules_by(self, handle: str) -> list[Module]:
        """The listed modules to which somebody contributed, easiest first."""
        return self._by_person.get(handle, [])

    def modules_after(self, id: str) -> list[Module]:
        """The listed modules that name this one as a prerequisite, easiest first."""
        return self._by_prerequisite.get(id, [])

    def paths_through(self, id: str) -> list[Path]:
        """The listed paths on which this module is a stop."""
        return self._by_stop.get(id, [])

    def helpers(self, skill: str) -> list[Person]:
        """People who offer help with a skill."""
        return self._by_offer.get(skill, [])

    def narrower(self, skill: str) -> list[Skill]:
        """The skills that are part of this one."""
        return self._by_broader.get(skill, [])

    @cached_property
    def skills(self) -> dict[str, Skill]:
        """The skills of `skills.yml` by their ids, in its order."""
        return {skill.id: skill for skill in self.skills_map.skills}

    @cached_property
    def skill_names(self) -> dict[str, str]:
        """What each skill is called."""
        return {skill.id: skill.name for skill in self.skills_map.skills}

    def questionnaire_of(self, session: Session) -> Questionnaire | None:
        """What is asked after a session; None for nothing."""
        wanted = session.questionnaire or self.settings.questionnaire
        return next((one for one in self.settings.questionnaires if one.id == wanted), None)

    @cached_property
    def listed(self) -> list[Module]:
        """Every module but retired ones, easiest first."""
        chosen = [module for module in self.modules.values() if module.status != "retired"]
        return sorted(chosen, key=lambda module: (_EASE.get(module.level, 3), module.title.casefold(), module.id))

    @cached_property
    def _by_topic(self) -> dict[str, list[Module]]:
        return _index(self.listed, lambda module: (module.topic,))

    @cached_property
    def _by_skill(self) -> dict[str, list[Module]]:
        return _index(self.listed, lambda module: {taught.skill for taught in module.skills})

    @cached_property
    def _by_person(self) -> dict[str, list[Module]]:
        return _index(self.listed, lambda module: {author.person for author in module.authors})

    @cached_property
    def _by_prerequisite(self) -> dict[str, list[Module]]:
        return _index(self.listed, lambda module: module.requires)

    @cached_property
    def _by_stop(self) -> dict[str, list[Path]]:
        return _index((path for path in self.paths.values() if path.status != "retired"), lambda path: path.modules)

    @cached_property
    def _by_offer(self) -> dict[str, list[Person]]:
        return _index(self.people.values(), lambda person: {offer.skill for offer in person.helps})

    @cached_property
    def _by_broader(self) -> dict[str, list[Skill]]:
        return _index(self.skills_map.skills, lambda skill: (skill.broader,))


def _index(values: Iterable[Value], keys_of: Callable[[Value], Iterable[str]]) -> dict[str, list[Value]]:
    """Values by each of their keys, in the order in which they came."""
    index: dict[str, list[Value]] = {}
    for value in values:
        for key in keys_of(value):
            index.setdefault(key, []).append(value)
    return index


_EASE = {"beginner": 0, "intermediate": 1, "advanced": 2}


def build_library(
    documents: Iterable[Document], assets: Iterable[str], *, drafts: bool = False, is_gone: Callable[[str], bool] | None = None
) -> Library:
    """Build the library from documents that passed the check; others must not be among them.

    Drafts take part only in the preview, with `drafts`. Nobody is named of whose handle `is_gone` tells.
    """
    documents = _unnamed(documents, is_gone) if is_gone else documents
    settings = Settings(title="Library", languages=("en",), topics=())
    skills_map = SkillsMap()
    modules: dict[str, Module] = {}
    translations: dict[str, list[Translation]] = {}
    paths: dict[str, Path] = {}
    people: dict[str, Person] = {}
    groups: dict[str, Group] = {}
    sessions: dict[str, Session] = {}
    needs: dict[str, Need] = {}
    for document in sorted(documents, key=lambda document: document.file):
        if document.kind == "library":
            settings = _settings(document.meta)
        elif document.kind == "skills":
            skills_map = _skills_map(document.meta)
        elif document.kind == "person":
            person = _person(document)
            people[person.handle] = person
        elif document.kind == "group":
            groups[name_of(document.file)] = Group(**_fields(document.meta), document=document)
        elif document.kind == "session":
            sessions[name_of(document.file)] = Session(**_fields(document.meta), document=document)
        elif document.kind == "need":
            needs[name_of(document.file)] = Need(**_fields(document.meta), document=document)
        elif document.meta.get("status") == "draft" and not drafts:
            continue
        elif document.kind == "module":
            module = _module(document)
            modules[module.id] = module
        elif document.kind == "translation":
            translation = _translation(document)
            translations.setdefault(translation.id, []).append(translation)
        else:
            path = _path(document)
            paths[path.id] = path
    return Library(
        settings=settings,
        skills_map=skills_map,
        modules=modules,
        translations={id: tuple(found) for id, found in translations.items() if id in modules},
        paths=paths,
        people=people,
        groups=groups,
        sessions=sessions,
        needs=needs,
        assets=frozenset(assets),
    )


def _unnamed(documents: Iterable[Document], is_gone: Callable[[str], bool]) -> Iterator[Document]:
    for document in documents:
        if document.kind != "person":
            yield replace(document, meta=without_handles(document.meta, is_gone))
        elif not is_gone(name_of(document.file)):
            yield document


def _contributors(entries: Iterable[Any]) -> tuple[Contributor, ...]:
    return tuple(Contributor(entry) if isinstance(entry, str) else Contributor(**entry) for entry in entries)


def _skill_levels(entries: Iterable[Mapping[str, Any]]) -> tuple[SkillLevel, ...]:
    return tuple(SkillLevel(**entry) for entry in entries)


def _quiz(entries: Iterable[Mapping[str, Any]]) -> tuple[QuizQuestion, ...]:
    return tuple(QuizQuestion(**{name: _OF_QUIZ.get(name, str)(value) for name, value in entry.items()}) for entry in entries)


_OF_QUIZ: dict[str, Any] = {
    "objective": int,
    "after": int,
    "points": int,
    "answers": lambda entries: tuple(Answer(**answer) for answer in entries),
    "holds": bool,
    "number": lambda entry: Number(entry["is"], entry.get("within", 0), entry.get("unit", "")),
    "accept": tuple,
    "order": tuple,
    "pairs": lambda entries: tuple(Pair(pair["text"], pair["with"]) for pair in entries),
}


def _web_links(entries: Iterable[Mapping[str, Any]]) -> tuple[WebLink, ...]:
    return tuple(WebLink(**entry) for entry in entries)


def _meetings(entry: Mapping[str, Any]) -> Meetings | None:
    """When a group meets; None where nobody can tell: evidence may have approved what a check refuses."""
    said = gatherings.meetings(entry)
    return said if is_meant(said) else None


_CONVERTERS: dict[str, Any] = {
    "authors": _contributors,
    "duration": int,  # to JSON Schema, 12.0 is a whole number too
    "discussion": lambda entry: entry if isinstance(entry, str) else int(entry),
    "skills": _skill_levels,
    "helps": _skill_levels,
    "learns": _skill_levels,
    "quiz": _quiz,
    "review": lambda entry: ReviewRules(**entry),
    "links": _web_links,
    "tools": _web_links,
    "working_hours": lambda entries: tuple(Hours(tuple(entry["days"]), entry["from"], entry["until"]) for entry in entries),
    "away": lambda entries: tuple(Away(entry["from"], entry["until"]) for entry in entries),
    "facilitates_at_most": int,
    "members": gatherings.members,
    "meetings": _meetings,
    "contract": gatherings.contract,
    "script": gatherings.script,
    "prepare": gatherings.tasks,
    "synthesis": gatherings.synthesis,
    "matched_to": gatherings.match,
    "time_budget": int,
    "questionnaires": questionnaires,
}


def _fields(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Front matter as arguments of the typed values: lists become tuples, groups their own types, `x-` keys stay out."""
    fields: dict[str, Any] = {}
    for key, value in meta.items():
        if key.startswith("x-"):
            continue
        convert = _CONVERTERS.get(key)
        fields[key] = convert(value) if convert else tuple(value) if isinstance(value, list) else value
    return fields


def _module(document: Document) -> Module:
    spot = spot_of(document.file)
    return Module(**_fields(document.meta), topic=spot.topic if spot else "", document=document)


def _translation(document: Document) -> Translation:
    spot = spot_of(document.file)
    return Translation(**_fields(document.meta), topic=spot.topic if spot else "", document=document)


def _path(document: Document) -> Path:
    return Path(**_fields(document.meta), document=document)


def _person(document: Document) -> Person:
    return Person(**_fields(document.meta), document=document)


def _settings(meta: Mapping[str, Any]) -> Settings:
    topics = tuple(Topic(**{**topic, "owners": tuple(topic["owners"])}) for topic in meta["topics"])
    waivers = tuple(Waiver(**waiver) for waiver in meta.get("waivers", ()))
    credit = credit_rules(meta["credit"]) if "credit" in meta else None
    groups = GroupRules(**{name: int(number) for name, number in meta.get("groups", {}).items()})
    return Settings(**{**_fields(meta), "topics": topics, "waivers": waivers, "credit": credit, "groups": groups})


def credit_rules(said: Mapping[str, Any]) -> CreditRules:
    """The rules that stand below `credit` in `library.yml`, or in a file of the same shape."""
    caps = said.get("caps", {})
    badges = tuple(Badge(**{**badge, "times": int(badge["times"])}) for badge in said.get("badges", ()))
    monthly = {kind: int(cap) for kind, cap in caps.items() if kind != "month"}
    return CreditRules({kind: int(points) for kind, points in said["points"].items()}, int(caps.get("month", 0)), monthly, badges)


def _skills_map(meta: Mapping[str, Any]) -> SkillsMap:
    return SkillsMap(
        levels=tuple(Level(**level) for level in meta["levels"]),
        skills=tuple(Skill(**skill) for skill in meta["skills"]),
    )
