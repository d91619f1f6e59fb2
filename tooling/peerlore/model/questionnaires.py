"""The nouns of questionnaires: what a library asks after a session, and what came back, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ItemKind = Literal["agreement", "scale", "choice"]

FEWEST_ITEMS, MOST_ITEMS = 5, 7
"""How many items a questionnaire has: fewer say little, and more are not answered."""

DAYS = 14
"""How many days after a session its questionnaire can be answered. Then it is counted, once."""

AGREEMENT = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
SCALE = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `low` and `high` say what 1 and 5 mean on a scale; `options` are those of a choice."""

    id: str
    question: str
    kind: ItemKind
    options: tuple[str, ...] = ()
    low: str = ""
    high: str = ""

    @property
    def answers(self) -> tuple[str, ...]:
        """What may be answered, in order."""
        return {"agreement": AGREEMENT, "scale": SCALE}.get(self.kind, self.options)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What is asked after a session."""

    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each answer to a question was given. `id` is the item's."""

    id: str
    question: str
    answers: tuple[str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back of the questionnaire of a session, counted once, at a time (ISO 8601, UTC).

    `asked` are those who could answer: everybody expected, and guests who were there; `returned` are those who did, to every item.
    """

    at: str
    questionnaire: str
    asked: int
    returned: int
    items: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class AllReturned:
    """What came back of all sessions, by their ids."""

    by_session: Mapping[str, Returned] = field(default_factory=dict)


NOTHING_RETURNED = AllReturned()


@dataclass(frozen=True, slots=True)
class Shown:
    """What everybody may know of one question: its answers with how many gave each, None where too few stand behind a number."""

    id: str
    question: str
    answers: tuple[tuple[str, int | None], ...]

    @property
    def is_told(self) -> bool:
        """Whether there is any number to tell."""
        return any(count is not None for _, count in self.answers)


@dataclass(frozen=True, slots=True)
class Answered:
    """What everybody may know of the answers after a session. `day` is when they were counted (ISO 8601), `rate` is in percent."""

    day: str
    returned: int
    asked: int
    rate: int
    items: tuple[Shown, ...]
