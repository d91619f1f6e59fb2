"""Where a body carries HTML, and what stands in it, as Python-Markdown and then a browser read it. No judgement.

Every step takes time in proportion to the text, whatever the text.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from markdown.util import BLOCK_LEVEL_ELEMENTS

from peerlore.reading.code import without_fences

MOST_TAGS = 5000
"""How many tags of a page are read. What has more is refused: no page needs them, and engines take long over them."""

_MOST_ATTRIBUTES = 1000

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
"""Elements that have no end tag (HTML Living Standard, section 13.1.2)."""

# How Python-Markdown finds a tag inside of a paragraph (`inlinepatterns.HTML_RE`); anything else shows as it is written.
_INLINE_TAG = re.compile(
    r"</?+[a-zA-Z][^\s\"'<>@]*+"
    r"(?:\s++[^\s\"'=<>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>]++))?+)*+\s*+/?>"
)
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*+://[^<>]*+>")
_BLOCK_TAG = re.compile(rf"^ {{0,3}}(?=</?(?:{'|'.join(BLOCK_LEVEL_ELEMENTS)})[\s/>])", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)")
_ATTRIBUTE = re.compile(r"[\s/]*+(?P<name>[^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?P<value>\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+")
_COMMAND = re.compile(r"<\?[^<>?]*+\?>|<!\[CDATA\[[^<>\]]*+\]\]>|^ {0,3}<![a-zA-Z][^<>]*+>", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute with its name in lower case and its value as a browser reads it.

    It stands from `start`, with the white space before it, up to `end`; its value starts at `value_start`. All of them
    are offsets in the body.
    """

    name: str
    value: str
    start: int
    end: int
    value_start: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with its name in lower case, from its `<` at `start` up to `end`.

    `empty` tags end with `/>`. `raw` says that it stands in a block of HTML, where nothing is Markdown. The name of what
    speaks to machines, such as `<?php ?>`, is `?` or `!`.
    """

    name: str
    start: int
    end: int
    closing: bool = False
    attributes: tuple[Attribute, ...] = ()
    raw: bool = False
    empty: bool = False


@lru_cache(maxsize=4)  # several rules ask about one page after another
def read_tags(body: str, prose: str) -> tuple[Tag, ...]:
    """Every tag of `body`, whose outline has this `prose`, in order."""
    if "<" not in body:
        return ()
    blocks: list[tuple[int, int]] = []
    tags: list[Tag] = []
    if _BLOCK_TAG.search(body):
        source = without_fences(body)
        blocks = list(islice(_html_blocks(source), MOST_TAGS))
        for start, end in blocks:
            tags += islice(_raw_tags(source, start, end), MOST_TAGS)
    if "<" in prose:
        outside = _without(prose, blocks) if blocks else prose
        tags += islice(_inline_tags(outside), MOST_TAGS)
        tags += [Tag(match.group().lstrip()[1], match.end() - len(match.group().lstrip()), match.end()) for match in _commands(outside)]
    return tuple(sorted(tags, key=lambda tag: tag.start))


def _commands(text: str) -> Iterator[re.Match[str]]:
    if "<?" in text or "<!" in text:
        yield from _COMMAND.finditer(text)


def _inline_tags(text: str) -> Iterator[Tag]:
    position = text.find("<")
    while position >= 0:
        match = _INLINE_TAG.match(text, position)
        after = position + 1
        if match and not _AUTOLINK.match(text, position) and text[match.end() - 2] != "\\" and not _BLANK_LINE.search(match.group()):
            tag = _tag(text, position)
            if tag and tag.end == match.end():
                yield tag
            after = match.end()
        position = text.find("<", after)


def _raw_tags(text: str, start: int, end: int) -> Iterator[Tag]:
    position = text.find("<", start, end)
    while position >= 0:
        tag = _tag(text, position, raw=True)
        if tag:
            yield tag
        position = text.find("<", tag.end if tag else position + 1, end)


def _tag(text: str, start: int, *, raw: bool = False) -> Tag | None:
    """The tag that starts at `start` as a browser reads it, to the end of the text where it is never closed."""
    opened = _NAME.match(text, start)
    if not opened:
        return None
    attributes: list[Attribute] = []
    position = opened.end()
    while len(attributes) < _MOST_ATTRIBUTES and (match := _ATTRIBUTE.match(text, position)) is not None:
        position = match.end()
        value, value_start = match["value"] or "", match.start("value")
        if value[:1] in ("'", '"') and value[-1:] == value[:1] and len(value) > 1:
            value, value_start = value[1:-1], value_start + 1
        attributes.append(Attribute(match["name"].lower(), html.unescape(value), match.start(), match.end(), value_start))
    close = text.find(">", position)
    end = close + 1 if close >= 0 else len(text)
    empty = "/" in text[position : end - 1]  # a slash at the end of a bare value belongs to the value
    return Tag(opened["name"].lower(), start, end, bool(opened["slash"]), tuple(attributes), raw, empty)


def _html_blocks(source: str) -> Iterator[tuple[int, int]]:
    """From where to where Python-Markdown takes blocks of HTML as they are (`htmlparser.HTMLExtractor`)."""
    done = 0
    for match in _BLOCK_TAG.finditer(source):
        tag = _tag(source, match.end()) if match.end() >= done else None
        if tag is None:
            continue
        alone = tag.closing or tag.name == "hr" or source[tag.end - 2] == "/"
        markdown = any(attribute.name == "markdown" and attribute.value != "0" for attribute in tag.attributes)
        done = tag.end if alone or markdown else _end_of_block(source, tag)
        yield tag.start, done


def _end_of_block(source: str, first: Tag) -> int:
    waiting = [first.name]
    open_now = Counter(waiting)
    for tag in islice(_raw_tags(source, first.end, len(source)), MOST_TAGS):
        if not tag.closing:
            if source[tag.end - 2] != "/":
                waiting.append(tag.name)
                open_now[tag.name] += 1
            continue
        while open_now[tag.name]:
            last = waiting.pop()
            open_now[last] -= 1
            if last == tag.name:
                break
        if not waiting:
            return tag.end
    return len(source)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += (text[done:start], "\n".join(" " * len(line) for line in text[start:end].split("\n")))
        done = end
    return "".join((*pieces, text[done:]))
