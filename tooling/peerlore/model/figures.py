"""The nouns of figures: a number about the library, and what it was counted from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FigureKind = Literal["count", "share", "days"]
"""count: how many there are. share: how many of how many. days: a median of days."""

FEW = 5
"""Fewer people than this are not told of in numbers: colleagues could tell who they are."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `value` is the count, the share between 0 and 1, or the median in days; None where there is none.

    `numerator` of `denominator` were counted; a median has no numerator, and its denominator is of how many it is one.
    `few` tells that there is a number and that it is not told, because it speaks of fewer than `FEW` people; then there is
    neither numerator nor value. `sources` are what was counted: files by their path from the library's root, `record 12` of
    evidence, `activity/…` beside it.
    """

    id: str
    kind: FigureKind
    value: float | None
    numerator: int | None = None
    denominator: int | None = None
    sources: tuple[str, ...] = ()
    few: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one day (ISO 8601), with the commit whose texts were counted and the evidence that was read.

    `records` are how many records of evidence there were, `head` the digest of the last; 0 and empty without evidence.
    """

    day: str
    commit: str
    records: int
    head: str
    figures: tuple[Figure, ...] = ()
