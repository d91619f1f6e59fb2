"""What else a change touches: pages that lead to those it changes, and would have to follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from peerlore.model.documents import Document
from peerlore.model.nouns import name_of


@dataclass(frozen=True, slots=True)
class Affected:
    """A page outside of a change, the page of the change to which it leads, and how it does."""

    file: str
    changed: str
    how: str


def affected(documents: Iterable[Document], changed: Set[str]) -> Iterator[Affected]:
    """Pages that are not `changed` themselves and lead to one that is: by a link, as a prerequisite, stop or translation."""
    ids = {name_of(file): file for file in sorted(changed, reverse=True) if file.startswith("content/modules/") and file.endswith(".md")}
    for document in documents:
        if document.file in changed:
            continue
        if document.kind == "translation" and name_of(document.file) in ids:
            yield Affected(document.file, ids[name_of(document.file)], "translates it")
        for key, how in (
            ("requires", "asks for it first"),
            ("modules", "takes it as a stop" if document.kind == "path" else "works with it"),
        ):
            entries = document.meta.get(key)
            for id in entries if isinstance(entries, list) else ():
                if id in ids:
                    yield Affected(document.file, ids[id], how)
        for file in sorted({link.file for link in document.outline.links if link.file in changed and link.file}):
            yield Affected(document.file, file, "links to it")
