"""Groups for a wish: proven to be the best where there are few people, and made better step by step where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from peerlore.composing.company import Company, Score, added
from peerlore.composing.improving import improved
from peerlore.composing.packing import Packed, pack
from peerlore.composing.wishes import Candidate, Forbidden

FEW = 10_000
"""Up to so many possible groups all of them are weighed against each other at once."""
_AT_ONCE = 400
"""Up to so many they are weighed without a first choice to begin with."""
_NODES = 1_000


@dataclass(frozen=True, slots=True)
class Composition:
    """The groups, by the handles of their members in order, and those who are left over.

    `proven` says that no other groups keep the rules better. Otherwise at least `left_at_least` people stay over whatever one does.
    """

    groups: tuple[tuple[Candidate, ...], ...]
    left: tuple[Candidate, ...]
    score: Score
    proven: bool
    left_at_least: int


def compose(everybody: Company, forbidden: Forbidden) -> Composition:
    """The groups for a wish. The same people, wish and version of the solver give the same groups, in whatever order people come.

    Raises CannotRun where the solver is not installed.
    """
    company = everybody.without(forbidden)
    # Where groups are counted, each part of the company takes them from the others.
    parts = [list(range(len(company)))] if company.wish.groups else company.parts()
    packed = [_packed(company, part) for part in parts]
    fits = [fit for one in packed for fit in one.chosen]
    placed = {one for fit in fits for one in fit.members}
    groups = [tuple(sorted((company.people[one] for one in fit.members), key=_handle)) for fit in fits]
    groups.sort(key=lambda group: group[0].handle)
    left = sorted((own for one, own in enumerate(company.people) if one not in placed), key=_handle)
    score = added([(len(left), 0, 0, 0, 0), *(fit.score for fit in fits)])
    proven = all(one.proven for one in packed)
    return Composition(tuple(groups), tuple(left), score, proven, len(left) if proven else sum(one.left_at_least for one in packed))


def _packed(company: Company, part: Sequence[int]) -> Packed:
    fits = list(islice(company.fits(part), FEW + 1))
    if not fits:
        return Packed((), True, len(part))
    if len(fits) <= min(FEW, _AT_ONCE):
        return pack(fits, part, company.wish.groups, _NODES)
    first = improved(company, part)
    if first.proven or len(fits) > FEW:
        return first
    return pack(fits, part, company.wish.groups, _NODES, first.chosen)


def _handle(own: Candidate) -> str:
    return own.handle
