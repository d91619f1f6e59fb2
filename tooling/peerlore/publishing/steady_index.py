"""Putting in order what Pagefind 1.5 writes in the order of a hash table, so that the same pages give the same bytes.

These are the values of a filter, and the list of filters. Both lie in CBOR (RFC 8949) behind `pagefind_dcd`, in gzip; of
CBOR, Pagefind writes whole numbers, texts and arrays of known length, and nothing else is read here.
"""

from __future__ import annotations

import gzip
import hashlib

_SIGNATURE = b"pagefind_dcd"
_WHOLE, _TEXT, _ARRAY = 0, 3, 4
_FILTERS = 3
"""Where the list of filters stands in the description of an index."""


def steady_filter(content: bytes) -> bytes:
    """The filter in `content`, with its values in the order of their bytes."""
    data = _read(content)
    name, values = _parts(data, 0)
    entries = sorted(data[start:end] for start, end in _parts(data, values[0]))
    return b"\x82" + data[slice(*name)] + _array(entries)


def steady_description(content: bytes, renamed: dict[str, str]) -> bytes:
    """The description of an index in `content`, with its filters in order and under their new names, which are as long as the old."""
    data = _read(content)
    start, end = _parts(data, 0)[_FILTERS]
    entries = []
    for first, last in _parts(data, start):
        entry = data[first:last]
        for old, new in renamed.items():
            entry = entry.replace(old.encode(), new.encode())
        entries.append(entry)
    return data[:start] + _array(sorted(entries)) + data[end:]


def packed(data: bytes) -> bytes:
    """What one of these functions gave, as Pagefind packs its files."""
    return gzip.compress(_SIGNATURE + data, mtime=0)


def digest(data: bytes, length: int) -> str:
    """So many hexadecimal digits that name `data`."""
    return hashlib.sha256(data).hexdigest()[:length]


def _read(content: bytes) -> bytes:
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


def _array(entries: list[bytes]) -> bytes:
    count = len(entries)
    width = next(width for width in (0, 1, 2, 4, 8) if count < (24 if width == 0 else 1 << (8 * width)))
    head = bytes([_ARRAY << 5 | count]) if width == 0 else bytes([_ARRAY << 5 | 24 + width.bit_length() - 1]) + count.to_bytes(width)
    return head + b"".join(entries)
