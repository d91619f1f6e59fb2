"""Pictures and PDFs from their first byte to their last: is one what its name says, whole, and nothing besides?

A browser that is told `image/png` shows a picture; other programs may take the same bytes for an archive, a page or a
program when one is glued to its end. So each format is walked along as its specification lays it out.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import Final

_PADDING: Final = b"\x00\r\n\t "
_MOST_UNPACKED = 32 * 1024 * 1024
_EFFORT = 1024
"""What one more list of objects counts for besides its bytes."""

_JPEG_MARKER = re.compile(rb"\xff++([^\x00\xff])")
_JPEG_NEXT = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # others belong to the picture's data
_WEBP_PICTURES = (b"VP8 ", b"VP8L", b"VP8X")
# What makes a reader run, open, send or unpack something: ISO 32000-1, sections 7.11.4, 12.6.4, 12.7.8 and 13.6.
_PDF_COMMANDS: Final = {
    b"JavaScript": "it holds a program in JavaScript",
    b"Launch": "it starts a program",
    b"EmbeddedFile": "it holds other files",
    b"RichMedia": "it holds a film or a program",
    b"SubmitForm": "it sends what readers fill in",
    b"ImportData": "it reads files of its readers",
    b"XFA": "it holds a form that can run programs",
    b"Encrypt": "it is encrypted, so that nobody can look into it",
}
_PDF_NAME = re.compile(rb"/(" + b"|".join(_PDF_COMMANDS) + rb")(?![A-Za-z])")
_PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_PDF_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PDF_PACKED: Final = "this PDF packs its objects in a way that nobody can look into"
_LONGEST_DICTIONARY = 2000

Rest = int | None
"""Where a file's content ends, or None where it is broken before."""


def fault_in(raw: bytes, suffix: str) -> str:
    """What is wrong with the bytes of a file with the ending `suffix`, as the end of a sentence; empty where nothing is.

    `suffix` is one of `layout.ASSET_TYPES`.

    >>> fault_in(b"<script>", ".png")
    "the content of this file is not what '.png' promises"
    """
    signatures, walk = _FORMATS[suffix]
    if not raw.startswith(signatures) or (suffix == ".webp" and raw[8:12] != b"WEBP"):
        return f"the content of this file is not what {suffix!r} promises"
    end = walk(raw)
    if end is None:
        return "this file is broken or cut off"
    if behind := len(raw[end:].strip(_PADDING)):
        return f"{behind:,} bytes of something else follow behind the end of this file"
    return _commands_in(raw) if suffix == ".pdf" else ""


def _png_end(raw: bytes) -> Rest:
    """Chunks of length, name, content and checksum, from IHDR to IEND (PNG, third edition, section 5)."""
    at, seen = 8, set[bytes]()
    while at + 12 <= len(raw):
        length, name = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        at += 12 + length
        if not name.isalpha() or (not seen and name != b"IHDR"):
            return None
        seen.add(name)
        if name == b"IEND":
            return at if b"IDAT" in seen and at <= len(raw) else None
    return None


def _gif_end(raw: bytes) -> Rest:
    """Extensions and pictures in blocks of up to 255 bytes, up to the trailer (GIF89a, sections 17 to 27)."""
    at = 13 + _colours(raw, 10)
    while at < len(raw):
        kind = raw[at]
        if kind == 0x3B:
            return at + 1
        if kind == 0x2C:
            at += 11 + _colours(raw, at + 9)
        elif kind == 0x21:
            at += 2
        else:
            return None
        while at < len(raw) and raw[at]:
            at += 1 + raw[at]
        at += 1
    return at if at == len(raw) else None  # many have no trailer


def _colours(raw: bytes, at: int) -> int:
    """How many bytes the colours take that the flags at this place announce."""
    flags = raw[at] if at < len(raw) else 0
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _jpeg_end(raw: bytes) -> Rest:
    """Segments with their lengths, and the picture's data between them, up to EOI (ITU-T T.81, annex B)."""
    at = 2
    while marker := _JPEG_MARKER.match(raw, at):
        kind, at = marker[1][0], marker.end()
        if kind == 0xD9:
            return at
        at += int.from_bytes(raw[at : at + 2], "big")
        if kind == 0xDA:
            following = _JPEG_NEXT.search(raw, at)
            at = following.start() if following else len(raw)
    return None


def _webp_end(raw: bytes) -> Rest:
    """A RIFF file as long as it says, whose first chunk is a picture (RFC 9649, section 2)."""
    end = 8 + int.from_bytes(raw[4:8], "little")
    return end if end <= len(raw) and raw[12:16] in _WEBP_PICTURES else None


def _pdf_end(raw: bytes) -> Rest:
    """Everything up to the last end mark."""
    found = raw.rfind(b"%%EOF")
    return found + 5 if found >= 0 else None


def _commands_in(raw: bytes) -> str:
    """What a PDF does besides being read; also where it says so in a packed list of objects."""
    left = _MOST_UNPACKED
    said = _command(raw)
    for match in _PDF_STREAM.finditer(raw):
        if said:
            return said
        begins = raw.rfind(b"obj", max(0, match.start() - _LONGEST_DICTIONARY), match.start())
        dictionary = _plain(raw[begins : match.start()] if begins >= 0 else b"/ObjStm")
        if b"/ObjStm" not in dictionary:
            continue
        unpacker = zlib.decompressobj()
        try:
            unpacked = unpacker.decompress(raw[match.end() : raw.find(b"endstream", match.end())], left)
        except zlib.error:
            return _PDF_PACKED
        left -= len(unpacked) + _EFFORT
        if left <= 0 or not unpacker.eof or b"/Predictor" in dictionary or dictionary.count(b"Decode") > 1:
            return _PDF_PACKED
        said = _command(unpacked)
    return said


def _command(text: bytes) -> str:
    found = _PDF_NAME.search(_plain(text))
    return f"this PDF does more than to be read: {_PDF_COMMANDS[found[1]]}" if found else ""


def _plain(text: bytes) -> bytes:
    """PDF's names without the escapes that they may be written with."""
    return _PDF_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), text)


_FORMATS: dict[str, tuple[tuple[bytes, ...], Callable[[bytes], Rest]]] = {
    ".gif": ((b"GIF87a", b"GIF89a"), _gif_end),
    ".jpeg": ((b"\xff\xd8\xff",), _jpeg_end),
    ".jpg": ((b"\xff\xd8\xff",), _jpeg_end),
    ".pdf": ((b"%PDF-",), _pdf_end),
    ".png": ((b"\x89PNG\r\n\x1a\n",), _png_end),
    ".webp": ((b"RIFF",), _webp_end),
}
