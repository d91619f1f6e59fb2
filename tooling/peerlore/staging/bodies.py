"""A contributor's body as the staged page carries it: the same text, with links that fit its new place."""

from __future__ import annotations

import posixpath

from peerlore.model.documents import Document, Link
from peerlore.staging.addresses import staged_file


def staged_body(document: Document, published: frozenset[str]) -> str:
    """The body of `document` with each link to a file of the library pointing at its staged file.

    `published` are the library's files that are staged; a link to anything else is left as it is. Only the addresses
    of links change, at the offsets where the reader found them.
    """
    own = staged_file(document.file) or ""
    pieces: list[str] = []
    done = 0
    for link in document.outline.links:
        target = _staged_target(document, link, own, published)
        if target is None or target == link.target:
            continue
        pieces += (document.body[done : link.offset], target)
        done = link.offset + len(link.target)
    return "".join((*pieces, document.body[done:]))


def _staged_target(document: Document, link: Link, own: str, published: frozenset[str]) -> str | None:
    file = link.file
    if file is None or file == document.file or file not in published:
        return None
    staged = staged_file(file)
    if staged is None:
        return None
    way = posixpath.relpath(staged, posixpath.dirname(own) or ".")
    anchor = link.target.partition("#")[2]
    return f"{way}#{anchor}" if anchor else way
