"""Groups for many people: a first choice, one group after the other, then the best choice for a few groups at a time, as long as that helps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peerlore.composing.company import Company, Fit, Score, added, numbers_in
from peerlore.composing.packing import Packed, pack

_AT_ONCE = 13
"""So many people are looked at together: of more, there are too many possible groups."""
_TRIES = 6
"""How many neighbourhoods of each group or person are looked at."""
_MOST = 400
"""How many neighbourhoods are looked at in all."""
_NODES = 20
"""How many branches are looked at for one of them."""


def improved(company: Company, part: Sequence[int]) -> Packed:
    """Groups of some people, at most as many as were asked for, and a bound on what is possible."""
    choice = _Choice(company, part)
    choice.fill()
    choice.place_the_rest()
    ideal = company.ideal([one for one in part if company.can_be_placed(one)], len(part))
    choice.improve(ideal)
    return Packed(tuple(choice.groups), choice.score == ideal, ideal[0])


class _Choice:
    """A choice of groups that gets better. `free` are those who are in none, as bits."""

    def __init__(self, company: Company, part: Sequence[int]) -> None:
        self.company = company
        self.wish = company.wish
        self.people = len(part)
        self.free = sum(1 << one for one in part)
        self.groups: list[Fit] = []

    @property
    def score(self) -> Score:
        """What it asks to give way."""
        return added([(self.free.bit_count(), 0, 0, 0, 0), *(group.score for group in self.groups)])

    @property
    def is_full(self) -> bool:
        """Whether there are as many groups as were asked for."""
        return bool(self.wish.groups) and len(self.groups) >= self.wish.groups

    def fill(self) -> None:
        """Make a group around each person in turn, whoever is hardest to place first."""
        for one in numbers_in(self.free):
            if self.is_full:
                return
            if self.free >> one & 1 and (group := self._around(one)):
                self._take(group)

    def place_the_rest(self) -> None:
        """Put those who are left into groups that can be larger."""
        for one in numbers_in(self.free):
            larger = [(fit.score, at, fit) for at, group in enumerate(self.groups) if (fit := self.company.fit((*group.members, one)))]
            if larger:
                _, at, fit = min(larger, key=lambda found: found[:2])
                self.groups[at] = fit
                self.free &= ~(1 << one)

    def improve(self, ideal: Score) -> None:
        """Choose anew among the people of some groups, until nothing gets better, nothing better is possible, or it has been tried often enough."""
        looked_at, better = 0, True
        while better and self.score != ideal:
            better = False
            for seed in self._troubles():
                if seed & ~self.free and not any(group.mask == seed for group in self.groups):
                    continue  # it was mended together with another one
                if seed.bit_count() == 1 and not seed & self.free:
                    continue
                for turn in range(_TRIES):
                    if looked_at == _MOST:
                        return
                    looked_at += 1
                    if self._choose_anew(seed, turn):
                        better = True
                        break

    def _around(self, one: int) -> Fit | None:
        members, languages, starts = [one], self.company.people[one].languages, self.company.people[one].starts
        near = self.company.near[one] & self.free
        while len(members) < self.wish.size and (following := self._next(members, near, languages, starts)) is not None:
            own = self.company.people[following]
            members.append(following)
            near, languages, starts = near & self.company.near[following], languages & own.languages, starts & own.starts
        return self.company.fit(members)

    def _next(self, members: list[int], near: int, languages: frozenset[str], starts: int) -> int | None:
        """Who goes best with those who are there already: the first with whom nothing has to give way."""
        people, best = self.company.people, None
        last = len(members) == self.wish.size - 1
        led = not self.wish.leads or self.wish.teaches or any(people[one].can_lead for one in members)
        steps = {people[one].step for one in members}
        teams = [people[one].team for one in members if people[one].team]
        for one in numbers_in(near):
            own = people[one]
            if not (languages & own.languages and starts & own.starts) or (last and not led and not own.can_lead):
                continue
            met = sum(self.company.have_met(one, member) for member in members)
            cost = (met, teams.count(own.team), len(steps) == 1 and own.step in steps)
            if best is None or cost < best[0]:
                best = (cost, one)
                if not any(cost):
                    break
        return best[1] if best else None

    def _troubles(self) -> list[int]:
        """What could be better, as bits: people who are left over, then groups for which something had to give way."""
        return [1 << one for one in numbers_in(self.free)] + [group.mask for group in self.groups if any(group.score)]

    def _choose_anew(self, seed: int, turn: int) -> bool:
        near = 0
        for one in numbers_in(seed):
            near |= self.company.near[one]
        groups = self._neighbours(seed, near, turn)
        open_to = seed & self.free
        for one in numbers_in(self.free & near & ~seed):
            if open_to.bit_count() < 3:
                open_to |= 1 << one
        people = list(numbers_in(open_to | _union(groups)))
        before = added([(open_to.bit_count(), 0, 0, 0, 0), *(group.score for group in groups)])
        most = self.wish.groups - len(self.groups) + len(groups) if self.wish.groups else 0
        if self.wish.groups and most == 0:
            return False
        found = pack(list(self.company.fits(people)), people, most, _NODES, groups).chosen
        placed = _union(found)
        after = added([(len(people) - placed.bit_count(), 0, 0, 0, 0), *(group.score for group in found)])
        if after >= before:
            return False
        for group in groups:
            self.groups.remove(group)
            self.free |= group.mask
        self.free |= open_to
        for group in found:
            self._take(group)
        return True

    def _neighbours(self, seed: int, near: int, turn: int) -> list[Fit]:
        """The group that is the seed, and those next to it whose members go best with it; on each turn others."""
        own = [group for group in self.groups if group.mask == seed]
        room = _AT_ONCE - seed.bit_count() - 1
        others = [group for group in self.groups if group.mask != seed and group.mask & near]
        others.sort(key=lambda group: -(group.mask & near).bit_count())
        # Two groups that both lack something often mend each other, with a third one between them.
        lacking = [group for group in others if any(group.score)]
        first = lacking[turn // 2 % len(lacking)] if lacking and turn % 2 == 0 else None
        for group in ([first] if first else []) + [group for group in others[2 * (turn // 2) :] if group is not first]:
            if len(group.members) <= room:
                own.append(group)
                room -= len(group.members)
        return own

    def _take(self, group: Fit) -> None:
        self.groups.append(group)
        self.free &= ~group.mask


def _union(groups: Iterable[Fit]) -> int:
    """Everybody in some groups, as bits."""
    return sum(group.mask for group in groups)
