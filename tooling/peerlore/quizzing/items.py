"""Item analysis: how hard a question is, and whether those who know the rest know it as well.

Facility is the share of right answers. Discrimination is the correlation of the question's score with the score of all the
others (the corrected item-total correlation; with a score of 0 or 1 it is the point-biserial one). See Crocker and Algina,
Introduction to Classical and Modern Test Theory, 1986, chapter 14.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from peerlore.quizzing.codes import Outcome, Result

_FEWEST = 3
"""Attempts from which a correlation is told; of two it is always 1, -1 or nothing."""


@dataclass(frozen=True, slots=True)
class Item:
    """What first attempts say of one question; `number` counts from 1. `choices` counts each letter or whole order, "" for nothing chosen;
    `slips` counts the same of those alone who were not right.

    None stands for what is not told: too few, all the same, or held back.
    """

    number: int
    right: int | None
    facility: float | None
    discrimination: float | None
    choices: Mapping[str, int] | None
    slips: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Test:
    """First attempts at one test of one wording of a quiz: `count` of them. `share` is the mean share of right answers.

    `after` is in days; `again` counts further attempts, which are left out of all else. `held_back` says that something is
    missing because few people stand behind it.
    """

    module: str
    digest: str
    after: int
    count: int
    again: int | None
    share: float | None
    items: tuple[Item, ...]
    held_back: bool = False


def analyse(results: Iterable[Result]) -> list[Test]:
    """What results say, one entry for each test of each wording of each quiz. The same code counts once."""
    groups: dict[tuple[str, str, int, int], set[Result]] = {}
    for result in results:
        groups.setdefault((result.module, result.digest, result.test, len(result.outcomes)), set()).add(result)
    return [_test(key, found) for key, found in sorted(groups.items())]


def _test(key: tuple[str, str, int, int], results: set[Result]) -> Test:
    module, digest, after, length = key
    first = sorted((result for result in results if result.attempt == 1), key=lambda result: (result.day, result.copy))
    scores = [[int(outcome.right) for outcome in result.outcomes] for result in first]
    items = tuple(_item(place, first, scores) for place in range(length)) if first else ()
    share = sum(map(sum, scores)) / (len(first) * length) if first else None
    return Test(module, digest, after, len(first), len(results) - len(first), share, items)


def _item(place: int, results: list[Result], scores: list[list[int]]) -> Item:
    right = sum(score[place] for score in scores)
    rest = [sum(score) - score[place] for score in scores]
    outcomes = [result.outcomes[place] for result in results]
    return Item(
        number=place + 1,
        right=right,
        facility=right / len(results),
        discrimination=_correlation([score[place] for score in scores], rest),
        choices=_counts(outcomes),
        slips=_counts(outcome for outcome in outcomes if not outcome.right),
    )


def _counts(outcomes: Iterable[Outcome]) -> dict[str, int]:
    return dict(sorted(Counter(choice for outcome in outcomes for choice in _choices(outcome.chosen)).items()))


def _choices(chosen: str) -> Iterable[str]:
    """The letters of answers, each on its own; an order or pairs as a whole."""
    return chosen if chosen and chosen[0] not in "op" else (chosen,)


def _correlation(ours: list[int], others: list[int]) -> float | None:
    """Pearson's r; None where one of the two never varies."""
    count = len(ours)
    if count < _FEWEST:
        return None
    # In whole numbers, so that what does not vary is exactly 0.
    both = count * sum(a * b for a, b in zip(ours, others, strict=True)) - sum(ours) * sum(others)
    spread = [count * sum(value * value for value in values) - sum(values) ** 2 for values in (ours, others)]
    return both / sqrt(spread[0] * spread[1]) if all(spread) else None
