"""Who looks at which module again in a month: everything that is due, and nobody with more of it than needed.

Whoever looks after a module or its topic may check it, whoever wrote it, and whoever offers help with what it teaches.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from peerlore.figures.known import Known
from peerlore.model.nouns import Module, Person
from peerlore.staging.freshness import fresh_until, months_of

Reason = Literal["looks after it", "wrote it", "helps with what it teaches"]


@dataclass(frozen=True, slots=True)
class Check:
    """A module to look at again. `due` is the day (ISO 8601) until which it counts as fresh; `person` is empty where nobody is free."""

    module: str
    title: str
    file: str
    due: str
    person: str = ""
    reason: Reason | Literal[""] = ""


def rota(known: Known, month: str, most: int) -> list[Check]:
    """The checks of a month (`2026-12`), those first that are due longest; nobody gets more than `most`.

    As many modules as can be have somebody, and the most that one person gets is as little as it can be. Among those who are free,
    whoever kept least up to date within a year comes first. Who is away on every day of the month gets none.
    """
    last = f"{month}-{monthrange(*map(int, month.split('-')))[1]:02}"
    due = sorted((day, module.id) for module in known.modules if (day := _due(module, known)) and day <= last)
    free = {handle: person for handle, person in known.library.people.items() if not _is_away(person, f"{month}-01", last)}
    kept = Counter(known.handles.get(deed.person, "") for deed in known.deeds if deed.kind == "upkeep" and known.is_recent(deed.at))
    library = {module.id: module for module in known.modules}
    may: dict[str, dict[str, Reason]] = {}
    for _, id in due:
        reasons = dict(reversed([(handle, reason) for handle, reason in _reasons(library[id], known) if handle in free]))
        may[id] = {handle: reasons[handle] for handle in sorted(reasons, key=lambda handle: (kept[handle], handle))}
    given = assign([id for _, id in due], may, most)
    return [_check(library[id], day, given.get(id, ""), may[id]) for day, id in due]


def assign(things: Sequence[str], may: Mapping[str, Mapping[str, object]], most: int) -> dict[str, str]:
    """Somebody for each thing among those who may have it, nobody with more than `most`.

    As many things as can be are given away, and the largest share is as small as it can be for that: shares grow by one only when no
    exchange gives away another thing (augmenting paths, as in https://doi.org/10.1002/nav.3800020109). Earlier things and people
    come first.
    """
    given: dict[str, str] = {}
    shares: dict[str, list[str]] = {}
    for share in range(1, most + 1):
        for thing in things:
            if thing not in given:
                _place(thing, may, share, given, shares)
    return given


def _place(thing: str, may: Mapping[str, Mapping[str, object]], share: int, given: dict[str, str], shares: dict[str, list[str]]) -> None:
    """Give a thing to somebody, if need be by a chain in which each gives one of theirs to the next; nothing where there is none."""
    asked: dict[str, str] = {}  # for each person, the thing for which they were asked
    waiting = [thing]
    for wanted in waiting:
        for person in may[wanted]:
            if person in asked:
                continue
            asked[person] = wanted
            own = shares.setdefault(person, [])
            if len(own) < share:
                _hand_on(person, asked, given, shares)
                return
            waiting += own


def _hand_on(person: str, asked: Mapping[str, str], given: dict[str, str], shares: dict[str, list[str]]) -> None:
    """Move each thing of a chain to whoever was asked for it; `person`, at its end, has room."""
    while True:
        thing = asked[person]
        before = given.get(thing)
        shares[person].append(thing)
        given[thing] = person
        if before is None:
            return
        shares[before].remove(thing)
        person = before


def _check(module: Module, day: str, person: str, may: Mapping[str, Reason]) -> Check:
    return Check(module.id, module.title, module.document.file, day, person, may[person] if person else "")


def _due(module: Module, known: Known) -> str:
    """Until when a module is fresh; empty where nobody knows when it was looked at."""
    day = known.standings.day_of(module.document.file)
    return fresh_until(day, months_of(module, known.library.settings)) if day else ""


def _reasons(module: Module, known: Known) -> Iterator[tuple[str, Reason]]:
    topic = next((topic for topic in known.library.settings.topics if topic.id == module.topic), None)
    for owner in (module.review.owner, *(topic.owners if topic else ())):
        yield owner, "looks after it"
    for author in module.authors:
        yield author.person, "wrote it"
    for taught in module.skills:
        for person in known.library.helpers(taught.skill):
            yield person.handle, "helps with what it teaches"


def _is_away(person: Person, first: str, last: str) -> bool:
    """Whether somebody is away on every day from one to another."""
    day = first
    for away in sorted(person.away, key=lambda away: away.first):
        if away.first <= day <= away.last:
            if away.last >= last:
                return True
            day = _next(away.last)
    return False


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
