"""Which parts of a body are code or comments: they are blanked out, every other character stays at its own offset.

Follows Python-Markdown with pymdownx.superfences, as the site is built with them: fences may be indented, a fence that
is never closed is text, and indented code begins four columns behind the list or box in which it stands. Every step
takes time in proportion to the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"(?P<before>[ >]*)(?P<marks>`{3,}|~{3,})(?P<rest>.*)")
_LIST = re.compile(r"(?:[-*+]|\d{1,9}\.)[ \t]")
_RULE = re.compile(r"(?:[-*_] {0,2}){3,}$")
_BOX = re.compile(r"!!! ?\S|\?\?\?\+? ?\S|===[+!]{0,2} +\"|\[\^[^\]\n]{1,80}\]:|: {1,3}\S")
_COMMENT_LINE = re.compile(r"^[ \t>]*<!--", re.MULTILINE)
_TICKS = re.compile(r"`+")
# Code between backticks ends with its paragraph, list item, heading or row of a table.
_NEXT_BLOCK = re.compile(r"\n(?=[ \t>]*(?:\n|(?:[-*+]|\d{1,9}\.)[ \t]|#|!!!|\?\?\?|\|))")
_OPENERS = frozenset(" \t>-*+_!?=[:0123456789")
"""With one of these begins every line that can be code or open a list, a box or a quote."""
_INDENTS = (" ", "\t", ">")
_TAB = 4


def without_code(body: str) -> str:
    """`body` with code and comments blanked out.

    >>> without_code("Use `[x](y)`, not [x](y).")
    'Use         , not [x](y).'
    """
    text = body
    if "```" in text or "~~~" in text or _may_be_indented(text):
        text = _without_blocks(text)
    elif "<!--" in text:
        text = _without_comment_blocks(text)
    if "`" in text:
        text = _without(text, _spans(text))
    return _without(text, _comments(text)) if "<!--" in text else text


def without_fences(body: str) -> str:
    """`body` with fenced code and blocks of comments blanked out: what is left where Python-Markdown looks for HTML."""
    lines = body.split("\n")
    for start, end in _fences(lines):
        for number in range(start, end):
            lines[number] = " " * len(lines[number])
    text = "\n".join(lines)
    return _without_comment_blocks(text) if "<!--" in text else text


def opening_fences(body: str) -> Iterator[int]:
    """The numbers of the lines, counted from 0, that open fenced code."""
    if "```" in body or "~~~" in body:
        yield from (start for start, _ in _fences(body.split("\n")))


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _without(text: str, spans: Iterator[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += (text[done:start], _blank(text[start:end]))
        done = end
    return "".join((*pieces, text[done:]))


def _without_blocks(body: str) -> str:
    lines = body.split("\n")
    fenced: dict[int, int] = {}
    for start, end in _fences(lines):
        fenced[start] = end
        for number in range(start, end):
            lines[number] = " " * len(lines[number])
    text = "\n".join(lines)
    if "<!--" in text:
        text = _without_comment_blocks(text)
        lines = text.split("\n")
    if _may_be_indented(body):
        for number in _indented_code(lines, fenced, body.split("\n")):
            lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def _may_be_indented(body: str) -> bool:
    return any(mark in body for mark in ("\n    ", "\n\t", ">    ", "> \t")) or body[:1] in (" ", "\t")


def _fences(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The lines of each fenced block, from its opening fence to behind its closing one, as superfences finds them."""
    opened: tuple[int, int, int, str] | None = None
    gap = False
    for number, raw in enumerate(lines):
        if opened is None and "```" not in raw and "~~~" not in raw:
            continue
        line = raw.expandtabs(_TAB)
        if opened is None:
            match = _FENCE.match(line)
            if match and match["marks"][0] not in match["rest"]:
                opened, gap = (number, len(match["before"]), match["before"].count(">"), match["marks"]), False
            continue
        start, width, quotes, marks = opened
        before = line[: min(width, len(line) - len(line.lstrip(" >")))]
        content = line[len(before) :]
        if not content.strip():
            gap = True
        elif len(before) < width or before.count(">") > quotes or (gap and before.count(">") < quotes):
            opened = None  # text that stands further left was never meant as code
        elif content.rstrip() == marks:
            yield start, number + 1
            opened = None
        else:
            gap = False


def _without_comment_blocks(text: str) -> str:
    starts = (match.end() - 4 for match in _COMMENT_LINE.finditer(text))
    return _without(text, _closed(text, starts))


def _comments(text: str) -> Iterator[tuple[int, int]]:
    return _closed(text, (match.start() for match in re.finditer("<!--", text)))


def _closed(text: str, starts: Iterator[int]) -> Iterator[tuple[int, int]]:
    done = 0
    for start in starts:
        if start < done:
            continue
        end = text.find("-->", start + 4)
        if end < 0:
            return
        done = end + 3
        yield start, done


class _Level:
    """What stands open at one level of quotes: how many lists and boxes, and whether a new block may begin."""

    def __init__(self) -> None:
        self.depth = 0
        self.fresh = True


def _indented_code(lines: list[str], fenced: dict[int, int], written: list[str]) -> Iterator[int]:
    """The numbers of lines that are indented code. `fenced` blocks are blank in `lines`, and stand in `written`."""
    levels = [_Level()]
    number = look_again = 0
    while number < len(lines):
        raw, after = (written[number], fenced[number]) if number in fenced else (lines[number], number + 1)
        if not raw.strip():
            for level in levels:
                level.fresh = True
        elif raw[0] not in _OPENERS and len(levels) == 1:  # what `_is_code` finds in most lines
            if levels[0].fresh:
                levels[0].depth = 0
            levels[0].fresh = raw[0] == "#"
            if number >= look_again:
                start, look_again = _start_before_indent(lines, written, after)
                levels[0].fresh |= start > after
                after = max(after, start)
        elif _is_code(raw.expandtabs(_TAB), levels) and number not in fenced:
            yield number
        number = after


def _start_before_indent(lines: list[str], written: list[str], number: int) -> tuple[int, int]:
    """The last line from `number` on, but before anything indented or quoted, with which a paragraph begins at the margin.

    There nothing stands open, so the lines above need not be looked at. `number` itself where there is no such line. The
    second number is that of the line from which on there may be another one.
    """
    indented = next((later for later in range(number, len(lines)) if lines[later][:1] in _INDENTS and lines[later].strip()), None)
    if indented is None:
        return len(lines), len(lines)
    for start in range(indented - 1, number, -1):
        if lines[start].strip() and written[start][0] not in _OPENERS and not written[start - 1].strip():
            return start, indented + 1
    return number, indented + 1


def _is_code(line: str, levels: list[_Level]) -> bool:
    for number, level in enumerate(levels):
        indent = len(line) - len(line.lstrip(" "))
        if indent == len(line):
            level.fresh = True
            return False
        inside = min(indent // _TAB, level.depth)
        left = indent - _TAB * inside
        if level.fresh and left >= _TAB:
            return True
        ruled = _RULE.match(line.rstrip(), indent) is not None
        listed = not ruled and _LIST.match(line, indent) is not None and (level.fresh or level.depth > 0)
        opens = listed or _BOX.match(line, indent) is not None
        if opens or level.fresh:
            level.depth = inside + opens
        if line[indent] != ">":
            level.fresh = ruled or (left == 0 and line[indent] == "#")  # behind these a new block begins without an empty line
            del levels[number + 1 :]
            return False
        level.fresh = False
        line = line[indent + 1 :].removeprefix(" ")
        if number + 1 == len(levels):
            levels.append(_Level())
    return False


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for border in (*(match.start() for match in _NEXT_BLOCK.finditer(text)), len(text)):
        end = border
        if text[start:border].lstrip(" \t>\n").startswith("#"):
            newline = text.find("\n", start + 1, border)
            end = newline if newline >= 0 else border
        yield from _spans_of_block(text, start, end)
        if end < border:
            yield from _spans_of_block(text, end, border)
        start = border


def _spans_of_block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Code between backticks as Python-Markdown pairs them: as many as open, else as many as the longest that follow."""
    runs = [match.span() for match in _TICKS.finditer(text, start, end)]
    later: dict[int, list[int]] = {}
    longest = [0] * (len(runs) + 1)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        later.setdefault(length, []).append(index)
        longest[index] = max(length, longest[index + 1])
    index = 0
    while index < len(runs):
        opening = runs[index][0] + _is_escaped(text, runs[index][0])
        length = runs[index][1] - opening
        close = _next(later.get(length, []), index)
        if close is None and longest[index + 1] < length:
            close = _next(later.get(longest[index + 1], []), index)
        if length and close is not None:
            yield opening, runs[close][1]
            index = close
        index += 1


def _next(indexes: list[int], index: int) -> int | None:
    """The first of `indexes`, which go down, behind `index`; those before it are forgotten."""
    while indexes and indexes[-1] <= index:
        indexes.pop()
    return indexes[-1] if indexes else None


def _is_escaped(text: str, position: int) -> bool:
    before = text[max(0, position - 50) : position]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
