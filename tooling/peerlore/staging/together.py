"""What people do together, by person, module and skill: the indexes that pages link by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from peerlore.library import Library
from peerlore.model.gatherings import Group, Need, Session

Value = TypeVar("Value")

_ORDER = {"active": 0, "planned": 1, "paused": 2, "closed": 3}


@dataclass(frozen=True)
class Together:
    """The groups, sessions and needs of a library, in the order in which readers meet them."""

    library: Library

    @cached_property
    def groups(self) -> list[Group]:
        """Those that meet first, then those that gather."""
        return sorted(self.library.groups.values(), key=lambda group: (_ORDER[group.status], group.title.casefold(), group.id))

    @cached_property
    def sessions(self) -> list[Session]:
        """By their day, the latest first."""
        return sorted(self.library.sessions.values(), key=lambda session: (session.date, session.start, session.id), reverse=True)

    @cached_property
    def planned(self) -> list[Session]:
        """The sessions to come, the next one first."""
        return [session for session in reversed(self.sessions) if session.status == "planned"]

    @cached_property
    def needs(self) -> list[Need]:
        """Those of most people first, then the oldest."""
        return sorted(self.library.needs.values(), key=lambda need: (-len(need.supporters), need.asked_on, need.id))

    @cached_property
    def open_needs(self) -> list[Need]:
        """The needs that nobody has answered yet."""
        return [need for need in self.needs if need.status == "open"]

    @cached_property
    def groups_of(self) -> dict[str, list[Group]]:
        """Groups by the handles of their members."""
        return _index(self.groups, lambda group: group.people)

    @cached_property
    def groups_with(self) -> dict[str, list[Group]]:
        """Groups that have not ended by the modules they work with."""
        return _index((group for group in self.groups if group.status != "closed"), lambda group: group.modules)

    @cached_property
    def groups_for(self) -> dict[str, list[Group]]:
        """Groups that have not ended by the skills they practise."""
        return _index((group for group in self.groups if group.status != "closed"), lambda group: (wanted.skill for wanted in group.skills))

    @cached_property
    def sessions_of(self) -> dict[str, list[Session]]:
        """Sessions by their groups."""
        return _index(self.sessions, lambda session: (session.group,))

    @cached_property
    def sessions_with(self) -> dict[str, list[Session]]:
        """Sessions that were not cancelled by the modules they work with."""
        return _index((session for session in self.sessions if session.status != "cancelled"), lambda session: session.modules)

    @cached_property
    def sessions_led(self) -> dict[str, list[Session]]:
        """Sessions to come by the handles of those who lead them."""
        return _index(self.planned, lambda session: session.facilitators)

    @cached_property
    def needs_for(self) -> dict[str, list[Need]]:
        """Open needs by skill."""
        return _index(self.open_needs, lambda need: (wanted.skill for wanted in need.skills))

    @cached_property
    def answered_by(self) -> dict[tuple[str, str], list[Need]]:
        """Needs by the kind (`module`, `group`, `session`) and the id of what answers them."""
        found: dict[tuple[str, str], list[Need]] = {}
        for need in self.needs:
            match = need.matched_to if need.status == "matched" else None
            for kind, names in (("module", match.modules), ("group", match.groups), ("session", match.sessions)) if match else ():
                for name in names:
                    found.setdefault((kind, name), []).append(need)
        return found


def _index(values: Iterable[Value], keys_of: Callable[[Value], Iterable[str]]) -> dict[str, list[Value]]:
    """Values by each of their keys, in the order in which they came."""
    index: dict[str, list[Value]] = {}
    for value in values:
        for key in dict.fromkeys(keys_of(value)):
            index.setdefault(key, []).append(value)
    return index
