"""The one way in which what came back of questionnaires is written beside evidence: counts, no people."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from peerlore.model.questionnaires import AllReturned, Counted, Returned
from peerlore.reviewing.records import canonical

QUESTIONNAIRES_FILE = "activity/questionnaires.json"
VERSION = 1


def write_returned(all: AllReturned) -> bytes:
    """Counts as they are kept: canonical JSON, as records are. `schemas/questionnaires.schema.json` describes it."""
    sessions = {
        id: {
            "at": own.at,
            "questionnaire": own.questionnaire,
            "asked": own.asked,
            "returned": own.returned,
            "items": [
                {"id": item.id, "question": item.question, "answers": list(item.answers), "counts": list(item.counts)} for item in own.items
            ],
        }
        for id, own in all.by_session.items()
    }
    return canonical({"v": VERSION, "sessions": sessions})


def read_returned(raw: bytes, fits: Callable[[Any], bool]) -> AllReturned | None:
    """The counts that were kept; None for what nobody wrote in this way. `fits` holds a value against the schema."""
    try:
        said: Mapping[str, Any] = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not fits(said):
        return None
    found = {id: _returned(own) for id, own in said["sessions"].items()}
    sound = all(len(item.answers) == len(item.counts) and sum(item.counts) == own.returned for own in found.values() for item in own.items)
    return AllReturned(found) if sound else None


def _returned(own: Mapping[str, Any]) -> Returned:
    items = tuple(Counted(item["id"], item["question"], tuple(item["answers"]), tuple(item["counts"])) for item in own["items"])
    return Returned(own["at"], own["questionnaire"], own["asked"], own["returned"], items)
