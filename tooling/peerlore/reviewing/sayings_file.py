"""The one way in which sayings of attendance are written beside evidence: ids and times, no names, no texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from peerlore.model.attendance import AllSayings, Roster, Saying, Sayings
from peerlore.reviewing.records import canonical

ATTENDANCE_FILE = "activity/attendance.json"
VERSION = 1


def write_sayings(said: AllSayings) -> bytes:
    """Sayings as they are kept: canonical JSON, as records are. `schemas/attendance.schema.json` describes it."""
    sessions = {
        id: {
            "rosters": [{"at": roster.at, "people": list(roster.people)} for roster in own.rosters],
            "sayings": [_written(saying) for saying in own.sayings],
        }
        for id, own in said.by_session.items()
    }
    return canonical({"v": VERSION, "synced": said.at, "sessions": sessions})


def read_sayings(raw: bytes, fits: Callable[[Any], bool]) -> AllSayings | None:
    """The sayings that were kept; None for what nobody wrote in this way. `fits` holds a value against the schema."""
    try:
        said: Mapping[str, Any] = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not fits(said):
        return None
    sessions = {
        id: Sayings(
            tuple(Roster(one["at"], tuple(one["people"])) for one in own["rosters"]),
            tuple(Saying(one["at"], one["person"], one["how"], tuple(one["named"]), one.get("until", "")) for one in own["sayings"]),
        )
        for id, own in said["sessions"].items()
    }
    return AllSayings(said["synced"], sessions)


def _written(saying: Saying) -> dict[str, Any]:
    until = {"until": saying.until} if saying.until else {}
    return {"at": saying.at, "person": saying.person, "how": saying.presence, "named": list(saying.named), **until}
