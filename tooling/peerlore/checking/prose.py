"""The words of a document that people read, and where they stand: no code, no addresses, no tags, no names of fields."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from peerlore.model.documents import Document, KeyPath
from peerlore.model.findings import Place

_FIELDS = frozenset(
    {
        *("title", "summary", "description", "objectives", "questions", "role", "hours"),
        *("quiz", "question", "answers", "text", "why", "hint", "order", "pairs", "with"),
        *("contract", "commitments", "confidentiality", "exit", "prepare", "what", "reason"),
        *("script", "preparation", "exchange", "synthesis", "steps", "points", "corrections"),
        *("products", "sequencing", "forming", "monitoring", "regulation", "interaction"),
    }
)
_NAMED = frozenset({"topics", "skills", "levels"})

# What stands in a body and is no prose, by what it cannot be without: addresses of links, tags, attributes, mathematics.
_NO_PROSE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("](", re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")),
    ("][", re.compile(r"\]\[[^\[\]\n]*\]")),
    ("]:", re.compile(r"^[ ]{0,3}\[(?!\^)[^\[\]\n]+\]:[^\n]*", re.MULTILINE)),
    ("<", re.compile(r"<[^<>\n]*>")),
    ("{", re.compile(r"\{[:#.][^{}\n]*\}")),
    ("://", re.compile(r"https?://[^\s<>]+")),
    ("www.", re.compile(r"\bwww\.[^\s<>]+")),
    ("@", re.compile(r"(?<!\w)[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")),
    ("$", re.compile(r"\$\$[^$]*\$\$|\$[^$\n]*\$")),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as it stands in the file: a field with its quotes, or the body with all blanked out that is no prose.

    `start` is where it begins, in characters of the file.
    """

    text: str
    start: int


def passages(document: Document) -> Iterator[Passage]:
    """Every text of a document that readers see, fields first."""
    starts = line_starts(document.text)
    for path in _paths(document.meta, ()):
        place, end = document.marks.places.get(path), document.marks.ends.get(path)
        if place and end:
            start = starts[place[0] - 1] + place[1] - 1
            yield Passage(document.text[start : starts[end[0] - 1] + end[1] - 1], start)
    if document.body:
        yield Passage(plain_prose(document.outline.prose), len(document.text) - len(document.body))


def place_in(document: Document, offset: int) -> Place:
    """The place of a character of the file."""
    starts = line_starts(document.text)
    line = bisect_right(starts, offset)
    return Place(document.file, line, offset - starts[line - 1] + 1)


def offset_of(document: Document, place: Place) -> int:
    """The number of characters of the file in front of a place."""
    return line_starts(document.text)[place.line - 1] + place.column - 1


@lru_cache(maxsize=4)
def line_starts(text: str) -> list[int]:
    """Where each line begins."""
    starts, position = [0], text.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    return starts


@lru_cache(maxsize=4)
def plain_prose(prose: str) -> str:
    """The prose of an outline with everything blanked out that has letters and is no word of a sentence."""
    for sign, pattern in _NO_PROSE:
        if sign in prose:
            prose = pattern.sub(lambda match: _blank(match.group()), prose)
    return prose


def _blank(text: str) -> str:
    return "\n".join([" " * len(line) for line in text.split("\n")])


def _paths(value: Any, path: KeyPath) -> Iterator[KeyPath]:
    if isinstance(value, str):
        yield path
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _paths(entry, (*path, index))
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            if key in _FIELDS or (key == "name" and path and path[0] in _NAMED) or (key in _NAMED and not path):
                yield from _paths(entry, (*path, key))
