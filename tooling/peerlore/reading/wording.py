"""What a translator translates, passage by passage, and the record by which a translation names the text it was made from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from typing import Any

from peerlore.model.documents import Document, Heading

FIELDS = ("title", "summary", "objectives", "questions", "quiz")
"""The fields that are translated, in the order of a record. Behind them comes the opening: what stands above the first heading."""

MOST = 50
"""Sections that a record tells apart: the last one takes along all that comes behind it."""

_DIGEST = 5
_NAME = 3

# Sixteen letters for sixteen digits. Without digits and vowels nothing in a record can be taken for a number, a date or a word.
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
_LETTER = "[bcdfghjklmnpqrst]"
_RECORD = re.compile(rf"{_LETTER}{{{_DIGEST}}}(?: {_LETTER}{{{_DIGEST}}}){{{len(FIELDS)}}}(?: {_LETTER}{{{_NAME + _DIGEST}}}){{0,{MOST}}}")


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it down to the next one, of whatever level: a digest of each."""

    name: str
    text: str

    def __str__(self) -> str:
        return self.name + self.text


@dataclass(frozen=True, slots=True)
class Wording:
    """The digests of a module's passages: of its `fields` by name, of its `opening`, and of its `sections`.

    `headings` are those of the sections; a wording that was read from a record has none.
    """

    fields: Mapping[str, str]
    opening: str
    sections: tuple[Section, ...] = ()
    headings: tuple[Heading, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return " ".join((*self.fields.values(), self.opening, *map(str, self.sections)))


def read_wording(document: Document) -> Wording:
    """The wording of a module as it stands.

    As text, a wording is the record that a translation keeps in `source`: words with a space between. Title, summary,
    objectives, questions, quiz and opening have five letters each. A section has eight, of which three stand for its heading
    and five for the rest.

    A digest is the beginning of a SHA-256 of JSON in UTF-8, without spaces and without escapes that JSON does not ask for;
    its digits 0 to f are written as the letters bcdfghjklmnpqrst. Of texts it is taken as a JSON string, of objectives and
    questions as a list of them, of the quiz as a list of `[question, [[text, correct, why], …]]`, with `false` and "" where
    nothing is said; a question that says more has a third entry, the pairs of its other fields but `objective`, sorted. In each text, white space of any length counts as one space and does not count at either end: breaking
    lines otherwise changes nothing. A heading is the line on which it starts, with its marks.

    >>> str(read_wording(Document("x.md", "module", {"title": "A  title"}, body=" One\\n text")))
    'jndsl cdnsf gthfq gthfq gthfq thdnq'
    """
    headings = document.outline.headings[:MOST]
    opening, *sections = _cut(document.body, [heading.line - document.body_line for heading in headings])
    meta = document.meta
    fields = {
        "title": _plain(meta.get("title")),
        "summary": _plain(meta.get("summary")),
        "objectives": [_plain(objective) for objective in _entries(meta.get("objectives"))],
        "questions": [_plain(question) for question in _entries(meta.get("questions"))],
        "quiz": [_quiz_item(item) for item in _entries(meta.get("quiz")) if isinstance(item, dict)],
    }
    return Wording(
        {name: _digest(fields[name]) for name in FIELDS},
        _digest(_plain("\n".join(opening))),
        tuple(_section(lines) for lines in sections),
        headings,
    )


def read_record(text: Any) -> Wording | None:
    """The wording that a record stands for, or None where `text` is no record.

    >>> str(read_record("bcdfg hjklm npqrs tbcdf ghjkl mnpqr bcdfghjk"))
    'bcdfg hjklm npqrs tbcdf ghjkl mnpqr bcdfghjk'
    """
    if not isinstance(text, str) or not _RECORD.fullmatch(text):
        return None
    words = text.split(" ")
    sections = (Section(word[:_NAME], word[_NAME:]) for word in words[len(FIELDS) + 1 :])
    return Wording(dict(zip(FIELDS, words, strict=False)), words[len(FIELDS)], tuple(sections))


def _cut(body: str, starts: Sequence[int]) -> Iterator[list[str]]:
    """The lines above the first start, then those from each start to the next."""
    lines = body.split("\n")
    for start, end in pairwise((0, *starts, len(lines))):
        yield lines[start:end]


def _section(lines: Sequence[str]) -> Section:
    # Where a line that begins with # is underlined, too, it holds two headings, and nothing stands between them.
    return Section(_digest(_plain("".join(lines[:1])))[:_NAME], _digest(_plain("\n".join(lines[1:]))))


def _digest(value: Any) -> str:
    return sha256(_JSON.encode(value).encode("utf-8", "replace")).hexdigest()[:_DIGEST].translate(_LETTERS)


def _quiz_item(item: dict[str, Any]) -> list[Any]:
    answers = (answer for answer in _entries(item.get("answers")) if isinstance(answer, dict))
    said = [[_plain(answer.get("text")), answer.get("correct") is True, _plain(answer.get("why"))] for answer in answers]
    more = {name: _spaced(value) for name, value in item.items() if name not in ("question", "answers", "objective")}
    return [_plain(item.get("question")), said, *([sorted(more.items())] if more else [])]


def _spaced(value: Any) -> Any:
    """A value with the texts in it as `_plain` gives them."""
    if isinstance(value, dict):
        return sorted((name, _spaced(entry)) for name, entry in value.items())
    return [_spaced(entry) for entry in value] if isinstance(value, list) else _plain(value)


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _plain(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""


NOTHING = _digest("")
"""The digest of a text in which nothing stands."""
