"""Leaving out what Pagefind 1.5 writes in the order of a hash table, so that the same pages give the same bytes.

This is the list of filters; none of them is asked, since `facet_table.py` says what pages are narrowed by. It lies in CBOR
(RFC 8949) behind `pagefind_dcd`, in gzip; of CBOR, Pagefind writes whole numbers, texts and arrays of known length, and
nothing else is read here.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib

_SIGNATURE = b"pagefind_dcd"
_WHOLE, _TEXT, _ARRAY = 0, 3, 4
_GZIP = 16 + zlib.MAX_WBITS
_FILTERS = 3
"""Where the list of filters stands in the description of an index."""
_NOTHING = bytes([_ARRAY << 5])


def steady_description(content: bytes) -> bytes:
    """The description of an index in `content`, without filters."""
    data = unpacked(content)
    start, end = _parts(data, 0)[_FILTERS]
    return data[:start] + _NOTHING + data[end:]


def packed(data: bytes) -> bytes:
    """`data` as Pagefind packs its files: in gzip."""
    # Thousands of digests stand in it. Chance repeats in them are dearer to point to than to write again: 9 % less.
    packer = zlib.compressobj(9, wbits=_GZIP, strategy=zlib.Z_FILTERED)
    return packer.compress(_SIGNATURE + data) + packer.flush()


def digest(data: bytes, length: int) -> str:
    """So many hexadecimal digits that name `data`."""
    return hashlib.sha256(data).hexdigest()[:length]


def unpacked(content: bytes) -> bytes:
    """What lies in a file of Pagefind. Raises ValueError where it is none."""
    data = gzip.decompress(content)
    if not data.startswith(_SIGNATURE):
        raise ValueError("this is not a file of Pagefind")
    return data[len(_SIGNATURE) :]


def _parts(data: bytes, at: int) -> list[tuple[int, int]]:
    """Where the entries of the array at the offset `at` begin and end."""
    kind, count, at = _head(data, at)
    if kind != _ARRAY:
        raise ValueError("an array is missing in Pagefind's index")
    spans = []
    for _ in range(count):
        end = _end(data, at)
        spans.append((at, end))
        at = end
    return spans


def _end(data: bytes, at: int) -> int:
    """The offset behind the value at the offset `at`."""
    kind, size, after = _head(data, at)
    if kind == _WHOLE:
        return after
    if kind == _TEXT:
        return after + size
    if kind == _ARRAY:
        for _ in range(size):
            after = _end(data, after)
        return after
    raise ValueError(f"a value of the kind {kind} was not expected in Pagefind's index")


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Kind, number or size, and the offset behind both (RFC 8949, section 3)."""
    kind, low = data[at] >> 5, data[at] & 31
    if low < 24:
        return kind, low, at + 1
    width = 1 << (low - 24)
    if width > 8:
        raise ValueError("a length of unknown size stands in Pagefind's index")
    return kind, int.from_bytes(data[at + 1 : at + 1 + width]), at + 1 + width
