"""Typed values of a library. They exist only for documents without errors; their fields are those of the schemas."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from peerlore.model.credit import CreditRules
from peerlore.model.documents import Document
from peerlore.model.questionnaires import Questionnaire
from peerlore.model.quizzes import QuizQuestion

Status = Literal["draft", "ready", "retired"]


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person's part in a text."""

    person: str
    role: str = "author"


@dataclass(frozen=True, slots=True)
class SkillLevel:
    """A skill at a level of `skills.yml`."""

    skill: str
    level: str


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """What differs from the topic's rules; `freshness` in months, 0 means the topic's."""

    owner: str = ""
    freshness: int = 0


@dataclass(frozen=True, slots=True)
class Module:
    """A module as its front matter gives it, with the topic and document it came from. `duration` is in minutes."""

    id: str
    title: str
    summary: str
    authors: tuple[Contributor, ...]
    skills: tuple[SkillLevel, ...]
    level: str
    format: str
    duration: int
    language: str
    objectives: tuple[str, ...]
    questions: tuple[str, ...]
    topic: str
    document: Document
    requires: tuple[str, ...] = ()
    quiz: tuple[QuizQuestion, ...] = ()
    discussion: int | str = ""
    review: ReviewRules = field(default_factory=ReviewRules)
    replaces: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    licence: str = ""
    ai: str = ""
    status: Status = "ready"


@dataclass(frozen=True, slots=True)
class Translation:
    """A module's text in another language; everything not said here is the module's.

    `source` is the record of the passages from which it was made, or empty.
    """

    id: str
    language: str
    title: str
    summary: str
    authors: tuple[Contributor, ...]
    objectives: tuple[str, ...]
    questions: tuple[str, ...]
    topic: str
    document: Document
    quiz: tuple[QuizQuestion, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """Modules in the order in which to take them."""

    id: str
    title: str
    summary: str
    authors: tuple[Contributor, ...]
    language: str
    modules: tuple[str, ...]
    document: Document
    tags: tuple[str, ...] = ()
    status: Status = "ready"


@dataclass(frozen=True, slots=True)
class WebLink:
    """A name and an https address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours that somebody works on some days of the week (`mon` to `sun`), in their own time zone."""

    days: tuple[str, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Away:
    """Days (ISO 8601) on which somebody cannot come; both count. Nobody asks why."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Person:
    """An opt-in profile. `facilitates_at_most` is None where the library's own number counts."""

    handle: str
    name: str
    document: Document
    role: str = ""
    helps: tuple[SkillLevel, ...] = ()
    learns: tuple[SkillLevel, ...] = ()
    languages: tuple[str, ...] = ()
    timezone: str = ""
    hours: str = ""
    links: tuple[WebLink, ...] = ()
    credit: bool = False
    working_hours: tuple[Hours, ...] = ()
    away: tuple[Away, ...] = ()
    open_to: tuple[str, ...] = ()
    team: str = ""
    facilitates_at_most: int | None = None
    example: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """One step of mastery of a skill; `skills.yml` lists them lowest first."""

    id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Skill:
    """Something a person can do at work; `broader` is the skill it is part of, or empty."""

    id: str
    name: str
    description: str
    broader: str = ""


@dataclass(frozen=True, slots=True)
class SkillsMap:
    """`skills.yml`: the levels, lowest first, and the skills by id in the order of the file."""

    levels: tuple[Level, ...] = ()
    skills: tuple[Skill, ...] = ()


Approvers = Literal["owners", "members", "anyone"]
"""Whose approval counts: the owners, everybody with an approved profile too, or everybody who has an account."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A folder of modules with people who look after it.

    `freshness` is in months, `approvals` how many people must approve a change, `approvers` who may. 0 and an empty word
    mean what the library says.
    """

    id: str
    title: str
    summary: str
    owners: tuple[str, ...]
    freshness: int = 0
    approvals: int = 0
    approvers: Approvers | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A kind of finding that does not count in files matching `paths` up to and with the day `until` (ISO 8601)."""

    code: str
    paths: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class GroupRules:
    """What a library asks of groups: how many one person leads at most, and within how many days the next meeting is."""

    facilitates_at_most: int = 3
    next_meeting: int = 45


@dataclass(frozen=True, slots=True)
class Settings:
    """`library.yml`: what the library calls itself, its topics and its policy. `freshness` is in months.

    `ungoverned` are patterns of files outside of `content/` that need no owner of the library to approve them. `questionnaire` is
    the id of the one for sessions that name none.
    """

    title: str
    languages: tuple[str, ...]
    topics: tuple[Topic, ...]
    summary: str = ""
    repository: str = ""
    branch: str = "main"
    address: str = ""
    visibility: Literal["internal", "public"] = "internal"
    owners: tuple[str, ...] = ()
    freshness: int = 12
    profiles: Literal["required", "optional"] = "required"
    evidence: Literal["required", "optional"] = "required"
    people_source: Literal["branch", "elsewhere"] = "branch"
    approvals: int = 1
    approvers: Approvers = "owners"
    ungoverned: tuple[str, ...] = ("*.md", "LICENSE*", "docs/**")
    waivers: tuple[Waiver, ...] = ()
    licence: str = ""
    credit: CreditRules | None = None
    groups: GroupRules = field(default_factory=GroupRules)
    questionnaires: tuple[Questionnaire, ...] = ()
    questionnaire: str = ""


@lru_cache(maxsize=1 << 16)
def name_of(file: str) -> str:
    """The id that a content file's place promises: its stem, or its folder's name for `index.md`.

    >>> name_of("content/modules/circles/choose-a-question.fr.md")
    'choose-a-question'
    >>> name_of("content/modules/circles/run-a-circle/index.md")
    'run-a-circle'
    """
    folder, _, name = file.rpartition("/")
    stem = name.partition(".")[0]
    return folder.rpartition("/")[2] if stem == "index" else stem
