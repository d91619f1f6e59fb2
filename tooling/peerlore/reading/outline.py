"""The outline of a body: headings with their anchors, links and pictures with their places. It renders nothing.

Follows Python-Markdown as the site is built with it: `#Heading` needs no space, anchors are those of its `toc`
extension, ids come from `attr_list`. Every step takes time in proportion to the text, whatever the text.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from peerlore.model.documents import Block, Heading, Link, Outline
from peerlore.reading.code import without_code
from peerlore.reading.targets import target_file

_NEWLINE = re.compile("\n")
_HASHES = re.compile(r"^(?: {4}|\t| {0,3}> ?| {0,3}(?:[-*+]|\d{1,9}\.)[ \t]+)*+(?P<hashes>#{1,6})(?P<content>.*)$", re.MULTILINE)
# Only where a block begins: behind an empty line, a heading or a line.
_UNDERLINED = re.compile(r"(?:\A|^[ \t]*\n|^#.*\n|^[=-]+ *\n)[ \t]*(?P<content>[^\s#].*)\n(?=(?P<line>=+|-+) *$)", re.MULTILINE)
_LINE = re.compile(r"\n(?P<line>=+|-+) *$", re.MULTILINE)
_ATTRIBUTES = re.compile(r" +\{:?(?P<attributes>[^{}\n]*)\} *$")
_ID = re.compile(r"(?:^|\s)(?:#|id=[\"']?)([^\s\"'=}]+)")
_HTML_ID = re.compile(r"<[a-zA-Z][^<>]{0,500}?\sid\s*=\s*[\"']?([^\s\"'>]+)")
_ATTRIBUTE_ID = re.compile(r"\{:?(?:[^{}\n]{0,200}?[ \t])?#([^\s=}]+)")
_ADMONITION = re.compile(r"^[ \t]*(?P<marks>!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)[^\"\n]*(?:\"(?P<title>[^\"\n]*)\")?", re.MULTILINE)

# Python-Markdown's ESCAPED_CHARS.
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])")
# [text](address "title") with one pair of brackets inside the text and one pair of parentheses inside the address.
# Possessive repetition and bounds keep the time linear.
_INLINE = re.compile(
    r"(?P<mark>!?)\[(?P<text>(?:[^\[\]]|!?\[[^\[\]]{0,300}\](?:\([^()\n]{0,500}\))?)*+)\]"
    r"\([ \t]*+(?:\n[ \t]*+)?+(?P<target><[^<>\n]*>|(?!<)(?:[^\s()]|\([^\s()]*\))*+)"
    r"(?:[ \t\n]++(?:\"(?:[^\"]|\"(?![ \t]*\))){0,500}+\"|'(?:[^']|'(?![ \t]*\))){0,500}+'))?+\s?+[ \t]*+\)"
)
_DEFINITION = re.compile(
    r"^[ \t>]*\[(?!\^)(?P<text>[^\[\]\n]+)\]:[ \t]*(?:\n[ \t>]*)?(?P<target><[^<>\n]*>|[^\s<](?:\S{100}\S*+|\S{0,99}))"
    r"(?:[ \t]*$|[ \t]*(?:\n[ \t>]*)?(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*$)",
    re.MULTILINE,
)
_PICTURE_BY_NAME = re.compile(r"!\[(?P<text>[^\[\]]*)\](?!\()(?:\s?\[(?P<name>[^\[\]]*)\])?")
_AUTOLINK = re.compile(r"<(?P<target>[A-Za-z][A-Za-z0-9+.-]{0,50}://[^<>\n]*)>")
_HTML = re.compile(
    r"<(?:(?P<tag>a)|img)\s(?:[^<>]{0,500}?[\s\"'])?(?(tag)href|src)\s*=\s*[\"']?+(?P<target>(?<=[\"'])[^\"'<>]*|[^\s\"'<>]+)",
    re.IGNORECASE,
)
_HTML_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_NUMBERED = re.compile(r"(.*)_([0-9]{1,9})")
_LONGEST_HEADING = 1000
_LONGEST_TAG = 1000
_INLINE_MARKS = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()>#+\-.!])|(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|(?P<image>!)?\[(?P<text>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?"
    r"|</?[a-zA-Z][^<>]*>|\*+|`+"
)
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_KEPT = "\x00"


def read_outline(body: str, first_line: int = 1, file: str = "", links: tuple[Link, ...] | None = None) -> Outline:
    """The outline of `body`, whose first line is line `first_line` of `file`. `links` may be known from before.

    >>> outline = read_outline("See [the how-to](../x.md).\\n\\n## Try it\\n", 10)
    >>> outline.links[0].target, outline.links[0].line, outline.links[0].column
    ('../x.md', 10, 18)
    >>> outline.headings[0].anchor
    'try-it'
    """
    if not body:
        return Outline()
    outline = _OutlineOf(body, first_line, file)
    if links is not None:
        outline.links = links
    return outline


class _OutlineOf(Outline):
    """The outline of one body."""

    def __init__(self, body: str, first_line: int, file: str) -> None:
        self._body, self._first_line, self._file = body, first_line, file

    @cached_property
    def _lines(self) -> _Lines:
        return _Lines(self._body, self._first_line, self._file)

    @cached_property
    def prose(self) -> str:
        return without_code(self._body)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(_headings(self._lines, self.prose))

    @cached_property
    def anchors(self) -> frozenset[str]:
        anchors = {heading.anchor for heading in self.headings}
        if "#" in self.prose or "<" in self.prose:
            anchors.update(match.group(1) for match in _HTML_ID.finditer(self.prose))
            anchors.update(match.group(1) for match in _ATTRIBUTE_ID.finditer(self.prose))
        return frozenset(anchors)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return tuple(sorted(_links(self._lines, self.prose), key=lambda link: link.offset))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(_blocks(self.prose))

    @cached_property
    def words(self) -> int:
        return len(self.prose.split())


def _blocks(prose: str) -> Iterator[Block]:
    if "!!!" in prose or "???" in prose:
        for match in _ADMONITION.finditer(prose):
            yield Block(match["kind"].lower(), match["title"] or "", match.start("marks"))


def _headings(lines: _Lines, prose: str) -> Iterator[Heading]:
    found = [(match, len(match["hashes"])) for match in _with_hashes(prose)]
    if "\n=" in prose or "\n-" in prose:
        found += [(match, 1 if match["line"][0] == "=" else 2) for match in _underlined(prose) if lines.is_bare(match.end("line"))]
    if not found:
        return
    # Ids that authors gave are taken before the first heading gets one.
    anchors = _Anchors({match.group(1) for match in _ATTRIBUTE_ID.finditer(prose)} if "#" in prose else set())
    for match, level in sorted(found, key=lambda heading: heading[0].start("content")):
        # Code is blank in the prose, so the text is taken from the body.
        content = lines.body[match.start("content") : match.end("content")].strip()
        line, column = lines.place(match.start("hashes" if "hashes" in match.groupdict() else "content"))
        yield _heading(level, content.rstrip("#").rstrip() if "#" in content else content, anchors, line, column)


def _with_hashes(prose: str) -> Iterator[re.Match[str]]:
    """What `_HASHES` finds. Few lines have a hash, so only those are looked at."""
    mark = prose.find("#")
    while mark >= 0:
        if match := _HASHES.match(prose, prose.rfind("\n", 0, mark) + 1):
            yield match
        end = prose.find("\n", mark)
        mark = prose.find("#", end) if end >= 0 else -1


def _underlined(prose: str) -> Iterator[re.Match[str]]:
    """What `_UNDERLINED` finds, looked for from the few lines that can be below a heading."""
    done = 0
    for line in _LINE.finditer(prose):
        content = prose.rfind("\n", 0, line.start()) + 1
        before = prose.rfind("\n", 0, max(content - 1, 0)) + 1
        if before >= done and (match := _UNDERLINED.match(prose, before)) and match.start("line") == line.start("line"):
            done = match.end()
            yield match


class _Anchors:
    """Gives each heading the id that the `toc` extension gives it: that of its text, with a number where it is taken."""

    def __init__(self, used: set[str]) -> None:
        self.used = used
        self.taken_up_to: dict[tuple[str, int], int] = {}

    def take(self, id: str) -> str:
        if not id or id in self.used:
            numbered = _NUMBERED.fullmatch(id)
            base, count = (numbered[1], int(numbered[2])) if numbered else (id, 0)
            number = self.taken_up_to.get((base, count), count) + 1
            while f"{base}_{number}" in self.used:
                number += 1
            self.taken_up_to[base, count] = number
            id = f"{base}_{number}"
        self.used.add(id)
        return id


def _heading(level: int, content: str, anchors: _Anchors, line: int, column: int) -> Heading:
    content, anchor = content[:_LONGEST_HEADING], ""
    if attributes := _ATTRIBUTES.search(content):
        content = content[: attributes.start()].rstrip("#").rstrip()
        own = _ID.search(attributes["attributes"])
        anchor = own.group(1) if own else ""
    text = _plain(content)
    return Heading(level, text, anchor or anchors.take(_slug(text)), line, column)


def _slug(text: str) -> str:
    from markdown.extensions.toc import slugify  # takes as long to import as a tenth of what verifying does, which has no headings

    return slugify(text, "-")


def _plain(content: str) -> str:
    """The text of a heading without marks, as the `toc` extension sees it."""
    text = _INLINE_MARKS.sub(_unmarked, content)
    return html.unescape(_UNDERSCORES.sub(r"\2", text)).replace(_KEPT, "_").strip()


def _unmarked(match: re.Match[str]) -> str:
    if match["image"] or (match["text"] or "").startswith("^"):
        return ""  # a picture or the number of a footnote
    kept = match["escaped"] or (match["code"] or "").strip()
    return kept.replace("_", _KEPT) or match["text"] or ""


class _Lines:
    """Knows on which line and column of a file an offset of the body stands."""

    def __init__(self, body: str, first_line: int, file: str) -> None:
        self.body, self.first_line, self.file = body, first_line, file
        self.starts = [0, *(match.end() for match in _NEWLINE.finditer(body))]

    def place(self, offset: int) -> tuple[int, int]:
        number = bisect_right(self.starts, offset) - 1
        return self.first_line + number, offset - self.starts[number] + 1

    def is_bare(self, offset: int) -> bool:
        """Whether nothing but spaces stands from `offset` to the end of its line, not even code."""
        end = self.body.find("\n", offset)
        return not self.body[offset : end if end >= 0 else None].strip()

    def link(self, span: tuple[int, int], text: str, image: bool = False) -> Link:
        start, end = span
        if self.body[start : start + 1] == "<" and self.body[end - 1 : end] == ">":
            start, end = start + 1, end - 1
        target = self.body[start:end]
        return Link(target, text, *self.place(start), start, image, target_file(self.file, target, image))


def _links(lines: _Lines, prose: str) -> Iterator[Link]:
    # A character behind a backslash has no meaning; the text of links is taken from the body.
    plain = _ESCAPE.sub("xx", prose) if "\\" in prose else prose
    named = list(_inline_links(lines, plain, 0, len(plain))) if "](" in prose else []
    if "]:" in prose:
        named += _definitions(lines, prose, plain)
    yield from named
    if "<" in prose:
        taken = {link.offset for link in named}  # [text](<address>) and [name]: <address> are no addresses on their own
        for match in _AUTOLINK.finditer(plain):
            if match.start("target") not in taken:
                yield lines.link(match.span("target"), match["target"])
        for match in _HTML.finditer(plain):
            image = not match["tag"]
            end = plain.find(">", match.end(), match.end() + _LONGEST_TAG)
            alt = _HTML_ALT.search(plain, match.start(), end) if image and end >= 0 else None
            yield lines.link(match.span("target"), (alt[1] or alt[2] or "") if alt else "", image)


def _inline_links(lines: _Lines, plain: str, start: int, end: int, pictures_only: bool = False) -> Iterator[Link]:
    while match := _next_inline(plain, start, end):
        if "\n\n" in match.group():
            start = match.start() + 1  # brackets of two paragraphs
            continue
        if match["mark"] or not pictures_only:
            text = lines.body[match.start("text") : match.end("text")]
            yield lines.link(match.span("target"), text, bool(match["mark"]))
        if "](" in match["text"] and not match["mark"]:
            yield from _inline_links(lines, plain, *match.span("text"), pictures_only=True)
        start = match.end()


def _next_inline(plain: str, start: int, end: int) -> re.Match[str] | None:
    """What `_INLINE` finds next. Few places have a bracket, so only those are looked at."""
    bracket = plain.find("[", start, end)
    while bracket >= 0:
        marked = bracket > start and plain[bracket - 1] == "!"
        if match := _INLINE.match(plain, bracket - marked, end):
            return match
        bracket = plain.find("[", bracket + 1, end)
    return None


def _definitions(lines: _Lines, prose: str, plain: str) -> Iterator[Link]:
    """The addresses of links and pictures that are written by name; a picture's text is that of its first use."""
    pictures: dict[str, str] = {}
    for match in _PICTURE_BY_NAME.finditer(plain):
        text = lines.body[match.start("text") : match.end("text")]
        pictures.setdefault(_folded(match["name"] or match["text"]), text)
    for match in _DEFINITION.finditer(prose):
        name = _folded(match["text"])
        yield lines.link(match.span("target"), pictures.get(name, match["text"]), name in pictures)


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
