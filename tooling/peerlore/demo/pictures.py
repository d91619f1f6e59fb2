"""Small pictures without a library for pictures: bars in black and white, the same bytes on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack
from zlib import adler32, crc32

_WIDTH, _HEIGHT = 320, 120


def bars(heights: Sequence[int]) -> bytes:
    """A PNG of bars whose heights are in per cent. https://www.w3.org/TR/png-3/"""
    rows = b"".join(b"\0" + _row(heights, y) for y in range(_HEIGHT))
    header = pack(">IIBBBBB", _WIDTH, _HEIGHT, 1, 0, 0, 0, 0)  # one bit for each point, 1 is white
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", _stored(rows)) + _chunk(b"IEND", b"")


def _row(heights: Sequence[int], y: int) -> bytes:
    step = _WIDTH // len(heights)
    points = "".join("1" if x % step < step // 4 or x // step >= len(heights) else _point(heights[x // step], y) for x in range(_WIDTH))
    return int(points, 2).to_bytes(_WIDTH // 8, "big")


def _point(height: int, y: int) -> str:
    return "0" if (_HEIGHT - y) * 100 <= height * _HEIGHT else "1"


def _stored(raw: bytes) -> bytes:
    """The stream of zlib without compression, since versions of zlib compress differently. https://www.rfc-editor.org/rfc/rfc1950"""
    return b"\x78\x01\x01" + pack("<HH", len(raw), len(raw) ^ 0xFFFF) + raw + pack(">I", adler32(raw))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + kind + body + pack(">I", crc32(kind + body))
