"""A contributor's body as the staged page carries it: the same text, with links that fit its new place."""

from __future__ import annotations

from dataclasses import dataclass

from peerlore.model.documents import Document, Link
from peerlore.staging.addresses import WAITING, staged_file, way


@dataclass(frozen=True, slots=True)
class Links:
    """Where links may lead: `published` are files of the library that are staged, `withheld` pages that wait for an approval."""

    published: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()

    def staged(self, file: str) -> str | None:
        """The staged file for a file of the library; None where it has none."""
        if file in self.withheld:
            return WAITING
        return staged_file(file) if file in self.published else None


def staged_body(document: Document, links: Links, page: str = "") -> str:
    """The body of `document`, on its own page or another one at `page`, with each link to a file of the library pointing at its staged file.

    A link to a page that waits for its approval leads to a page that says so; one to anything else is left as it is. Only
    the addresses of links change, at the offsets where the reader found them.
    """
    own = page or staged_file(document.file) or ""
    pieces: list[str] = []
    done = 0
    for link in document.outline.links:
        target = _staged_target(document, link, own, links)
        if target is None or target == link.target:
            continue
        pieces += (document.body[done : link.offset], target)
        done = link.offset + len(link.target)
    return "".join((*pieces, document.body[done:]))


def _staged_target(document: Document, link: Link, own: str, links: Links) -> str | None:
    file = link.file
    if file is None or file == document.file:
        return None
    staged = links.staged(file)
    if staged is None:
        return None
    target = way(staged, own)
    anchor = link.target.partition("#")[2]
    return f"{target}#{anchor}" if anchor and staged != WAITING else target
