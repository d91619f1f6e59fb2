"""What YAML takes for a comment though somebody meant it as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from peerlore.checking.rule import AnyRule, PageRule
from peerlore.model.documents import Document, KeyPath
from peerlore.model.findings import Finding, Fix, Place

_LOST = re.compile(r"[ \t]+(?=#[^\s#])")  # a comment of its own has a space behind the sign, or is a row of signs
_OWN = re.compile(r"[ \t]#+(?:[ \t]|$)")
_QUOTED = ('"', "'", "|", ">")


def text_is_whole(document: Document) -> Iterator[Finding]:
    """A text with a number sign behind a space should stand in quotes.

    YAML takes ` #` and what follows for a comment, so `title: Fix bug #12` is the title "Fix bug", and nobody is told. A
    comment of your own is understood if a space follows the sign.
    """
    end = len(document.text) - len(document.body)
    if document.text.find(" #", 0, end) < 0 and document.text.find("\t#", 0, end) < 0:
        return
    for path, (line, column) in document.marks.ends.items():
        value = _at(document.meta, path)
        written = document.line(line)
        gap = _LOST.match(written, column - 1) if isinstance(value, str) else None
        if gap:
            start = document.place(*path)
            first = document.line(start.line)[start.column - 1 : start.column]
            if first not in _QUOTED:
                own = _OWN.search(written, gap.end())
                lost = written[gap.end() : own.start() if own else len(written)].rstrip()
                place = Place(document.file, line, gap.end() + 1)
                fix = _quoted(start, Place(document.file, line, gap.end() + len(lost) + 1), written) if start.line == line else None
                message = f"{_short(lost)!r} is lost here: YAML takes it for a comment"
                hint = "Put the whole text in quotes; if it is a comment, write a space behind the #."
                yield Finding(place, "R017", message, hint, "warning", fix)


def _quoted(start: Place, end: Place, line: str) -> Fix:
    text = line[start.column - 1 : end.column - 1].replace("\\", "\\\\").replace('"', '\\"')
    return Fix(start, end, f'"{text}"', sure=False)


def _at(value: Any, path: KeyPath) -> Any:
    for part in path:
        if not isinstance(value, Mapping | list):
            return None
        value = value[part]  # type: ignore[index] # a path of marks leads to where they were found
    return value


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


RULES: tuple[AnyRule, ...] = (PageRule("R017", "text-taken-for-comment", text_is_whole, "warning"),)
