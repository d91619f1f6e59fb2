"""From a library to those who can take part: who offered themselves, at which level they are, when they can meet, whom they met already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from itertools import combinations

from peerlore.composing.hours import DAYS, Diary
from peerlore.composing.wishes import Candidate, Left, Pool, Wish
from peerlore.library import Library
from peerlore.model.errors import CannotRun
from peerlore.model.gatherings import LEADING, Group
from peerlore.model.nouns import Person
from peerlore.reading.rhythm import is_zone


def gather(library: Library, wish: Wish) -> tuple[Pool, list[Left]]:
    """Those who can take part, and those who offered themselves and cannot. Raises CannotRun for a skill that nobody has heard of."""
    if wish.skill not in library.skills:
        close = get_close_matches(wish.skill, library.skills, n=1)
        hint = f"did you mean {close[0]!r}?" if close else "skills.yml lists the skills"
        raise CannotRun(f"there is no skill {wish.skill!r}; {hint}")
    diary, found, left = Diary(wish.day), [], []
    busy, leads = _members_already(library, wish), _led(library)
    for handle in sorted(library.people):
        person = library.people[handle]
        candidate = _placed(library, person, wish, leads.get(handle, 0)) if wish.kind in person.open_to else None
        if candidate is None:
            continue
        reason = f"is already in {busy[handle]}" if handle in busy else _missing(person, wish)
        if not reason:
            candidate = replace(candidate, starts=diary.starts(person), zone=person.timezone)
            reason = "" if candidate.starts else f"is away, or has no free hour, in the {DAYS} days after {wish.day}"
        if reason:
            left.append(Left(handle, reason))
        else:
            found.append(candidate)
    return Pool(tuple(found), _met(library)), left


def _placed(library: Library, person: Person, wish: Wish, leads: int) -> Candidate | None:
    """Somebody at their level of the skill; None for those who neither help with it nor want to learn it."""
    levels = [level.id for level in library.skills_map.levels]
    helps = next((levels.index(own.level) for own in person.helps if own.skill == wish.skill and own.level in levels), None)
    aims = next((levels.index(own.level) for own in person.learns if own.skill == wish.skill and own.level in levels), None)
    if helps is None and aims is None:
        return None
    most = library.settings.groups.facilitates_at_most if person.facilitates_at_most is None else person.facilitates_at_most
    return Candidate(
        handle=person.handle,
        step=helps if helps is not None else (aims or 0) - 1,
        languages=frozenset(language[:2] for language in person.languages),
        starts=0,
        team=" ".join(person.team.split()).casefold(),
        helps=helps is not None,
        learns=aims is not None,
        can_lead=leads < most,
        leads=leads,
    )


def _missing(person: Person, wish: Wish) -> str:
    """What keeps somebody from any group."""
    if not person.languages:
        return "has not said which languages they speak (`languages`)"
    if wish.language and wish.language[:2] not in {language[:2] for language in person.languages}:
        return f"does not speak {wish.language[:2]}"
    if not person.working_hours or not is_zone(person.timezone):
        return "has not said when they work (`working_hours` and `timezone`)"
    return ""


def _members_already(library: Library, wish: Wish) -> dict[str, str]:
    """Ids of groups of this kind on this skill, that have not ended, by the handles of their members."""
    same = (group for group in library.groups.values() if group.kind == wish.kind and group.status != "closed")
    return {handle: group.id for group in same if any(own.skill == wish.skill for own in group.skills) for handle in _taking_part(group)}


def _led(library: Library) -> dict[str, int]:
    """How many groups that meet or gather somebody leads, by handles."""
    leads: dict[str, int] = {}
    for group in library.groups.values():
        for handle in {member.person for member in group.members if member.role in LEADING and group.status in ("active", "planned")}:
            leads[handle] = leads.get(handle, 0) + 1
    return leads


def _met(library: Library) -> dict[frozenset[str], str]:
    """The id of a group in which two people were together, by both handles. In a community one meets everybody and nobody."""
    groups = [library.groups[id] for id in sorted(library.groups) if library.groups[id].kind != "community"]
    return {frozenset(pair): group.id for group in groups for pair in combinations(sorted(set(_taking_part(group))), 2)}


def _taking_part(group: Group) -> Iterator[str]:
    return (member.person for member in group.members if member.role != "observer")
