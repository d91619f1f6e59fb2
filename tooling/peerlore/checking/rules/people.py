"""People whom texts name: known, and each with one profile."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from peerlore.checking.collection import Collection, groups, texts
from peerlore.checking.rule import Rule
from peerlore.model.documents import Document, KeyPath
from peerlore.model.findings import Finding


def person_is_known(document: Document, collection: Collection) -> Iterator[Finding]:
    """Everybody whom a page or the library names must have a profile in content/people/.

    Readers want to know whom they may ask, and a slip in a handle would credit nobody. A library whose contributors
    do not keep profiles says `profiles: optional` in library.yml.
    """
    if not collection.profiles_required:
        return
    for path, handle in _named(document):
        if handle not in collection.people:
            close = get_close_matches(handle.lower(), sorted(collection.people), n=1, cutoff=0.6)
            hint = (
                f"Did you mean {close[0]!r}?"
                if close
                else f"Check the spelling, or add content/people/{handle}.md in the same pull request."
            )
            yield Finding(document.place(*path), "P001", f"nobody here has the handle {handle!r}", hint)


def _named(document: Document) -> Iterator[tuple[KeyPath, str]]:
    yield from texts(document, "authors")
    for path, author in groups(document, "authors"):
        if isinstance(author.get("person"), str):
            yield (*path, "person"), author["person"]
    yield from texts(document, "review", "owner")
    yield from texts(document, "owners")
    for path, topic in groups(document, "topics"):
        owners = topic.get("owners")
        for index, owner in enumerate(owners if isinstance(owners, list) else ()):
            if isinstance(owner, str):
                yield (*path, "owners", index), owner


RULES: tuple[Rule, ...] = (Rule("P001", "unknown-person", person_is_known),)
