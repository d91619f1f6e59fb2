"""Blocks of code that the site shows as such: marks at both ends, alike, and nothing beside them that it does not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Fix, Place
from peerlore.reading.code import opening_fences, without_fences

_MOST = 50

_FENCE = re.compile(r"^(?P<before>[ >]*)(?P<marks>`{3,}+(?!.*`)|~{3,}+(?!.*~))(?P<rest>.*)$", re.MULTILINE)
# What pymdownx.superfences reads behind the marks: a language, and three options or attributes.
_LANGUAGE = re.compile(r"[ \t]*[\w#.+-]+")
_READ_BEHIND_FENCE = re.compile(
    r"(?:[ \t]*+[\w#.+-]++(?=[ \t]|$))?"
    r"(?:[ \t]*+\{.*\}|(?:[ \t]*+(?:hl_lines|linenums|title)(?:=(?:\"[^\"]*+\"|'[^']*+'))?(?=[ \t]|$))++)?[ \t]*+"
)
_ODD_FENCE = re.compile(r"^[ \t>]*+(?:`{3,}+|~{3,}+)[ \t]*+[\w#.+-]*+(?:[ \t]++[^\s`]|[^\s\w#.+`-])", re.MULTILINE)
_FENCE_IN_ENTRY = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]++(?P<marks>`{3,}+(?!.*`)|~{3,}+(?!.*~))", re.MULTILINE)


def code_block_ends(document: Document) -> Iterator[Finding]:
    """A block of code must end with the same marks, as far to the right, as it begins.

    Otherwise the code is shown as text, and what follows as code. In a list it begins on a line of its own, and behind
    its first marks stands the name of a language at most, or a title as in `title="timer.py"`.
    """
    if "```" not in document.body and "~~~" not in document.body:
        return
    if _ODD_FENCE.search(document.body):
        yield from _unread_fences(document)
    left = without_fences(document.body)
    beside = list(islice(_fences_in_entries(document, left), _MOST))
    yield from beside
    shown = None if beside else _FENCE.search(left)  # ends of code that began so look like beginnings
    if shown is None:
        return
    ends = list(_uneven_ends(document.body))
    for start, end, before in ends:
        place, stop = document.place_at(start), document.place_at(end)
        message = "the marks that end this code do not stand below those that begin it"
        yield Finding(place, "W012", message, "Indent both alike.", "error", Fix(place, stop, before))
    if not ends:
        place = document.place_at(shown.start("marks"))
        yield Finding(place, "W012", "the code that begins here has no end", f"Put a line {shown['marks']} behind it.", "error")


def _fences_in_entries(document: Document, left: str) -> Iterator[Finding]:
    """Code that begins beside the mark of a list's entry, in what is `left` of the body without blocks of code."""
    for match in _FENCE_IN_ENTRY.finditer(left):
        if document.outline.prose[match.start() : match.start("marks")].strip():
            hint = "Write some words there, and the code below them on lines of its own, indented by four spaces."
            place = document.place_at(match.start("marks"))
            yield Finding(place, "W012", "code cannot begin on the line of a list's mark", hint, "warning")


def _unread_fences(document: Document) -> Iterator[Finding]:
    """Code whose first line holds more than the site reads; GitHub takes the first word and ignores the rest."""
    for number in islice(opening_fences(document.body), _MOST):
        line = document.line(document.body_line + number)
        match = _FENCE.match(line)
        if match is None or _READ_BEHIND_FENCE.fullmatch(match["rest"]):
            continue
        place = Place(document.file, document.body_line + number, match.start("rest") + 1)
        language = _LANGUAGE.match(match["rest"])
        name = language.group().strip() if language else ""
        message = f"{match['rest'].strip()!r} keeps this code from being shown as a block"
        fix = Fix(place, Place(place.file, place.line, len(line) + 1), name, sure=False)
        yield Finding(place, "W012", message, f"Write {match['marks']}{name} alone.", "warning", fix)


def _uneven_ends(body: str) -> Iterator[tuple[int, int, str]]:
    """Where the space before the marks that end a block of code differs from that before those that begin it, and what it should be."""
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(body):
        if opened is None:
            opened = match
        elif match["marks"].startswith(opened["marks"]) and not match["rest"].strip():
            if match["before"] != opened["before"]:
                yield match.start(), match.end("before"), opened["before"]
            opened = None
