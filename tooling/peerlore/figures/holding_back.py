"""Counts that may be told: none that stands for fewer than five people, also not by subtraction from the others."""

from __future__ import annotations

from collections.abc import Sequence

from peerlore.quizzing.holding_back import FEWEST


def told(counts: Sequence[int]) -> tuple[int | None, ...]:
    """The counts of some people's answers, each of one person in one of them, with None for those that are not told.

    Their sum may be known. Not told are counts below five, none included, and further ones, the smallest first, until those that
    are not told are at least two and stand for at least five people together: each of them can then be anything from nothing to
    that many.

    >>> told((12, 8, 5, 3, 2))
    (12, 8, 5, None, None)
    >>> told((12, 8, 5, 1, 0))
    (12, 8, None, None, None)
    >>> told((4, 0, 0))
    (None, None, None)
    >>> told((6, 5)), told((6, 0))
    ((6, 5), (None, None))
    """
    if not any(count < FEWEST for count in counts):
        return tuple(counts)
    rising = sorted(range(len(counts)), key=lambda place: (counts[place], place))
    hidden: set[int] = set()
    for place in rising:
        if counts[place] >= FEWEST and len(hidden) >= 2 and sum(counts[other] for other in hidden) >= FEWEST:
            break
        hidden.add(place)
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


def told_alone(count: int) -> int | None:
    """One count that nothing is added to, or None where it is below five.

    >>> told_alone(4), told_alone(5)
    (None, 5)
    """
    return count if count >= FEWEST else None
