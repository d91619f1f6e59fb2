"""The outline of a body: headings with their anchors, links and pictures with their places. It renders nothing.

Follows Python-Markdown as the site is built with it: fences may be indented, `#Heading` needs no space, anchors are
those of its `toc` extension. Every step takes time in proportion to the text, whatever the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from markdown.extensions.toc import slugify, unique

from peerlore.model.documents import Block, Heading, Link, Outline

_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_CONTAINER = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]|!!!|\?\?\?|===|\[\^[^\]\n]{1,80}\]:|:[ \t]{1,3}\S")
_HEADING = re.compile(r"([ \t]*)(#{1,6})[ \t]*([^#\n][^\n]*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_ID = re.compile(r"(?:^|\s)#([^\s#.=}]+)")
_HTML_ID = re.compile(r"<[a-zA-Z][^<>]{0,500}?\s(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)")
_ATTRIBUTE_ID = re.compile(r"\{:?[^{}\n]{0,200}?#([^\s#.=}]+)")
_ADMONITION = re.compile(r"^[ \t]*(?P<marks>!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)[^\"\n]*(?:\"(?P<title>[^\"\n]*)\")?", re.MULTILINE)
_TICKS = re.compile(r"\\`|`+")

# [text](address "title") with one pair of brackets inside the text and one pair of parentheses inside the address.
# Possessive repetition keeps the time linear.
_INLINE = re.compile(
    r"(?P<mark>!?)\[(?P<text>(?:[^\[\]\\]|\\.|!?\[[^\[\]]{0,300}\](?:\([^()\n]{0,500}\))?)*+)\]"
    r"\([ \t]*(?P<target><[^<>\n]*>|(?:[^\s()<>\\]|\\.|\([^\s()]*\))*+)"
    r"(?:[ \t\n]+(?:\"[^\"]*\"|'[^']*'))?[ \t]*\)"
)
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)(?P<text>[^\]\n]+)\]:[ \t]*(?P<target><[^<>\n]*>|\S+)", re.MULTILINE)
_AUTOLINK = re.compile(r"<(?P<target>https?://[^\s<>]+)>")
_HTML = re.compile(r"<(?P<tag>a|img)\s[^<>]{0,500}?\b(?:href|src)\s*=\s*(?P<quote>[\"']?)(?P<target>[^\s\"'<>]*)", re.IGNORECASE)
_HTML_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_LONGEST_HEADING = 1000
_LONGEST_TAG = 1000
_INLINE_MARKS = re.compile(
    r"(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|!?\[(?P<text>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?|<[^<>]*>|\*+|`+|\\(?=[^\w\s])|(?<!\w)_+|_+(?!\w)"
)


def read_outline(body: str, first_line: int = 1) -> Outline:
    """The outline of `body`, whose first line is line `first_line` of its file.

    >>> outline = read_outline("See [the how-to](../x.md).\\n\\n## Try it\\n", 10)
    >>> outline.links[0].target, outline.links[0].line, outline.links[0].column
    ('../x.md', 10, 18)
    >>> outline.headings[0].anchor
    'try-it'
    """
    if not body:
        return Outline()
    prose = _without_code(body)
    starts = _line_starts(body)
    headings = tuple(_headings(body, prose, starts, first_line))
    anchors = {heading.anchor for heading in headings}
    if "#" in prose or "<" in prose:
        anchors.update(match.group(1) for match in _HTML_ID.finditer(prose))
        anchors.update(match.group(1) for match in _ATTRIBUTE_ID.finditer(prose))
    links = tuple(sorted(_links(_Lines(body, starts, first_line), prose), key=lambda link: link.offset))
    blocks = tuple(_blocks(prose))
    return Outline(headings, links, frozenset(anchors), words=len(prose.split()), prose=prose, blocks=blocks)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    position = text.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    return starts


def _blank(text: str) -> str:
    """As many characters, no meaning: offsets stay what they were."""
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _without_code(body: str) -> str:
    """The body with code and comments blanked out."""
    if "<!--" in body:
        body = _without_comments(body)
    if "```" in body or "~~~" in body or "\n    " in body or "\n\t" in body or body[:1] in " \t":
        body = "\n".join(_without_code_lines(body.split("\n")))
    return _without_code_spans(body) if "`" in body else body


def _without_comments(text: str) -> str:
    pieces: list[str] = []
    done = 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces += (text[done:start], _blank(text[start : end + 3]))
        done = end + 3
    return "".join((*pieces, text[done:]))


def _without_code_lines(lines: list[str]) -> Iterator[str]:
    fence = ""
    inside = False  # a list, admonition, tab or footnote is open, so that indented lines are its text and not code
    above_blank = True
    for line in lines:
        if fence:
            stripped = line.strip(" >")
            yield " " * len(line)
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                fence = ""
            continue
        match = _FENCE.match(line)
        if match and "`" not in line[match.end() :]:
            fence = match.group(1)
            above_blank = False
            yield " " * len(line)
            continue
        blank = not line.strip()
        if _CONTAINER.match(line):
            inside = True
        elif not blank and line[0] not in " \t":
            inside = inside and not above_blank
        code = not blank and above_blank and not inside and line.startswith(("    ", "\t"))
        yield " " * len(line) if code else line
        above_blank = blank or code


def _without_code_spans(text: str) -> str:
    runs = [match for match in _TICKS.finditer(text) if match.group()[0] == "`"]
    by_length: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        by_length.setdefault(len(runs[index].group()), []).append(index)
    pieces: list[str] = []
    done = index = 0
    while index < len(runs):
        run = runs[index]
        same = by_length[len(run.group())]
        while same and same[-1] <= index:
            same.pop()
        if same and "\n\n" not in text[run.end() : runs[same[-1]].start()]:
            close = runs[same[-1]]
            pieces.append(text[done : run.start()])
            pieces.append(_blank(text[run.start() : close.end()]))
            done = close.end()
            index = same[-1] + 1
        else:
            index += 1
    pieces.append(text[done:])
    return "".join(pieces)


def _blocks(prose: str) -> Iterator[Block]:
    if "!!!" in prose or "???" in prose:
        for match in _ADMONITION.finditer(prose):
            yield Block(match["kind"].lower(), match["title"] or "", match.start("marks"))


def _headings(body: str, prose: str, starts: list[int], first_line: int) -> Iterator[Heading]:
    if "#" not in prose and "\n-" not in prose and "\n=" not in prose:
        return
    used: set[str] = set()
    lines = prose.split("\n")
    for number, line in enumerate(lines):
        raw = body[starts[number] : starts[number] + len(line)]
        if "#" in line and (match := _HEADING.match(line)):
            # Code is blank in the prose, so the text is taken from the line as written.
            content = raw[match.end(2) :].strip().rstrip("#").rstrip()
            yield _heading(len(match.group(2)), content, used, first_line + number, match.start(2) + 1)
        elif raw and raw[0] in "=-" and line[0] == raw[0] and _UNDERLINE.fullmatch(raw) and _is_underlined(lines, number - 1):
            above = body[starts[number - 1] : starts[number] - 1].strip()
            yield _heading(1 if raw[0] == "=" else 2, above, used, first_line + number - 1, 1)


def _is_underlined(lines: list[str], number: int) -> bool:
    """Whether line `number` begins a block, as Python-Markdown wants of a heading with a line of hyphens below it."""
    return number >= 0 and bool(lines[number].strip()) and (number == 0 or not lines[number - 1].strip())


def _heading(level: int, content: str, used: set[str], line: int, column: int) -> Heading:
    content, anchor = content[:_LONGEST_HEADING], ""
    if content.endswith("}") and "{" in content:
        content, _, attributes = content.rpartition("{")
        own = _ID.search(attributes.strip("}: "))
        anchor = own.group(1) if own else ""
    text = _INLINE_MARKS.sub(lambda match: (match["code"] or match["text"] or "").strip(), content).strip()
    if anchor:
        used.add(anchor)
    else:
        anchor = unique(slugify(text, "-"), used)
    return Heading(level, text, anchor, line, column)


class _Lines:
    """Knows on which line and column an offset of the body stands."""

    def __init__(self, body: str, starts: list[int], first_line: int) -> None:
        self.body, self.starts, self.first_line = body, starts, first_line

    def link(self, span: tuple[int, int], text: str, image: bool = False) -> Link:
        start, end = span
        if self.body[start : start + 1] == "<" and self.body[end - 1 : end] == ">":
            start, end = start + 1, end - 1
        number = bisect_right(self.starts, start) - 1
        column = start - self.starts[number] + 1
        return Link(self.body[start:end], text, self.first_line + number, column, start, image)


def _links(lines: _Lines, prose: str) -> Iterator[Link]:
    if "](" in prose:
        yield from _inline_links(lines, prose, 0, len(prose))
    if "]:" in prose:
        for match in _DEFINITION.finditer(prose):
            yield lines.link(match.span("target"), match["text"])
    if "<" in prose:
        for match in _AUTOLINK.finditer(prose):
            yield lines.link(match.span("target"), match["target"])
        for match in _HTML.finditer(prose):
            image = match["tag"].lower() == "img"
            end = prose.find(">", match.end(), match.end() + _LONGEST_TAG)
            alt = _HTML_ALT.search(prose, match.start(), end) if image and end >= 0 else None
            yield lines.link(match.span("target"), (alt[1] or alt[2] or "") if alt else "", image)


def _inline_links(lines: _Lines, prose: str, start: int, end: int) -> Iterator[Link]:
    for match in _INLINE.finditer(prose, start, end):
        text = lines.body[match.start("text") : match.end("text")]
        yield lines.link(match.span("target"), text, bool(match["mark"]))
        if "](" in match["text"]:
            yield from _inline_links(lines, prose, *match.span("text"))
