"""Why it came out so, in sentences. What must stay private is not known here: everything is told from profiles and groups that all can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from peerlore.composing.company import Company, teaches
from peerlore.composing.composer import Composition
from peerlore.composing.hours import DAYS, Diary
from peerlore.composing.wishes import APART, Candidate, Left, Wish


def gives_way(wish: Wish) -> tuple[str, ...]:
    """What gives way for a wish, first to last. Nobody stays over for the sake of one of these.

    >>> gives_way(Wish("mentoring", "asking", 2))
    ('that no two are of one team', 'that no two were in a group together before')
    >>> gives_way(Wish("circle", "asking", 3))[::3]
    ('that not all are at one level', 'the size, by one more')
    """
    other = [word for word, fits in (("more", wish.sizes[-1] > wish.size), ("fewer", wish.sizes[0] < wish.size)) if fits]
    size = [f"the size, by {' or '.join(f'one {word}' for word in other)}"] if other else []
    level = [] if wish.teaches else ["that not all are at one level"]
    return (*level, "that no two are of one team", "that no two were in a group together before", *size)


def stands(wish: Wish) -> tuple[str, ...]:
    """Part of what never gives way. Not all of it: what must stay private is never told, not even that it exists."""
    return (
        f"levels at most {APART} steps apart",
        *(["one who helps, and one who learns and is at a lower level"] if wish.teaches else []),
        "a language that all speak",
        f"an hour that all have free in the {DAYS} days after {wish.day}, and in which nobody is away",
        *(["how many groups somebody is ready to lead"] if wish.leads else []),
    )


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a group, with their part in it and their level of the skill in words."""

    person: str
    role: str
    level: str


@dataclass(frozen=True, slots=True)
class Told:
    """A group with its reasons as sentences, and as sentences too what gave way.

    `first` is the first moment at which it can meet, `aim` the id of the highest level that somebody wants to reach, or has.
    """

    seats: tuple[Seat, ...]
    languages: tuple[str, ...]
    first: datetime
    timezone: str
    aim: str
    reasons: tuple[str, ...]
    gave_way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that is told of a composition."""

    groups: tuple[Told, ...]
    left: tuple[Left, ...]
    conclusion: tuple[str, ...]
    proven: bool


class Teller:
    """Tells why, from what everybody can read: `everybody` is the company without anything private taken out of it."""

    def __init__(self, everybody: Company, met: Mapping[frozenset[str], str], levels: Sequence[str], diary: Diary) -> None:
        self.everybody = everybody
        self.wish = everybody.wish
        self._met = met
        self._levels = levels
        self._diary = diary

    def account(self, found: Composition, others: Sequence[Left]) -> Account:
        """What is told of a composition; `others` offered themselves and could not take part."""
        full = bool(self.wish.groups) and len(found.groups) == self.wish.groups
        left = sorted([*others, *(Left(own.handle, self._why_left(own, full=full)) for own in found.left)])
        return Account(tuple(map(self._told, found.groups)), tuple(left), _concluded(found, self.wish), found.proven)

    def _told(self, group: Sequence[Candidate]) -> Told:
        seats = _seated(group, self.wish)
        languages = sorted(frozenset.intersection(*(own.languages for own in group)))
        starts = -1
        for own in group:
            starts &= own.starts
        leader = next((own for own, role in seats if role == self.wish.leads), group[0])
        first = self._diary.meant(starts, leader.zone)
        assert first is not None  # noqa: S101 - a group without an hour is none
        reasons = [f"All speak {_and(languages)}."]
        reasons.append(f"The first hour that all have free begins on {first:%A %Y-%m-%d} at {first:%H:%M} ({leader.zone}).")
        reasons += self._of_levels(group)
        reasons += [f"{leader.handle} leads {_groups(leader.leads)} now, and is ready for one more."] if self.wish.leads else []
        reasons += _of_teams(group)
        gave_way = []
        if len(group) != self.wish.size:
            gave_way.append(f"It has {len(group)} members instead of {self.wish.size}.")
        if not self.wish.teaches and len({own.step for own in group}) == 1:
            gave_way.append("All are at one level.")
        pairs = list(combinations(group, 2))
        gave_way += [f"{a.handle} and {b.handle} are of one team." for a, b in pairs if a.team and a.team == b.team]
        before = [(a.handle, b.handle, self._met.get(frozenset((a.handle, b.handle)))) for a, b in pairs]
        gave_way += [f"{a} and {b} were together before, in {where}." for a, b, where in before if where]
        if not any(where for _, _, where in before):
            reasons.append("No two of them were in a group together before.")
        told = tuple(Seat(own.handle, role, self._level_of(own)) for own, role in seats)
        aim = self._levels[max((own.step + 1 for own in group if not own.helps), default=max(own.step for own in group))]
        return Told(told, tuple(languages), first, leader.zone, aim, tuple(reasons), tuple(gave_way))

    def _of_levels(self, group: Sequence[Candidate]) -> list[str]:
        apart = max(own.step for own in group) - min(own.step for own in group)
        return (
            [f"Their levels lie {apart} {'step' if apart == 1 else 'steps'} apart: far enough to learn from each other."] if apart else []
        )

    def _level_of(self, own: Candidate) -> str:
        return f"helps at {self._levels[own.step]}" if own.helps else f"wants to reach {self._levels[own.step + 1]}"

    def _why_left(self, own: Candidate, *, full: bool) -> str:
        """Why somebody is in no group, as far as it follows from what all can read."""
        others = [other for other in self.everybody.people if other.handle != own.handle]
        needed = self.wish.sizes[0] - 1
        talk = [other for other in others if own.languages & other.languages]
        meet = [other for other in talk if own.starts & other.starts]
        near = [other for other in meet if abs(own.step - other.step) <= APART]
        if len(talk) < needed:
            return "shares no language with enough others"
        if len(meet) < needed:
            return f"shares no free hour in the {DAYS} days after {self.wish.day} with enough others"
        if len(near) < needed:
            return f"is more than {APART} levels away from too many others"
        if self.wish.teaches and not any(teaches(own, other) or teaches(other, own) for other in near):
            return (
                "finds nobody who could be the other of the two: one who helps and is ready to lead, one who learns and is at a lower level"
            )
        if full:
            return f"only {self.wish.counted(self.wish.groups)} {'was' if self.wish.groups == 1 else 'were'} asked for"
        return "no place was left in a group that keeps every rule"


def _seated(group: Sequence[Candidate], wish: Wish) -> list[tuple[Candidate, str]]:
    """Everybody with their part. Of those who are ready to lead, it is who leads fewest groups, then who knows most, then by handle."""
    if wish.teaches:
        a, b = group if teaches(group[0], group[1]) else (group[1], group[0])
        return [(a, wish.leads), (b, {"tutor": "learner"}.get(wish.leads, "mentee"))]
    leader = min((own for own in group if own.can_lead), key=lambda own: (own.leads, -own.step, own.handle)) if wish.leads else None
    return [(own, wish.leads if own is leader else "member") for own in group]


def _of_teams(group: Sequence[Candidate]) -> list[str]:
    teams = [own.team for own in group if own.team]
    if len(teams) < 2 or len(set(teams)) < len(teams):
        return []
    return ["All are of different teams." if len(teams) == len(group) else "No two say that they are of one team."]


def _concluded(found: Composition, wish: Wish) -> tuple[str, ...]:
    said = []
    if len(found.groups) < wish.groups:
        said.append(
            f"{wish.counted(wish.groups)} were asked for, and {len(found.groups)} can be made."
            if found.proven
            else "Fewer were found than were asked for."
        )
    if found.proven:
        said.append("No other choice keeps these rules better: this is proven.")
    elif found.left_at_least < len(found.left):
        bound = f"at least {found.left_at_least} of the {len(found.left)} who found no place" if found.left_at_least else "perhaps nobody"
        said.append(f"A better choice may exist: {bound} would stay over in it.")
    else:
        said.append("Nobody more can be placed: this is proven. Whether less could give way is not.")
    return tuple(said)


def _groups(number: int) -> str:
    return f"{number} {'group' if number == 1 else 'groups'}" if number else "no group"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
