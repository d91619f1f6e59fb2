"""What front matter says of groups, sessions and needs, as typed values. Front matter must fit its schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from peerlore.model.gatherings import Contract, Match, Meetings, Member, Moved, Phase, Script, Synthesis, Task

Entry = Mapping[str, Any]


def members(entries: Iterable[Any]) -> tuple[Member, ...]:
    """The members of a group."""
    return tuple(Member(entry) if isinstance(entry, str) else Member(**entry) for entry in entries)


def meetings(entry: Entry) -> Meetings:
    """When a group meets."""
    moved = tuple(Moved(one["from"], one["to"], one.get("start", "")) for one in entry.get("moved", ()))
    return Meetings(**{**entry, "duration": int(entry["duration"]), "cancelled": tuple(entry.get("cancelled", ())), "moved": moved})


def contract(entry: Entry) -> Contract:
    """What parties promise each other."""
    return Contract(**_tuples(entry))


def script(entry: Entry) -> Script:
    """How a session runs."""
    phases = {name: _phase(entry[name]) for name in ("preparation", "exchange", "synthesis")}
    return Script(**{**_tuples(entry), **phases})


def tasks(entries: Iterable[Entry]) -> tuple[Task, ...]:
    """Who prepares what."""
    return tuple(Task(**entry) for entry in entries)


def synthesis(entry: Entry) -> Synthesis:
    """What a group keeps of a session."""
    return Synthesis(**_tuples(entry))


def match(entry: Entry) -> Match:
    """What answers a need."""
    return Match(**_tuples(entry))


def _phase(entry: Entry) -> Phase:
    return Phase(int(entry["minutes"]), tuple(entry["steps"]), entry.get("ahead", False))


def _tuples(entry: Entry) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
