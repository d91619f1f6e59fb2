"""Answers that helped, and their one way of being written beside evidence: ids of people, no names, no texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from peerlore.library import Library
from peerlore.model.activity import Help, Talk
from peerlore.reviewing.people import People
from peerlore.reviewing.records import canonical
from peerlore.reviewing.talks import modules_of

ANSWERS_FILE = "activity/answers.json"
VERSION = 1


def gives_credit(library: Library) -> bool:
    """Whether a library gives points for answers; else nobody need know who gave them."""
    return library.settings.credit is not None and bool(library.settings.credit.points.get("answer"))


def count_helps(talks: Sequence[Talk], library: Library, people: People, kept: Iterable[Help]) -> tuple[Help, ...]:
    """The answers to questions about modules of a library, oldest first. Whoever gave one and is new gets an id from `people`.

    None where the library gives no credit for answers. Of people whom nobody knows any more stays what was `kept`.
    """
    if not gives_credit(library):
        return ()
    about = modules_of(talks, library)
    found = [one for one in kept if one.person not in people.known]
    found += (
        Help(talk.answer.at, people.id_of(talk.answer.by), about[talk.number], talk.number)
        for talk in talks
        if talk.answer and talk.number in about and talk.answer.by.handle not in people.forgotten
    )
    return tuple(sorted(found, key=lambda one: (one.at, one.discussion)))


def write_helps(helps: Iterable[Help], at: str) -> bytes:
    """Answers as they are kept: canonical JSON, as records are. `schemas/answers.schema.json` describes it."""
    answers = [{"at": help.at, "person": help.person, "module": help.module, "discussion": help.discussion} for help in helps]
    return canonical({"v": VERSION, "synced": at, "answers": answers})


def read_helps(raw: bytes, fits: Callable[[Any], bool]) -> tuple[Help, ...] | None:
    """The answers that were kept; None for what nobody wrote in this way. `fits` holds a value against the schema."""
    try:
        said: Mapping[str, Any] = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return tuple(Help(**answer) for answer in said["answers"]) if fits(said) else None
