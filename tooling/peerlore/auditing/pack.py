"""A pack put together: each indicator with what shows it, what is missing, and nobody named whom the reader may not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from peerlore.auditing.framework import Criterion, Framework, Indicator
from peerlore.auditing.kinds import Held, Item, gather
from peerlore.model.figures import FEW
from peerlore.staging.words import Words

Role = Literal["manager", "auditor", "public"]
"""manager: people by their handles. auditor: by their ids in evidence, the same ones throughout. public: not at all."""

State = Literal["shown", "part", "missing", "elsewhere"]
"""shown: there is evidence of every kind that is asked for. part: of some. missing: of none. elsewhere: no library can hold it."""

_OF_PEOPLE = frozenset(("attendance", "offers", "reviews", "upkeep"))
"""Kinds of which each piece is what one person did; whoever may not know people gets their number."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator, what shows it, and kinds of which there is nothing."""

    indicator: Indicator
    state: State
    items: tuple[Item, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that a pack tells, in the order of the framework."""

    framework: Framework
    role: Role
    held: Held
    criteria: tuple[tuple[Criterion, tuple[Shown, ...]], ...]

    @property
    def shown(self) -> list[Shown]:
        """All indicators."""
        return [shown for _, each in self.criteria for shown in each]


def make_pack(framework: Framework, held: Held, role: Role, id_of: Callable[[str], str], words: Words) -> Pack:
    """The pack of a library for a framework. `id_of` gives the id in evidence of a handle, or nothing."""
    found: dict[str, tuple[Item, ...]] = {}
    for kind in dict.fromkeys(kind for indicator in framework.indicators for kind in indicator.shown_by):
        items = gather(kind, held, words)
        if role == "public" and kind in _OF_PEOPLE and items:
            items = [_counted(kind, items, held, words)]
        found[kind] = tuple(_redacted(item, role, id_of) for item in items)
    criteria = tuple((criterion, tuple(_shown(indicator, found) for indicator in criterion.indicators)) for criterion in framework.criteria)
    return Pack(framework, role, held, criteria)


def _shown(indicator: Indicator, found: Mapping[str, tuple[Item, ...]]) -> Shown:
    items = tuple(item for kind in indicator.shown_by for item in found[kind])
    missing = tuple(kind for kind in indicator.shown_by if not found[kind])
    state: State = "elsewhere" if not indicator.shown_by else "shown" if not missing else "part" if items else "missing"
    return Shown(indicator, state, items, missing)


def _counted(kind: str, items: Sequence[Item], held: Held, words: Words) -> Item:
    """How many pieces there are, unless they are those of a few people."""
    people = {person for item in items for person in item.people}
    said = words("figures_few") if len(people) < FEW else words.number(len(items))
    return Item(kind, "", words("audit_counted"), held.figures.day, said=said)


def _redacted(item: Item, role: Role, id_of: Callable[[str], str]) -> Item:
    if role == "manager":
        return replace(item, people=tuple(filter(None, item.people)))
    people = tuple(filter(None, map(id_of, item.people))) if role == "auditor" else ()
    # The file of a profile is called like the person.
    return replace(item, people=people, file="" if item.kind in _OF_PEOPLE else item.file)
