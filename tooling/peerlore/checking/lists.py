"""Lists as authors mean them and as Python-Markdown reads them: it wants an empty line above and four spaces a level.

GitHub and most editors are more generous, so that a list looks right everywhere but on the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

TAB = 4
_QUOTE = re.compile(r"[ ]{0,3}>[ >]*")
_MARKER = re.compile(r"(?P<mark>[-*+]|(?P<number>\d{1,9})\.)(?P<gap>[ ]+)(?=\S)")
_BRACKET = re.compile(r"(?P<number>\d{1,3})\)[ ]+\S")
_RULER = re.compile(r"\|?(?:[ ]*:?-+:?[ ]*\|)*[ ]*:?-+:?[ ]*\|?")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,}|=+[ ]*)$")
_FRESH = re.compile(r"#{1,6}(?:[ ]|[^#\s])|!!!|\?\?\?|===[+!]?[ ]+\"")
_OTHER = re.compile(r"[|<:]|\[[^\]\n]*\]:")


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
    """A list in which something is indented too little to belong where it was meant to.

    `spot` is the first such line, an entry or a `text` behind which the numbers start again; `mended` are the lines
    from number `start` to `end` as they should be, nothing where that is not clear, and `sure` says whether no person
    needs to look at them.
    """

    spot: Line
    text: bool
    start: int
    end: int
    mended: tuple[str, ...]
    sure: bool


@dataclass(slots=True)
class _Entry:
    """An entry that stands open: where its mark stands, where its text begins, and whether it is numbered."""

    indent: int
    inner: int
    numbered: bool


@lru_cache(maxsize=2)
def read_lines(body: str, prose: str) -> tuple[Line, ...]:
    """The lines of a body. Code is what is blank in the prose and not in the body."""
    lines: list[Line] = []
    for number, (raw, plain) in enumerate(zip(body.split("\n"), prose.split("\n"), strict=True)):
        code = bool(raw.strip()) and not plain.strip()
        line = raw.expandtabs(TAB)
        quote = _QUOTE.match(line) if ">" in line else None
        prefix = quote.group() if quote else ""
        text = line[len(prefix) :].strip()
        lines.append(Line(number, prefix, text, len(line) - len(prefix) - len(line[len(prefix) :].lstrip()), code))
    return tuple(lines)


def run_on_lists(lines: Sequence[Line]) -> Iterator[Line]:
    """The first line of every list that stands directly below a text, and therefore is shown as a part of that text."""
    above, base, prefix = "", 0, ""
    for line in lines:
        if above == "list" and line.prefix.count(">") < prefix.count(">") and _kind(line) == "text":
            continue  # goes on in the quotation, though its author left the mark out
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


def bracket_lists(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The entries of every list that counts `1)`, `2)` in one block: only a full stop behind the number makes a list here."""
    entries: list[Line] = []
    for line in (*lines, Line(len(lines), "", "", 0, False)):
        bracket = _BRACKET.match(line.text) if line.text and not line.code and not line.prefix else None
        follows = bracket and (int(bracket["number"]) == len(entries) + 1)
        if entries and (line.blank or (bracket and not follows)):
            if len(entries) > 1:
                yield tuple(entries)
            entries = []
            follows = bracket and bracket["number"] == "1"
        if follows:
            entries.append(line)


def run_on_tables(lines: Sequence[Line]) -> Iterator[Line]:
    """The first row of every table that stands directly below a text, and therefore is shown as a part of that text."""
    for above, head, ruler in zip(lines, lines[1:], lines[2:], strict=False):
        if "|" not in ruler.text or not _RULER.fullmatch(ruler.text) or head.code or above.code or above.blank:
            continue
        cells = [line.text.strip("|").count("|") for line in (head, ruler)]
        together = above.prefix.count(">") == head.prefix.count(">") and above.indent == head.indent
        if together and cells[0] == cells[1] and "|" in head.text and "|" not in above.text and _kind(above) == "text":
            yield head


def _may_begin(line: Line) -> bool:
    """A number other than 1 at the start of a line is more often the end of a sentence than a list."""
    marker = line.marker
    return marker is not None and marker["number"] in (None, "1")


def _kind(line: Line) -> str:
    """What a line makes of its block: a text, a list, something else, or nothing, so that the next line begins a block of its own."""
    if line.code:
        return "other" if line.text.startswith("<!--") else "text"
    if _RULE.match(line.text) or _FRESH.match(line.text):
        return ""
    if line.marker:
        return "list"
    return "other" if _OTHER.match(line.text) else "text"


def shallow_lists(lines: Sequence[Line]) -> Iterator[Shallow]:
    """Every list of which something would slip a level up, because Python-Markdown wants four spaces a level."""
    position = 0
    while position < len(lines):
        line, above = lines[position], lines[position - 1] if position else None
        if line.marker and not line.prefix and (above is None or above.blank or line.indent < TAB):
            meant = list(_meant(lines, position))
            found = _shallow(lines, meant)
            if found:
                yield found
            position = meant[-1].number + 1
        else:
            position += 1


@dataclass(frozen=True, slots=True)
class _Meant:
    """Where a line of a list belongs as its author wrote it: how many entries it stands in, and how far behind their text."""

    number: int
    depth: int
    behind: int
    numbered: bool
    begins: bool


def _meant(lines: Sequence[Line], start: int) -> Iterator[_Meant]:
    """The lines of the list that starts at `start`, read as GitHub reads them; blank ones are left out."""
    open_entries: list[_Entry] = []
    gap = in_code = False
    for line in lines[start:]:
        if line.blank:
            gap = True
            continue
        marker, opens = line.marker, gap and not (in_code and line.code)
        if line.prefix or (opens and not marker and line.indent < open_entries[0].inner):
            return
        if marker or opens:
            while open_entries and not _belongs(line, open_entries[-1]):
                open_entries.pop()
        inner = open_entries[-1].inner if open_entries else lines[start].indent
        numbered = bool(open_entries) and open_entries[-1].numbered
        yield _Meant(line.number, len(open_entries), line.indent - inner, numbered, bool(marker) or opens)
        if marker:
            width = len(marker["mark"]) + (len(marker["gap"]) if len(marker["gap"]) <= TAB else 1)
            open_entries.append(_Entry(line.indent, line.indent + width, marker["number"] is not None))
        gap, in_code = False, line.code


def _belongs(line: Line, entry: _Entry) -> bool:
    """Whether a line stands inside an entry. A bullet below a number often has two spaces where GitHub wants three."""
    marker = line.marker
    other_kind = marker is not None and (marker["number"] is not None) != entry.numbered
    return line.indent >= entry.inner or (other_kind and line.indent >= entry.indent + 2)


def _shallow(lines: Sequence[Line], meant: Sequence[_Meant]) -> Shallow | None:
    base = lines[meant[0].number].indent // TAB * TAB
    for index, place in enumerate(meant):
        line = lines[place.number]
        if not place.begins or line.indent - base >= TAB * place.depth:
            continue
        counts_on = any(lines[later.number].marker and later.depth == place.depth - 1 for later in meant[index + 1 :])
        if line.marker or (place.numbered and counts_on):
            mended = tuple(_mended(lines, meant, base))
            return Shallow(line, not line.marker, meant[0].number, meant[-1].number + 1, mended, _is_clear(lines, meant))
    return None


def _is_clear(lines: Sequence[Line], meant: Sequence[_Meant]) -> bool:
    """Whether GitHub would show the list just as the mended one is shown here: one kind of mark a level, no doubtful indent."""
    kinds: dict[int, bool] = {}
    for place in meant:
        marker = lines[place.number].marker
        if marker:
            kinds = {depth: kind for depth, kind in kinds.items() if depth <= place.depth}
            numbered = marker["number"] is not None
            if kinds.setdefault(place.depth, numbered) != numbered or _MARKER.match(lines[place.number].text, marker.end()):
                return False
        if place.begins and place.behind < 0:
            return False
    return True


def _mended(lines: Sequence[Line], meant: Sequence[_Meant], base: int) -> Iterator[str]:
    places = {place.number: place for place in meant}
    loose = False  # a paragraph of its own stands above, so that a mark directly below would be a part of it
    first = -1  # how deep the first line of the block stands; Python-Markdown would take what is less deep along
    for number in range(meant[0].number, meant[-1].number + 1):
        line, place = lines[number], places.get(number)
        if place is None:
            loose, first = False, -1
            yield ""
            continue
        if line.marker and (loose or place.depth < first):
            first = -1
            yield ""
        first = place.depth if first < 0 else first
        loose = not line.marker and (loose or place.begins)
        inside = base + TAB * place.depth
        yield " " * (inside if line.marker else inside + place.behind if place.behind >= 0 else line.indent) + line.text
