"""How a link is pointed at, and how its address is replaced by a better one."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from peerlore.model.documents import Document, Link
from peerlore.model.findings import Fix, Place

_LONGEST_SHOWN = 201
"""One more than the longest path that fits on every machine."""


def place_of(document: Document, link: Link) -> Place:
    """Where the address of a link starts."""
    return Place(document.file, link.line, link.column)


def path_to(document: Document, file: str) -> str:
    """The path from a page to a file of the library, as it is written in a link."""
    return quote(posixpath.relpath(file, posixpath.dirname(document.file)), safe="/.-_~!$&+,;=@")


def with_address(document: Document, link: Link, address: str, *, sure: bool = False) -> Fix:
    """The fix that gives a link another address, with the part behind `#` as it was."""
    old = link.target.partition("#")[0]
    start = place_of(document, link)
    return Fix(start, Place(start.file, start.line, start.column + len(old)), address, sure)


def with_anchor(document: Document, link: Link, anchor: str) -> Fix:
    """The guess that a link was meant to lead to another part of its page."""
    start = place_of(document, link)
    column = start.column + link.target.index("#") + 1
    return Fix(Place(start.file, start.line, column), Place(start.file, start.line, start.column + len(link.target)), anchor, sure=False)


def short(file: str) -> str:
    """A file as people call it: without the folder that all of them share. An address may have any length, and many lines."""
    return shown("".join(char if char.isprintable() else repr(char)[1:-1] for char in file.removeprefix("content/")[:_LONGEST_SHOWN]))


def shown(text: str) -> str:
    """`text`, or its beginning where it is long."""
    return text if len(text) < _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
