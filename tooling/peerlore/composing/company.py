"""Who fits with whom: the groups that keep every hard rule, and what each of them asks to give way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from itertools import combinations

from peerlore.composing.wishes import APART, Candidate, Forbidden, Pool, Wish

Score = tuple[int, int, int, int, int]
"""People left over, members more or fewer than asked for, pairs who were together before, pairs of one team, groups all at one level.

The smaller is better, and what stands earlier counts more than all that follows.
"""

NOTHING: Score = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Fit:
    """A group that keeps every hard rule: numbers of people, ascending, the same as bits, and what has to give way for it."""

    members: tuple[int, ...]
    score: Score
    mask: int = field(compare=False)


class Company:
    """Candidates by number, those first who are hardest to place; whatever order they came in, the numbers are the same."""

    def __init__(self, pool: Pool, wish: Wish) -> None:
        self.wish = wish
        self.people = tuple(sorted(pool, key=lambda one: (len(one.languages), one.starts.bit_count(), one.handle)))
        number = {one.handle: at for at, one in enumerate(self.people)}
        self._met = _masks(pool.met, number)
        self.near = [0] * len(self.people)
        """For each person those who may be in one group with them, as bits."""
        for a, b in combinations(range(len(self.people)), 2):
            if self._go_together(self.people[a], self.people[b]):
                self.near[a] |= 1 << b
                self.near[b] |= 1 << a

    def __len__(self) -> int:
        return len(self.people)

    def without(self, forbidden: Forbidden) -> Company:
        """The same people, of whom some must not be in one group."""
        other = copy(self)
        apart = _masks(forbidden.pairs, {one.handle: at for at, one in enumerate(self.people)})
        other.near = [near & ~those for near, those in zip(self.near, apart, strict=True)]
        return other

    def fit(self, members: Iterable[int]) -> Fit | None:
        """The group of these people, or None where it would break a rule."""
        numbers = tuple(sorted(members))
        mask = sum(1 << one for one in numbers)
        if len(numbers) not in self.wish.sizes or any((self.near[one] | 1 << one) & mask != mask for one in numbers):
            return None
        languages = frozenset.intersection(*(self.people[one].languages for one in numbers))
        starts = -1
        for one in numbers:
            starts &= self.people[one].starts
        return self._fit(numbers) if languages and starts and self._can_be_led(numbers) else None

    def fits(self, among: Iterable[int]) -> Iterator[Fit]:
        """Every group that some people can form, in a fixed order."""
        mask = sum(1 << one for one in among)
        yield from self._longer((), mask, frozenset(), -1)

    def have_met(self, a: int, b: int) -> bool:
        """Whether two people were in one group before."""
        return bool(self._met[a] >> b & 1)

    def can_be_placed(self, one: int) -> bool:
        """Whether there is any group at all for somebody."""
        own = self.people[one]
        return next(self._longer((one,), self.near[one], own.languages, own.starts), None) is not None

    def parts(self) -> list[list[int]]:
        """People in parts that have nothing to do with each other."""
        rest, found = (1 << len(self)) - 1, []
        while rest:
            part = edge = rest & -rest
            while edge:
                edge = _union(self.near[one] for one in numbers_in(edge)) & ~part
                part |= edge
            found.append(list(numbers_in(part)))
            rest &= ~part
        return found

    def ideal(self, placeable: Collection[int], people: int) -> Score:
        """What no set of groups can be better than, with so many people of whom only some can be placed."""
        sizes, limit = self.wish.sizes, len(placeable)
        if self.wish.teaches:
            limit = min(limit, 2 * sum(self.people[one].helps and self.people[one].can_lead for one in placeable))
            limit = min(limit, 2 * sum(self.people[one].learns for one in placeable))
        if self.wish.groups:
            limit = min(limit, self.wish.groups * sizes[-1])
        off: list[int | None] = [0]
        for total in range(1, limit + 1):
            ways = [before + abs(size - self.wish.size) for size in sizes if size <= total and (before := off[total - size]) is not None]
            off.append(min(ways, default=None))
        placed = next(total for total in range(limit, -1, -1) if off[total] is not None)
        return (people - placed, off[placed] or 0, 0, 0, 0)

    def _longer(self, members: tuple[int, ...], open_to: int, languages: frozenset[str], starts: int) -> Iterator[Fit]:
        if len(members) in self.wish.sizes and self._can_be_led(members):
            yield self._fit(tuple(sorted(members)))
        if len(members) == self.wish.sizes[-1]:
            return
        for one in numbers_in(open_to):
            own = self.people[one]
            both, when = (languages & own.languages if members else own.languages), starts & own.starts
            if both and when:
                following = open_to & self.near[one]
                yield from self._longer((*members, one), following >> one + 1 << one + 1, both, when)

    def _fit(self, members: tuple[int, ...]) -> Fit:
        own = [self.people[one] for one in members]
        mask = sum(1 << one for one in members)
        repeats = sum((self._met[one] & mask).bit_count() for one in members) // 2
        teams = [one.team for one in own if one.team]
        mates = sum(a == b for a, b in combinations(teams, 2)) if len(set(teams)) < len(teams) else 0
        alike = 0 if self.wish.teaches or len({one.step for one in own}) > 1 else 1
        return Fit(members, (0, abs(len(members) - self.wish.size), repeats, mates, alike), mask)

    def _can_be_led(self, members: Sequence[int]) -> bool:
        return self.wish.teaches or not self.wish.leads or any(self.people[one].can_lead for one in members)

    def _go_together(self, a: Candidate, b: Candidate) -> bool:
        if abs(a.step - b.step) > APART or not a.starts & b.starts or not a.languages & b.languages:
            return False
        return not self.wish.teaches or teaches(a, b) or teaches(b, a)


def teaches(a: Candidate, b: Candidate) -> bool:
    """Whether one can be the tutor or mentor of another."""
    return a.helps and a.can_lead and b.learns and a.step > b.step


def added(scores: Iterable[Score]) -> Score:
    """Scores as one."""
    left, off, repeats, mates, alike = (sum(some) for some in zip(NOTHING, *scores, strict=True))
    return left, off, repeats, mates, alike


def numbers_in(mask: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _masks(pairs: Iterable[frozenset[str]], number: dict[str, int]) -> list[int]:
    masks = [0] * len(number)
    for pair in pairs:
        a, b = sorted(pair)
        if a in number and b in number:
            masks[number[a]] |= 1 << number[b]
            masks[number[b]] |= 1 << number[a]
    return masks


def _union(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole
