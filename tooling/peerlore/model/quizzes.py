"""The nouns of a quiz: a question, and the one way in which it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Way = Literal["answers", "holds", "number", "accept", "order", "pairs"]
WAYS: tuple[Way, ...] = ("answers", "holds", "number", "accept", "order", "pairs")
"""The ways to answer, by the name of the field that holds what is right."""

DELAYS = (14, 28)
"""After how many days a test is taken again to see what stayed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to choose."""

    text: str
    correct: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number to give; what differs from it by `within` or less is right."""

    value: float
    within: float = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that belong together."""

    text: str
    partner: str


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A question to check oneself, with exactly one of the fields that `WAYS` names.

    `objective` counts from 1, 0 means none was named. `after` is one of `DELAYS` where it is asked in that test alone, 0
    where it is asked at once. `order` holds the steps in their right order.
    """

    question: str
    objective: int = 0
    after: int = 0
    points: int = 1
    hint: str = ""
    why: str = ""
    answers: tuple[Answer, ...] = ()
    holds: bool | None = None
    number: Number | None = None
    accept: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()

    @property
    def way(self) -> Way:
        """How it is answered."""
        return next(way for way in WAYS if getattr(self, way) not in (None, ()))
