"""Marks of Markdown that a reader would see, and texts that run together, because the site reads Markdown more strictly than GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from peerlore.checking.lists import TAB, Line, Shallow, bracket_lists, read_lines, run_on_lists, run_on_tables, shallow_lists
from peerlore.checking.rule import AnyRule, PageRule
from peerlore.checking.rules.code_blocks import code_block_ends
from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Fix, Place

_MARK = re.compile(r"^[ \t>]*(?P<mark>[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE)
_LOOSE = re.compile(r"^[ \t]*\n(?: {4})* {1,3}[^\s>|]", re.MULTILINE)
_SPACED_LINK = re.compile(
    r"\[(?P<text>[^\[\]\n]{1,300})\](?P<gap>[ ]+)\((?:https?://[^\s()]+|<https?://[^\s<>]+>|[^\s():]+\.md(?:#[^\s()]*)?)\)"
)
_TURNED_LINK = re.compile(
    r"(?<![\])\w])\((?P<text>[^()\[\]\n]{1,300})\)\[(?P<target>https?://[^\s\[\]]+|[^\s\[\]:]+\.md(?:#[^\s\[\]]*)?)\]"
)
_STRONG = re.compile(r"(?<![*\\])\*\*(?!\*)")
_ENDS = re.compile(r"\n[ \t>]*(?=\n|$)|\n(?=[ \t>]*(?:[-*+][ \t]|\d+[.)][ \t]|\||#|!!!|\?\?\?))")
_ALERT = re.compile(
    r"^> ?\[!(?P<kind>NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*\n(?P<text>(?:>.*(?:\n|$))*)", re.MULTILINE | re.IGNORECASE
)
_NEAR = 500
_BOXES = {"note": "note", "tip": "tip", "important": "info", "warning": "warning", "caution": "danger"}


def list_stands_alone(document: Document) -> Iterator[Finding]:
    """A list must have an empty line above it.

    GitHub does without, but on the site the entries would run on in the text above, marks and all.
    """
    lines = _lines(document)
    broken = list(shallow_lists(lines))
    for line in run_on_lists(lines):
        place, fix = _empty_line_above(document, line)
        hint = "Leave an empty line above the list."
        found = next((found for found in broken if found.start <= line.number < found.end), None)
        if found:
            if found.start < line.number:
                continue
            hint = "Leave an empty line above the list, and indent by four spaces for each level."
            fix = _mended(document, found, above="\n")
        yield Finding(place, "W008", "this list runs on in the text above it", hint, "warning", fix)


def list_is_deep_enough(document: Document) -> Iterator[Finding]:
    """What belongs to an entry of a list must be indented by four spaces a level.

    GitHub takes two or three, but on the site an entry would slip a level up, and behind a text that slipped out of
    its list the numbers would begin with 1 again.
    """
    lines = _lines(document)
    broken = list(shallow_lists(lines))
    texts = {line.number for line in run_on_lists(lines)} if broken else set()
    for found in broken:
        if found.start in texts:
            continue  # no list yet, as another rule says
        place = Place(document.file, document.body_line + found.spot.number, found.spot.indent + 1)
        what = "is not part of its entry, and the numbers start again" if found.text else "is shown one level too high"
        message = f"this {'text' if found.text else 'entry'} is indented by {found.spot.indent}, so it {what}"
        yield Finding(place, "W009", message, "Indent by four spaces for each level.", "warning", _mended(document, found))


def numbers_end_with_full_stop(document: Document) -> Iterator[Finding]:
    """The number of an entry must be followed by a full stop.

    Written `1)` it makes no list on the site, and the entries run together.
    """
    for entries in bracket_lists(_lines(document)):
        first, last = document.body_line + entries[0].number, document.body_line + entries[-1].number
        numbers = {document.body_line + entry.number for entry in entries}
        text = [document.line(number) for number in range(first, last + 1)]
        mended = [line.replace(")", ".", 1) if first + index in numbers else line for index, line in enumerate(text)]
        glued = bool(document.line(first - 1).strip()) and entries[0].number > 0
        fix = Fix(Place(document.file, first), Place(document.file, last, len(text[-1]) + 1), "\n" * glued + "\n".join(mended))
        place = Place(document.file, first, entries[0].indent + 1)
        yield Finding(place, "W010", "these entries do not make a list", "Write the numbers as 1. and 2.", "warning", fix)


def table_stands_alone(document: Document) -> Iterator[Finding]:
    """A table must have an empty line above it.

    Otherwise the site shows its bars and hyphens as text.
    """
    if "|" in document.outline.prose and "--" in document.outline.prose:
        for line in run_on_tables(read_lines(document.body, document.outline.prose)):
            place, fix = _empty_line_above(document, line)
            yield Finding(place, "W011", "this table runs on in the text above it", "Leave an empty line above the table.", "warning", fix)


def link_marks_touch(document: Document) -> Iterator[Finding]:
    """The text of a link and its address must touch, text in square brackets first: `[text](address)`.

    Otherwise readers see brackets and an address instead of a link.
    """
    prose = document.outline.prose
    if "] (" in prose:
        for match in _SPACED_LINK.finditer(prose):
            if f"[{match['text']}]:" not in prose:
                place = document.place_at(match.start("gap"))
                fix = Fix(place, document.place_at(match.end("gap")), "")
                yield Finding(place, "W013", "a space parts the link from its address", "Take the space out.", "warning", fix)
    if ")[" in prose:
        for match in _TURNED_LINK.finditer(prose):
            place, text = document.place_at(match.start()), document.body[match.start("text") : match.end("text")]
            fix = Fix(place, document.place_at(match.end()), f"[{text}]({match['target']})")
            yield Finding(place, "W013", "the brackets of this link are the wrong way round", f"Write {fix.text}.", "warning", fix)


def bold_ends(document: Document) -> Iterator[Finding]:
    """Bold text must end in the paragraph in which it begins.

    Otherwise readers see the asterisks.
    """
    prose = document.outline.prose
    marks = [match.span() for match in _STRONG.finditer(prose)] if "**" in prose else []
    paired = -1
    for index, (left, right) in enumerate(marks):
        if index == paired:
            continue
        if index + 1 < len(marks) and not _ENDS.search(prose, right, marks[index + 1][0]):
            paired = index + 1
            continue
        if "***" in _around(prose, left):
            continue  # bold and italic at once, which pair in their own way
        before, behind = prose[left - 1 : left] or " ", prose[right : right + 1] or " "
        if (before in ' \n\t("“«' and behind.isalpha()) or (before.isalpha() and behind in " \n\t.,;:!?)"):
            yield Finding(document.place_at(left), "W014", "these asterisks have no partner", "Put ** at both ends.", "warning")


def _around(prose: str, offset: int) -> str:
    """The paragraph around a character, as far as it is near."""
    above, below = prose[max(0, offset - _NEAR) : offset], prose[offset : offset + _NEAR]
    return above.rpartition("\n\n")[2] + below.partition("\n\n")[0]


def box_is_ours(document: Document) -> Iterator[Finding]:
    """A box must be written with `!!!`, for instance `!!! note`.

    GitHub's way, a quotation that begins with `[!NOTE]`, is shown as a quotation with these signs in it.
    """
    if "[!" not in document.outline.prose:
        return
    for match in _ALERT.finditer(document.outline.prose):
        text = document.body[match.start("text") : match.end("text")].rstrip("\n")
        inner = [f"    {line.removeprefix('>').removeprefix(' ')}".rstrip() for line in text.split("\n")] if text else []
        kind = _BOXES[match["kind"].lower()]
        end = match.end("text") - (len(match["text"]) - len(match["text"].rstrip("\n")))
        place = document.place_at(match.start())
        fix = Fix(place, document.place_at(max(end, match.start("text") - 1)), "\n".join((f"!!! {kind}", "", *inner)))
        yield Finding(
            place, "W015", f"'[!{match['kind']}]' is shown as it stands", f"Write `!!! {kind}` and indent the text.", "warning", fix
        )


def _lines(document: Document) -> tuple[Line, ...]:
    """The lines of the body where it is worth a closer look, else none."""
    body, prose = document.body, document.outline.prose
    return read_lines(body, prose) if _may_be_broken(body, prose) else ()


@lru_cache(maxsize=2)
def _may_be_broken(body: str, prose: str) -> bool:
    """Whether some list may run on, be too shallow or have brackets: the marks of most lists stand below one another."""
    if _LOOSE.search(prose):
        return True
    for match in _MARK.finditer(prose):
        indent = match.start("mark") - match.start()
        if indent % TAB or match["mark"][-1] == ")":
            return True
        start = prose.rfind("\n", 0, max(0, match.start() - 1)) + 1
        above = body[start : match.start()].rstrip()
        if above and len(above) - len(above.lstrip()) <= indent and not _MARK.match(above + " "):
            return True
    return False


def _empty_line_above(document: Document, line: Line) -> tuple[Place, Fix]:
    number = document.body_line + line.number
    start = Place(document.file, number)
    return Place(document.file, number, len(line.prefix) + line.indent + 1), Fix(start, start, f"{line.prefix.rstrip()}\n")


def _mended(document: Document, found: Shallow, above: str = "") -> Fix:
    first, last = document.body_line + found.start, document.body_line + found.end - 1
    end = Place(document.file, last, len(document.line(last)) + 1)
    return Fix(Place(document.file, first), end, above + "\n".join(found.mended), found.sure)


RULES: tuple[AnyRule, ...] = (
    PageRule("W008", "list-runs-on", list_stands_alone, "warning"),
    PageRule("W009", "list-too-shallow", list_is_deep_enough, "warning"),
    PageRule("W010", "bracket-behind-number", numbers_end_with_full_stop, "warning"),
    PageRule("W011", "table-runs-on", table_stands_alone, "warning"),
    PageRule("W012", "code-without-end", code_block_ends),
    PageRule("W013", "broken-link-marks", link_marks_touch, "warning"),
    PageRule("W014", "bold-without-end", bold_ends, "warning"),
    PageRule("W015", "box-of-github", box_is_ours, "warning"),
)
