"""The words of one part of the pages, cut out of Pagefind's files so that those of several parts can be put one behind the other.

A word of an index is `[word, pages, variants]`, a variant `[form, pages]`, a page `[pages since the one before, places, fields]`;
`fields` names with -1, -2, … in which field of the page the places behind that number lie (Pagefind 1.5, `index_words.rs`).
Only the first of a word's pages has to be written anew where others stand before it. All behind it is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from peerlore.publishing import cbor

_WHOLE = rb"(?:[\x00-\x17]|\x18.|\x19..|\x1a....)"
_NUMBER = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)"
_FEW = b"|".join(b"%s%s{%d}" % (re.escape(bytes([0x80 + length])), _NUMBER, length) for length in (1, 0, *range(2, 24)))
_PAGE = re.compile(rb"\x83(%s)(%s)(%s)" % (_WHOLE, _FEW, _FEW), re.DOTALL)
"""A page as nearly all are; one that holds a word more than 23 times is read step by step."""
_NO_FIELDS = b"\x80"


class Pages(NamedTuple):
    """The pages of a part on which a word stands, numbered within the part from 0."""

    number: int
    first: int
    last: int
    places: int
    """What these pages count for when words are grouped into files."""
    rest: bytes
    """All behind the number of the first page, as Pagefind writes it."""


class Word(NamedTuple):
    """A word with its pages, and the forms of it that have accents."""

    word: str
    pages: Pages
    variants: Sequence[tuple[str, Pages]]


def words_in(chunk: bytes, fields: Sequence[int]) -> Iterator[Word]:
    """The words of an unpacked file of Pagefind; `fields` says what number each field gets in their place.

    Raises ValueError where something else stands there.
    """
    moved = fields if list(fields) != list(range(len(fields))) else ()
    _, _, at = cbor.head(chunk, 0)
    _, count, at = cbor.head(chunk, at)
    for _ in range(count):
        word, at = cbor.read(chunk, at + 1)
        pages, at = _pages(chunk, at, moved)
        _, several, at = cbor.head(chunk, at)
        variants = []
        for _ in range(several):
            form, at = cbor.read(chunk, at + 1)
            found, at = _pages(chunk, at, moved)
            variants.append((str(form), found))
        yield Word(str(word), pages, variants)
    if at != len(chunk):
        raise ValueError("the words of Pagefind's index are not what they were")


def put_away(words: Sequence[Word]) -> tuple[Any, list[bytes]]:
    """The same as a value that JSON knows, and one piece of bytes."""
    forms = [(at, form, own) for at, word in enumerate(words) for form, own in word.variants]
    every = [*(word.pages for word in words), *(own for _, _, own in forms)]
    # One long list: making a list for each word anew would take most of the time.
    numbers = [number for own in every for number in (*own[:-1], len(own.rest))]
    value = [[word.word for word in words], [form[:2] for form in forms], numbers]
    return value, [b"".join(own.rest for own in every)]


def taken_out(value: Any, pieces: Sequence[bytes]) -> list[Word]:
    """The words that were `put_away`."""
    words, forms, numbers = value
    (rests,) = pieces
    every = []
    at = 0
    one = iter(numbers)
    for number, first, last, places, length in zip(one, one, one, one, one, strict=True):
        every.append(Pages(number, first, last, places, rests[at : at + length]))
        at += length
    variants: dict[int, list[tuple[str, Pages]]] = {}
    for (word, form), own in zip(forms, every[len(words) :], strict=True):
        variants.setdefault(word, []).append((form, own))
    return [Word(word, own, variants.get(at, ())) for at, (word, own) in enumerate(zip(words, every, strict=False))]


def _pages(chunk: bytes, at: int, fields: Sequence[int]) -> tuple[Pages, int]:
    """The pages of a word, whose list begins at the offset `at`, and the offset behind it."""
    _, count, at = cbor.head(chunk, at)
    if not count:
        return Pages(0, 0, 0, 0, b""), at
    _, first, start = cbor.head(chunk, at + 1)
    last = places = 0
    pieces = []
    for _ in range(count):
        if found := _PAGE.match(chunk, at):
            step, body, own = found.groups()
            last += step[0] if len(step) == 1 else int.from_bytes(step[1:])
            places += (body[0] & 31) + (own[0] & 31) + 1
            at = found.end()
        else:
            (step, body, own), at = cbor.read(chunk, at)
            last += step
            places += len(body) + len(own) + 1
            own = cbor.written(own)
        if fields and own != _NO_FIELDS:
            pieces += [chunk[start : at - len(own)], _renumbered(own, fields)]
            start = at
    pieces.append(chunk[start:at])
    return Pages(count, first, last, places, b"".join(pieces)), at


def _renumbered(own: bytes, fields: Sequence[int]) -> bytes:
    numbers, _ = cbor.read(own)
    return cbor.written([number if number >= 0 else -1 - fields[-1 - number] for number in numbers])
