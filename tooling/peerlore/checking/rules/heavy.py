"""Texts over which page engines would sit for minutes, or break: what no page needs.

The bounds were measured with Python-Markdown 3.11 and the extensions of the site, each at about one second.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from peerlore.checking.rules.html_words import ENDS_BY_ITSELF
from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Place
from peerlore.reading.html import TAGS
from peerlore.reading.markup import MOST_TAGS, VOID, Tag, read_tags

_MOST_STEPS = 1_000_000
"""Characters over which an engine may walk in one paragraph in search of brackets that are never closed."""

_MOST_STEPS_OF_TAGS = 15_000_000
_MOST_OPEN = 200
_MOST_CELLS = 20_000
_MOST_NAMESAKES = 1000
_MOST_NUMBERS = 200
_DEEPEST = 60

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_SQUARE = re.compile(r"\\.|[\[\]]")
_TAG = re.compile(r"<(?:[a-zA-Z/?]|!(?P<declared>\[))?")
_RULER = re.compile(r"\n[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++\|?[ \t]*+(?=\n|$)")
_NUMBER = re.compile(r"\[\^(?P<name>[^\]\n]{1,80})\](?!:)")
# A text in which all marks of lists and quotes are alike, with nothing between them, tells fast whether it has many in a row.
_MARKS_ALIKE = bytes.maketrans(b"-*+.", b">>>>")
_BETWEEN_MARKS = b" \t0123456789"
# Both begin with a line end, which is found much faster than the beginning of a line.
_MARKERS = re.compile(r"\n(?:(?:[ \t]*(?:[-*+>]|\d{1,9}\.)(?=[ \t>])){61}|>{61})")
_INDENT = re.compile(r"\n(?: {4}|\t){61}[ \t]*(?=\S)")
_STRESS = re.compile(r"(?<![*_\w\\])(?P<open>[*_]{1,3})(?=\w)|(?<=\w)[*_]{1,3}(?![*_\w])")


def text_is_quick_to_read(document: Document) -> Iterator[Finding]:
    """A page must not hold what takes a page engine minutes.

    Hundreds of brackets that are never closed, tables of tens of thousands of cells and a thousand headings of one name
    make engines walk through the text again and again. Whoever builds the site would wait for this one page.
    """
    prose = document.outline.prose
    if len(prose) > 1000:
        yield from _open_brackets(document, prose)
        yield from _open_tags(document, prose)
        yield from _large_tables(document, prose)
        yield from _namesakes(document)
        yield from _repeated_numbers(document, prose)


def text_is_flat(document: Document) -> Iterator[Finding]:
    """Lists, quotes and boxes must not be nested more than 60 levels deep.

    Page engines walk into each level and give up on very deep ones, and then nobody gets any page. Readers lose their way
    at four.
    """
    prose = document.outline.prose
    if len(prose) <= 2 * _DEEPEST:
        return
    lines = "\n" + prose
    squeezed = prose.encode("utf-8", "replace").translate(_MARKS_ALIKE, _BETWEEN_MARKS)
    match = _MARKERS.search(lines) if b">" * _DEEPEST in squeezed else None
    if match is None and ("    " * _DEEPEST in prose or "\t" * _DEEPEST in prose):
        match = _INDENT.search(lines)
    if match:
        message = f"this line stands more than {_DEEPEST} levels deep"
        yield Finding(document.place_at(match.start()), "X014", message, "Make the list or box flatter.")
    elif prose.count("*") + prose.count("_") > 10 * _DEEPEST:
        yield from _deep_stress(document, prose)


def _open_brackets(document: Document, prose: str) -> Iterator[Finding]:
    if prose.count("[") < 300:
        return
    for start, end in _blocks(prose):
        if prose.count("[", start, end) < 300:
            continue
        steps, waiting = 0, []
        for match in _SQUARE.finditer(prose, start, end):
            if match.group() == "[":
                waiting.append(match.start())
            elif match.group() == "]" and waiting:
                opened = waiting.pop()
                steps += match.start() - opened
                if prose.startswith("(", match.end()):
                    close = prose.find(")", match.end(), end)
                    steps += (close if close >= 0 else end) - match.end()
        steps += sum(end - opened for opened in waiting)
        if steps > _MOST_STEPS:
            place = document.place_at(prose.index("[", start))
            message = f"this paragraph has {prose.count('[', start, end):,} square brackets, many inside of others or never closed"
            yield Finding(place, "X013", message, "Close them, or write \\[ for a bracket that is no link.")
            return


def _open_tags(document: Document, prose: str) -> Iterator[Finding]:
    if document.body.count("<") >= MOST_TAGS and len(tags := read_tags(document.body, prose)) >= MOST_TAGS:
        message = f"this page has {MOST_TAGS:,} HTML tags or more"
        yield Finding(document.place_at(tags[0].start), "X013", message, "Write tables and lists in Markdown, or split the page.")
        return
    if prose.count("<") < _MOST_OPEN:
        return
    left = _left_open(read_tags(document.body, prose))
    if len(left) > _MOST_OPEN:
        message = f"{len(left):,} HTML elements of this page are opened and never closed"
        yield Finding(document.place_at(left[0].start), "X013", message, f"Close each with its end tag, such as </{left[0].name}>.")
        return
    steps, close, first = 0, -1, -1
    for match in _TAG.finditer(prose):
        if len(match.group()) == 1:
            continue
        if close < match.start():
            close = prose.find(">", match.start())
            close = close if close >= 0 else len(prose)
        first = match.start() if first < 0 else first
        steps += (close - match.start()) * (10 if match["declared"] else 1)
        if steps > _MOST_STEPS_OF_TAGS:
            message = f"this page has {prose.count('<'):,} angle brackets, many of them never closed"
            yield Finding(document.place_at(first), "X013", message, "Write &lt; for a bracket that is no HTML.")
            return


def _left_open(tags: Iterable[Tag]) -> list[Tag]:
    """Tags without their end, each of which lasts through all that follows."""
    open_now: dict[str, list[Tag]] = {}
    for tag in tags:
        waiting = open_now.setdefault(tag.name, [])
        if tag.closing and waiting:
            waiting.pop()
        elif not tag.closing and tag.name in TAGS and tag.name not in VOID | ENDS_BY_ITSELF:
            waiting.append(tag)
    return sorted((tag for waiting in open_now.values() for tag in waiting), key=lambda tag: tag.start)


def _large_tables(document: Document, prose: str) -> Iterator[Finding]:
    if prose.count("|") * prose.count("\n") < _MOST_CELLS:
        return
    for match in _RULER.finditer(prose):
        blank = _BLANK_LINE.search(prose, match.end())
        rows = prose.count("\n", match.end(), blank.start() if blank else len(prose))
        columns = match.group().strip(" \t\n>|").count("|") + 1
        if rows * columns > _MOST_CELLS:
            message = f"this table has {rows:,} rows of {columns:,} columns"
            yield Finding(document.place_at(match.start() + 1), "X013", message, "Split it, or link to a file that holds the data.")
            return


def _namesakes(document: Document) -> Iterator[Finding]:
    if len(document.outline.headings) > _MOST_NAMESAKES:
        text, count = Counter(heading.text for heading in document.outline.headings).most_common(1)[0]
        if count > _MOST_NAMESAKES:
            line = next(heading.line for heading in document.outline.headings if heading.text == text)
            message = f"{count:,} headings of this page have the same words"
            yield Finding(Place(document.file, line), "X013", message, "Give each part a heading of its own, or make it a list.")


def _repeated_numbers(document: Document, prose: str) -> Iterator[Finding]:
    if prose.count("[^") > _MOST_NUMBERS:
        for name, count in Counter(match["name"] for match in _NUMBER.finditer(prose)).most_common(1):
            if count > _MOST_NUMBERS:
                place = document.place_at(prose.index(f"[^{name}]"))
                yield Finding(place, "X013", f"the footnote {name!r} is named {count:,} times", "Name it where it is needed first.")


def _deep_stress(document: Document, prose: str) -> Iterator[Finding]:
    for start, end in _blocks(prose):
        depth = 0
        for match in _STRESS.finditer(prose, start, end):
            depth = depth + 1 if match["open"] else max(0, depth - 1)
            if depth > 2 * _DEEPEST:
                message = f"more than {2 * _DEEPEST} marks of stress are opened in this paragraph and not closed"
                yield Finding(document.place_at(match.start()), "X014", message, "Close each * and _, or write \\* for a star.")
                return


def _blocks(prose: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BLANK_LINE.finditer(prose):
        yield start, match.start()
        start = match.end()
    yield start, len(prose)
