"""What a library has for a skill or a need, and how much of it is asked for: the pages and the command count by these definitions.

A group or session practises the skills that it names, and a session without any those of its group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from peerlore.model.gatherings import Group, Need, Session
from peerlore.model.nouns import Module, Person, Skill, SkillLevel
from peerlore.staging.together import Together

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Offer:
    """Listed modules that teach, people who help, groups that have not ended, and sessions that are planned."""

    modules: tuple[Module, ...] = ()
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    sessions: tuple[Session, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.modules or self.people or self.groups or self.sessions)

    def but(self, other: Offer) -> Offer:
        """What of this is not in another offer of the same library."""
        known = {id(one) for one in (*other.modules, *other.people, *other.groups, *other.sessions)}
        return Offer(
            tuple(one for one in self.modules if id(one) not in known),
            tuple(one for one in self.people if id(one) not in known),
            tuple(one for one in self.groups if id(one) not in known),
            tuple(one for one in self.sessions if id(one) not in known),
        )


@dataclass(frozen=True, slots=True)
class Balance:
    """How much of a skill is asked for, and what there is for it at any level.

    `wanting` is the number of people who asked for it or support that, each counted once; whoever asked without a name counts
    for one. `untaught` and `unhelped` tell that some open need asks for a level which no module, or nobody who helps, reaches.
    """

    skill: Skill
    needs: tuple[Need, ...]
    wanting: int
    offer: Offer
    untaught: bool = False
    unhelped: bool = False

    @property
    def has_gap(self) -> bool:
        """Whether somebody needs it and no module teaches it, or nobody helps with it."""
        return self.untaught or self.unhelped


@dataclass(frozen=True)
class Offers:
    """What a library has for each skill."""

    together: Together

    def of_skill(self, skill: str) -> Offer:
        """All that there is for a skill, at any level."""
        return self._found(skill, "")

    def of_need(self, need: Need) -> Offer:
        """What could answer a need: all that reaches the level of one of its skills. Those who have the need are not its answer."""
        found = [self._found(wanted.skill, wanted.level, _asking(need)) for wanted in need.skills]
        return Offer(
            tuple(_once(module for offer in found for module in offer.modules)),
            tuple(_once(person for offer in found for person in offer.people)),
            tuple(_once(group for offer in found for group in offer.groups)),
            tuple(_once(session for offer in found for session in offer.sessions)),
        )

    def steps_towards(self, need: Need) -> list[Module]:
        """Modules that teach a skill of a need and do not reach its level: something to begin with."""
        whole = _once(module for wanted in need.skills for module in self.together.library.modules_of_skill(wanted.skill))
        enough = {module.id for module in self.of_need(need).modules}
        return [module for module in whole if module.id not in enough]

    def balance(self, skill: Skill) -> Balance:
        """What is asked for and what is there, of one skill."""
        needs = tuple(self.together.needs_for.get(skill.id, ()))
        reached = [
            self._found(skill.id, wanted.level, _asking(need)) for need in needs for wanted in need.skills if wanted.skill == skill.id
        ]
        return Balance(
            skill,
            needs,
            len(frozenset().union(*map(_asking, needs))) + sum(1 for need in needs if not need.asked_by),
            self.of_skill(skill.id),
            untaught=any(not offer.modules for offer in reached),
            unhelped=any(not offer.people for offer in reached),
        )

    @cached_property
    def balances(self) -> list[Balance]:
        """The balance of each skill, the most needed first. Skills that are made of others stand there only where something is said of them."""
        library = self.together.library
        every = [self.balance(skill) for skill in library.skills_map.skills]
        told = [one for one in every if one.needs or one.offer or not library.narrower(one.skill.id)]
        return sorted(told, key=lambda one: (-one.wanting, -len(one.needs)))

    def topic_of(self, skill: str) -> str:
        """The id of the topic in which most modules teach a skill, the first of several; empty where none does."""
        counts = Counter(module.topic for module in self.together.library.modules_of_skill(skill))
        topics = [topic.id for topic in self.together.library.settings.topics]
        return max(topics, key=lambda topic: counts[topic]) if counts.total() and topics else ""

    def _found(self, skill: str, level: str, but: Set[str] = frozenset()) -> Offer:
        """All that there is for a skill at this level or above, without some people; at any level where that is empty."""
        least = self._ranks.get(level, 0)

        def reached(skills: Iterable[SkillLevel]) -> bool:
            return any(one.skill == skill and self._ranks.get(one.level, 0) >= least for one in skills)

        library = self.together.library
        return Offer(
            tuple(module for module in library.modules_of_skill(skill) if reached(module.skills)),
            tuple(person for person in library.helpers(skill) if person.handle not in but and reached(person.helps)),
            tuple(group for group in self.together.groups_for.get(skill, ()) if reached(group.skills)),
            tuple(session for session in self._sessions_for.get(skill, ()) if reached(self._practised(session))),
        )

    def _practised(self, session: Session) -> tuple[SkillLevel, ...]:
        group = self.together.library.groups.get(session.group)
        return session.skills or (group.skills if group else ())

    @cached_property
    def _sessions_for(self) -> Mapping[str, list[Session]]:
        found: dict[str, list[Session]] = {}
        for session in self.together.planned:
            for skill in dict.fromkeys(wanted.skill for wanted in self._practised(session)):
                found.setdefault(skill, []).append(session)
        return found

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {level.id: rank for rank, level in enumerate(self.together.library.skills_map.levels)}


def _asking(need: Need) -> frozenset[str]:
    """The handles of those who have a need and said who they are."""
    return frozenset((need.asked_by, *need.supporters)) - {""}


def _once(values: Iterable[Value]) -> list[Value]:
    """Values without those that came before; each is one object, and some cannot be hashed."""
    return list({id(value): value for value in values}.values())
