"""The words of all parts as one index: the files that a browser fetches when it is asked for a word.

They say the same as those that Pagefind makes of all pages at once (1.5, `index/mod.rs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from peerlore.publishing import cbor
from peerlore.publishing.part_words import Pages, Word


class Chunk(NamedTuple):
    """Words that are fetched together."""

    first: str
    last: str
    content: bytes


def joined_words(parts: Iterable[tuple[int, Sequence[Word]]], most: int) -> list[Chunk]:
    """Files of `most` places of words each, but for the last word in one; each part comes with the number of its first page."""
    words: dict[str, list[tuple[int, Word]]] = {}
    for offset, part in parts:
        for own in part:
            words.setdefault(own.word, []).append((offset, own))
    chunks = []
    begun: list[str] = []
    pieces: list[bytes] = []
    places = 0
    for word in sorted(words):
        begun.append(word)
        pieces.append(_word(word, words[word]))
        places += sum(own.pages.places for _, own in words[word])
        if places >= most:
            chunks.append(_chunk(begun, pieces))
            begun, pieces, places = [], [], 0
    if begun:
        chunks.append(_chunk(begun, pieces))
    return chunks


def ranges(chunks: Sequence[Chunk]) -> Iterator[tuple[str, str]]:
    """From which word to which each file goes, in as few letters as tell it from its neighbours."""
    first = chunks[0].first if chunks else ""
    for chunk, following in pairwise(chunks):
        letters = zip(chunk.last, following.first, strict=False)
        told = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], letters)) + 1
        last = chunk.last[:told]
        yield first, last if last >= first else chunk.last
        first = following.first[:told]
    if chunks:
        yield first, chunks[-1].last


def _chunk(words: Sequence[str], pieces: Sequence[bytes]) -> Chunk:
    content = b"".join((cbor.written_head(cbor.ARRAY, 1), cbor.written_head(cbor.ARRAY, len(pieces)), *pieces))
    return Chunk(words[0], words[-1], content)


def _word(word: str, parts: Sequence[tuple[int, Word]]) -> bytes:
    variants: dict[str, list[tuple[int, Pages]]] = {}
    for offset, own in parts:
        for form, pages in own.variants:
            variants.setdefault(form, []).append((offset, pages))
    return b"".join(
        (
            cbor.written_head(cbor.ARRAY, 3),
            cbor.written(word),
            _pages([(offset, own.pages) for offset, own in parts]),
            cbor.written_head(cbor.ARRAY, len(variants)),
            *(cbor.written_head(cbor.ARRAY, 2) + cbor.written(form) + _pages(pages) for form, pages in variants.items()),
        )
    )


def _pages(parts: Sequence[tuple[int, Pages]]) -> bytes:
    """A list of pages, each numbered by its distance from the one before."""
    pieces = [cbor.written_head(cbor.ARRAY, sum(own.number for _, own in parts))]
    before = 0
    for offset, own in parts:
        if own.number:
            pieces += [b"\x83", cbor.written_head(cbor.WHOLE, offset + own.first - before), own.rest]
            before = offset + own.last
    return b"".join(pieces)
