"""Discussions counted for each module, and their one way of being written beside evidence. Numbers alone: no texts, no people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from peerlore.library import Library
from peerlore.model.activity import Activities, Activity, Talk
from peerlore.reviewing.records import canonical

ACTIVITY_FILE = "activity/discussions.json"
VERSION = 1


def count_talks(talks: Iterable[Talk], library: Library, at: str) -> tuple[Activities, list[str]]:
    """The numbers of each module at a time (ISO 8601, UTC), and what should be looked at, in sentences.

    A discussion belongs to the module that names its number, else to the one whose mark it carries; the mark of an id that a
    module replaces is that module's. Of several, readers go on with the oldest that is open, unless the module names one.
    """
    by_number = {talk.number: talk for talk in talks}
    named = _named(library)
    about = modules_of(by_number.values(), library)
    own: dict[str, list[Talk]] = {}
    for number, talk in sorted(by_number.items()):
        if number in about:
            own.setdefault(about[number], []).append(talk)
    lost = [f"{id} names discussion {number}, and there is none of that number" for number, id in named.items() if number not in by_number]
    by_module = {id: _activity(found, library.modules[id].discussion) for id, found in own.items()}
    return Activities(at, dict(sorted(by_module.items()))), sorted(lost)


def modules_of(talks: Iterable[Talk], library: Library) -> dict[int, str]:
    """The id of the module that each discussion is about, by its number, without those that are about none."""
    named = _named(library)
    replaced = {old.rpartition("/")[2]: module.id for module in library.modules.values() for old in module.replaces}
    found = {
        talk.number: named.get(talk.number) or (talk.mark if talk.mark in library.modules else replaced.get(talk.mark, ""))
        for talk in talks
    }
    return {number: id for number, id in found.items() if id}


def _named(library: Library) -> dict[int, str]:
    """Modules by the numbers of discussions that they name."""
    return {module.discussion: module.id for module in library.modules.values() if isinstance(module.discussion, int)}


def _activity(talks: list[Talk], named: int | str) -> Activity:
    open_ones = [talk.number for talk in talks if not talk.closed]
    reactions: Counter[str] = Counter()
    for talk in talks:
        reactions.update(talk.reactions)
    return Activity(
        discussion=named if isinstance(named, int) and named in {talk.number for talk in talks} else min(open_ones, default=0),
        comments=sum(talk.comments for talk in talks),
        unanswered=sum(talk.waiting and not talk.closed for talk in talks),
        reactions={kind: number for kind, number in sorted(reactions.items()) if number},
    )


def write_activities(activities: Activities) -> bytes:
    """The numbers as they are kept: canonical JSON, as records are. `schemas/activity.schema.json` describes it."""
    modules = {
        id: {
            "discussion": activity.discussion,
            "comments": activity.comments,
            "unanswered": activity.unanswered,
            "reactions": dict(activity.reactions),
        }
        for id, activity in activities.by_module.items()
    }
    return canonical({"v": VERSION, "synced": activities.at, "modules": modules})


def read_activities(raw: bytes, fits: Callable[[Any], bool]) -> Activities | None:
    """The numbers that were kept; None for what nobody wrote in this way. `fits` holds a value against the schema."""
    try:
        said: Mapping[str, Any] = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not fits(said):
        return None
    return Activities(said["synced"], {id: Activity(**numbers) for id, numbers in said["modules"].items()})
