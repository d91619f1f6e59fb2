"""Lists as authors mean them and as Python-Markdown reads them: it wants an empty line above and four spaces a level.

GitHub and most editors are more generous, so that a list looks right everywhere but on the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TAB = 4
_QUOTE = re.compile(r"[ ]{0,3}>[ >]*")
_MARKER = re.compile(r"(?P<mark>[-*+]|(?P<number>\d{1,9})\.)(?P<gap>[ ]+)(?=\S)")
_BRACKET = re.compile(r"[ ]*(?P<number>\d{1,3})\)[ ]+\S")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,}|=+[ ]*)$")
_FRESH = re.compile(r"#{1,6}(?:[ ]|[^#\s])|!!!|\?\?\?|===[+!]?[ ]+\"")
_OTHER = re.compile(r"[|<:]|\[[^\]\n]*\]:")
_HTML_BLOCK = re.compile(r"</?(?:[a-zA-Z][a-zA-Z0-9]*)[\s>/]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a body: its text without quote marks, how far it is indented, and whether it is code."""

    number: int
    prefix: str
    text: str
    indent: int
    code: bool

    @property
    def blank(self) -> bool:
        """Whether nothing stands here."""
        return not self.text and not self.code

    @property
    def marker(self) -> re.Match[str] | None:
        """The mark of a list's entry, where the line begins with one that Python-Markdown knows."""
        return None if self.code or not self.text or _RULE.match(self.text) else _MARKER.match(self.text)


@dataclass(frozen=True, slots=True)
class Shallow:
    """A list with an entry or a text that is indented too little: the lines of the list, the first such line, and the list mended."""

    lines: Sequence[Line]
    spot: Line
    mended: tuple[str, ...]
    sure: bool


def read_lines(body: str, prose: str) -> list[Line]:
    """The lines of a body. Code is what is blank in the prose and not in the body."""
    lines: list[Line] = []
    for number, (raw, plain) in enumerate(zip(body.split("\n"), prose.split("\n"), strict=True)):
        code = bool(raw.strip()) and not plain.strip()
        line = raw.expandtabs(TAB)
        quote = _QUOTE.match(line) if ">" in line else None
        prefix = quote.group() if quote else ""
        text = line[len(prefix) :].strip()
        lines.append(Line(number, prefix, text, len(line) - len(prefix) - len(line[len(prefix) :].lstrip()), code))
    return lines


def run_on_lists(lines: Sequence[Line]) -> Iterator[Line]:
    """The first line of every list that stands directly below a text, and therefore is shown as a part of that text."""
    above, base, prefix = "", 0, ""
    for line in lines:
        if line.blank or (above != "text" and line.prefix.count(">") != prefix.count(">")):
            above = ""
        prefix = line.prefix if not line.blank else ""
        if line.blank:
            continue
        if not above:
            above, base = _kind(line), line.indent // TAB * TAB
        elif above == "text" and not line.code:
            if line.marker and base <= line.indent < base + TAB and _may_begin(line):
                yield line
                above = "list"
            elif _kind(line) != "text" and not line.marker:
                above = _kind(line)


def _may_begin(line: Line) -> bool:
    """A number other than 1 at the start of a line is more often the end of a sentence than a list."""
    marker = line.marker
    return marker is not None and marker["number"] in (None, "1")


def _kind(line: Line) -> str:
    """What a line makes of its block: a text, a list, something else, or nothing, so that the next line begins a block of its own."""
    if line.code:
        return "text"
    if _RULE.match(line.text) or _FRESH.match(line.text):
        return ""
    if line.marker:
        return "list"
    return "other" if _OTHER.match(line.text) else "text"
