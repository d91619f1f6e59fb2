"""As much of CBOR (RFC 8949) as Pagefind writes: whole numbers, texts and arrays of known length."""

from __future__ import annotations

from typing import Any, TypeAlias

WHOLE, NEGATIVE, TEXT, ARRAY = 0, 1, 3, 4
"""Kinds of values, as the first three bits say them (section 3.1)."""

Value: TypeAlias = Any
"""A whole number, a text, or a list of values."""


def head(data: bytes, at: int) -> tuple[int, int, int]:
    """Kind, number or size, and the offset behind both (section 3). Raises ValueError where the size is not known."""
    kind, low = data[at] >> 5, data[at] & 31
    if low < 24:
        return kind, low, at + 1
    width = 1 << (low - 24)
    if width > 8:
        raise ValueError("a length of unknown size stands in Pagefind's index")
    return kind, int.from_bytes(data[at + 1 : at + 1 + width]), at + 1 + width


def read(data: bytes, at: int = 0) -> tuple[Value, int]:
    """The value at the offset `at`, and the offset behind it. Raises ValueError where it is of a kind that is not read here."""
    kind, size, at = head(data, at)
    if kind == WHOLE:
        return size, at
    if kind == NEGATIVE:
        return -1 - size, at
    if kind == TEXT:
        return data[at : at + size].decode(), at + size
    if kind != ARRAY:
        raise ValueError(f"a value of the kind {kind} was not expected in Pagefind's index")
    values: list[Value] = []
    for _ in range(size):
        value, at = read(data, at)
        values.append(value)
    return values, at


def written(value: Value) -> bytes:
    """`value` in as few bytes as can be (section 4.2.1)."""
    if isinstance(value, int):
        return written_head(WHOLE, value) if value >= 0 else written_head(NEGATIVE, -1 - value)
    if isinstance(value, str):
        text = value.encode()
        return written_head(TEXT, len(text)) + text
    return written_head(ARRAY, len(value)) + b"".join(map(written, value))


def written_head(kind: int, size: int) -> bytes:
    """What stands before a value: its kind, and its number or size."""
    if size < 24:
        return bytes((kind << 5 | size,))
    power = 0 if size < 1 << 8 else 1 if size < 1 << 16 else 2 if size < 1 << 32 else 3
    return bytes((kind << 5 | 24 + power,)) + size.to_bytes(1 << power)
