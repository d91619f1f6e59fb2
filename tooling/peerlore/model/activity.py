"""The nouns of discussion: what a forge tells of one, the numbers that are kept of each module, and answers that helped. No texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from peerlore.model.reviews import Account


@dataclass(frozen=True, slots=True)
class ChosenAnswer:
    """Who answered a question of somebody else, and when somebody else chose that answer (ISO 8601, UTC)."""

    by: Account
    at: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One discussion. `mark` is the id of the module that it is about, as it says itself; empty where it says nothing.

    `waiting` tells of a question, in a category for questions, that has no answer yet. `reactions` count those to the
    discussion by GitHub's names for them, such as `thumbs_up`.
    """

    number: int
    mark: str = ""
    closed: bool = False
    waiting: bool = False
    comments: int = 0
    reactions: Mapping[str, int] = field(default_factory=dict)
    answer: ChosenAnswer | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """One answer that helped, as it is kept: when it was chosen (ISO 8601, UTC), the id of whoever gave it, the module, the discussion."""

    at: str
    person: str
    module: str
    discussion: int


@dataclass(frozen=True, slots=True)
class Activity:
    """What colleagues said of one module, in numbers.

    `discussion` is the number of the one to go on with, 0 where none is open. `comments` are those directly below its
    discussions. `unanswered` are open questions without an answer.
    """

    discussion: int = 0
    comments: int = 0
    unanswered: int = 0
    reactions: Mapping[str, int] = field(default_factory=dict)

    @property
    def useful(self) -> int:
        """How many people gave a thumb up."""
        return self.reactions.get("thumbs_up", 0)


@dataclass(frozen=True, slots=True)
class Activities:
    """The numbers of all modules by id, and when they were counted (ISO 8601, UTC); empty where nobody did."""

    at: str = ""
    by_module: Mapping[str, Activity] = field(default_factory=dict)


NO_ACTIVITIES = Activities()
