"""The nouns of attendance: who said of a session that they were there, and who else was. People are ids of evidence, never names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Presence = Literal["onsite", "remote"]
PRESENCES: tuple[Presence, ...] = get_args(Presence)


@dataclass(frozen=True, slots=True, order=True)
class Saying:
    """What one person said of a session from their own account: how they were there, and who else was.

    It was said at `at` and held until `until`, when it was edited or taken back; empty while it holds. Both are in ISO 8601 and
    UTC. `named` are those whom the session expects, and guests who said something themselves, in order.
    """

    at: str
    person: str
    presence: Presence
    named: tuple[str, ...] = ()
    until: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """Whom a session expected from a time on (ISO 8601, UTC)."""

    at: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sayings:
    """Everything that was said of one session, and its rosters, the oldest first. What no longer holds stays, for figures of that day."""

    rosters: tuple[Roster, ...]
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class AllSayings:
    """The sayings of all sessions by id, and when they were read last (ISO 8601, UTC); empty where nobody did."""

    at: str = ""
    by_session: Mapping[str, Sayings] = field(default_factory=dict)


NO_SAYINGS = AllSayings()

State = Literal["present", "said", "named", "absent"]
"""present: said so, and somebody confirmed it. said: said so, and nobody confirmed it. named: others say so. absent: nobody says so."""
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was at a session. `states` tells of everybody who was expected; `guests` were there and not expected.

    `presences` tells how somebody was there, for whoever said so themselves.
    """

    states: Mapping[str, State]
    guests: tuple[str, ...] = ()
    presences: Mapping[str, Presence] = field(default_factory=dict)

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many were present, how many unconfirmed (they said so, or others did, alone) and how many absent; together all expected."""
        number = {state: sum(own == state for own in self.states.values()) for state in STATES}
        return number["present"], number["said"] + number["named"], number["absent"]


@dataclass(frozen=True, slots=True)
class Attended:
    """What everybody may know of the attendance of a session: numbers, None where one stands for too few people to be told.

    `day` is when it was read (ISO 8601).
    """

    day: str
    expected: int | None
    present: int | None
    unconfirmed: int | None
    absent: int | None
    guests: int | None
