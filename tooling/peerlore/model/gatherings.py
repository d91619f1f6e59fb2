"""Typed values of what people do together: groups, sessions, needs. Their fields are those of the schemas."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from peerlore.model.documents import Document
from peerlore.model.nouns import SkillLevel, WebLink

GroupKind = Literal["circle", "working-group", "pair", "tutoring", "mentoring", "community"]
GroupStatus = Literal["planned", "active", "paused", "closed"]
SessionStatus = Literal["planned", "held", "closed", "cancelled"]
NeedStatus = Literal["open", "matched", "declined"]
Mode = Literal["onsite", "remote", "hybrid"]

SIZES: dict[str, tuple[int, int]] = {
    "circle": (3, 6),
    "working-group": (3, 5),
    "pair": (2, 2),
    "tutoring": (2, 2),
    "mentoring": (2, 2),
    "community": (2, 200),
}
"""How many people a group of each kind has, at least and at most; observers do not count."""

ROLES: dict[str, tuple[str, ...]] = {
    "circle": ("facilitator", "expert", "member", "observer"),
    "working-group": ("facilitator", "expert", "member", "observer"),
    "pair": ("facilitator", "expert", "member", "observer"),
    "tutoring": ("tutor", "learner", "observer"),
    "mentoring": ("mentor", "mentee", "observer"),
    "community": ("facilitator", "expert", "member", "observer"),
}
"""The roles that a group of each kind knows."""

NEEDED: dict[str, tuple[str, ...]] = {
    "circle": ("facilitator",),
    "working-group": ("facilitator",),
    "pair": (),
    "tutoring": ("tutor", "learner"),
    "mentoring": ("mentor", "mentee"),
    "community": ("facilitator",),
}
"""The roles without which a group of each kind does not work."""

LEADING = frozenset(("facilitator", "mentor", "tutor"))
"""Roles that take time for others, so that nobody should have too many of them."""

SIGNING = frozenset((*LEADING, "expert"))
"""Roles that may sign a synthesis."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person's part in a group."""

    person: str
    role: str = "member"


@dataclass(frozen=True, slots=True)
class Moved:
    """A meeting of the rhythm that takes place on another day (ISO 8601), at another hour where `start` says one."""

    day: str
    to: str
    start: str = ""


@dataclass(frozen=True, slots=True)
class Meetings:
    """When a group meets: the first time, and the rhythm from then on, as a rule of RFC 5545. `duration` is in minutes.

    Times are those of clocks in `timezone`, so they stay what they are when clocks change.
    """

    first: str
    start: str
    duration: int
    timezone: str
    cadence: str = ""
    mode: Mode = "remote"
    place: str = ""
    cancelled: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """What the parties promise each other."""

    parties: tuple[str, ...]
    commitments: tuple[str, ...]
    confidentiality: str = ""
    exit: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """People who learn together. `time_budget` is in minutes a month for each member, 0 where nobody said."""

    id: str
    title: str
    summary: str
    kind: GroupKind
    status: GroupStatus
    language: str
    members: tuple[Member, ...]
    objectives: tuple[str, ...]
    document: Document
    languages: tuple[str, ...] = ()
    skills: tuple[SkillLevel, ...] = ()
    modules: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    meetings: Meetings | None = None
    time_budget: int = 0
    tools: tuple[WebLink, ...] = ()
    contract: Contract | None = None
    tags: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """The handles of its members."""
        return tuple(member.person for member in self.members)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a session. `ahead` is true where it takes place before the session, so that its minutes do not count."""

    minutes: int
    steps: tuple[str, ...]
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """How a session runs: three phases, and the six dimensions of a script."""

    preparation: Phase
    exchange: Phase
    synthesis: Phase
    products: tuple[str, ...]
    sequencing: str
    forming: str
    monitoring: str
    regulation: str
    interaction: str


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody brings or does before a session."""

    person: str
    what: str


@dataclass(frozen=True, slots=True)
class Synthesis:
    """What a group keeps of a session, the handle of whoever signed it, and the day on which they did."""

    points: tuple[str, ...]
    signed_by: str
    on: str
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting with a script, of a group or open to others. `duration` is in minutes."""

    id: str
    title: str
    summary: str
    status: SessionStatus
    language: str
    date: str
    start: str
    duration: int
    timezone: str
    mode: Mode
    facilitators: tuple[str, ...]
    script: Script
    document: Document
    group: str = ""
    modules: tuple[str, ...] = ()
    skills: tuple[SkillLevel, ...] = ()
    place: str = ""
    tools: tuple[WebLink, ...] = ()
    experts: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()
    prepare: tuple[Task, ...] = ()
    synthesis: Synthesis | None = None
    reason: str = ""
    questionnaire: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What answers a need: ids of modules, groups and sessions, handles of people."""

    modules: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A skill that somebody would like to gain and does not find here."""

    id: str
    title: str
    summary: str
    status: NeedStatus
    language: str
    skills: tuple[SkillLevel, ...]
    why: str
    asked_on: str
    document: Document
    asked_by: str = ""
    supporters: tuple[str, ...] = ()
    matched_to: Match = field(default_factory=Match)
    decided_on: str = ""
    reason: str = ""
    tags: tuple[str, ...] = ()
