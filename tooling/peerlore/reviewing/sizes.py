"""How much of a text a change touched. Small edits follow closed lists; whatever is not on them is a full change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from peerlore.model.documents import Document
from peerlore.model.sources import SourceFile
from peerlore.reading.document import read_document
from peerlore.reviewing.records import Size

MOST_WORDS = 10
"""Words that a minor change may take away, add or replace."""

MOST_MINOR = 5
"""Minor changes in a row after which the whole text is due."""

MOST_MINOR_WORDS = 40
"""Words of minor changes in a row after which the whole text is due."""

# A paragraph in which line breaks mean nothing: every line starts with a letter (no list, heading, quote, table,
# definition or code), and none ends in two spaces or a backslash, which break a line.
_START = re.compile(r"(?:[^\W\d_]|[(\"'«“‘])")
_BROKEN = re.compile(r"(?: {2,}|\\)$")
_WORD = re.compile(r"[(\"'«“‘]?[^\W\d_]+(?:['’-][^\W\d_]+)*[)\"'»”’]?[.,;:!?…]*")
_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_PAGE = "content/modules/x/x.md"


@dataclass(frozen=True, slots=True)
class Measured:
    """The size of a change, and for a minor one how many words differ."""

    size: Size = "full"
    words: int = 0


FULL = Measured()


def measure(old: bytes, new: bytes) -> Measured:
    """The size of a change from one page to another, whose pictures are the same.

    same: only white space at the ends of lines and the breaks inside of plain paragraphs differ, or the way in which
    letters with accents are composed. minor: at most ten words of plain paragraphs differ, and none of them is or holds
    a link, code, a number, markup, or anything of the front matter.
    """
    before, after = _read(old), _read(new)
    if not (before.readable and after.readable) or _front(before) != _front(after):
        return FULL
    if _fixed(before) != _fixed(after):
        return FULL
    left, right = list(_tokens(before)), list(_tokens(after))
    if left == right:
        return Measured("same")
    words = 0
    for tag, start, end, first, last in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if not all(map(_WORD.fullmatch, (*left[start:end], *right[first:last]))):
            return FULL
        words += max(end - start, last - first)
        if words > MOST_WORDS:
            return FULL
    return Measured("minor", words)


def _read(raw: bytes) -> Document:
    return read_document(SourceFile(_PAGE, raw, len(raw)), "module")


def _front(page: Document) -> str:
    return unicodedata.normalize("NFC", page.text[: len(page.text) - len(page.body)])


def _fixed(page: Document) -> object:
    """What a small change never touches: links with their texts, pictures, headings, boxes, and everything that is code."""
    outline = page.outline
    code = [unseen for seen, unseen in zip(outline.prose, page.body, strict=True) if seen != unseen]
    links = [(link.target, link.text, link.image) for link in outline.links]
    return links, [(heading.level, heading.text) for heading in outline.headings], [(box.kind, box.title) for box in outline.blocks], code


def _tokens(page: Document) -> Iterator[str]:
    """The words of plain paragraphs one by one, every other block as it is, and an empty text behind each."""
    prose = page.outline.prose
    start = 0
    for end in (*(gap.end() for gap in _GAP.finditer(page.body)), len(page.body)):
        lines = page.body[start:end].strip("\n").split("\n")
        lines[-1] = lines[-1].rstrip(" \t")
        seen = prose[start:end].strip("\n").split("\n")
        plain = all(_START.match(line) and not _BROKEN.search(line) for line in lines)
        if plain and all(line.strip() for line in seen):  # a line of which nothing is prose is code or a comment
            yield from (unicodedata.normalize("NFC", word) for line in lines for word in line.split())
        else:
            yield unicodedata.normalize("NFC", "\n".join(line if _BROKEN.search(line) else line.rstrip() for line in lines))
        yield ""
        start = end
