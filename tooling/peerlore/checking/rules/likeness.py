"""Texts that say what another text says already."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.checking.collection import Collection, folded
from peerlore.checking.fingerprints import Shared, shared_passages
from peerlore.checking.prose import plain_prose
from peerlore.checking.rule import AnyRule, Rule
from peerlore.model.documents import Document
from peerlore.model.findings import Finding
from peerlore.model.nouns import name_of

_MOST_OF_IT = 0.5
"""The share of the shorter text from which on one of the two is hardly needed."""

_LONG = 60
"""Words in a row that nobody writes twice by chance; shorter quotations are welcome."""

_ENOUGH = 40
"""Words that two texts must share; what is shorter is hardly a text."""

_MOST = 5


def text_is_new(document: Document, collection: Collection) -> Iterator[Finding]:
    """A module must not say for the most part what another module says.

    Readers do not know which of the two to trust, and only one of them is kept true. Mend the older module, link to
    it, or say in `replaces` that the new one takes its place and remove the old one. Translations and retired modules
    do not count.
    """
    for other, part in _alike(document, collection):
        if part >= _MOST_OF_IT:
            passages = _shared(document, other, collection)
            if sum(shared.words for shared in passages) >= _ENOUGH:
                first = passages[0]
                message = f"most of this text stands in {_short(other)} too, first {_lines(document, other, first)}"
                hint = "Mend the older of the two instead, or link to it and keep what is new."
                yield Finding(document.place_at(first.here[0]), "N001", message, hint, "warning")


def passage_is_new(document: Document, collection: Collection) -> Iterator[Finding]:
    """A passage of more than sixty words must stand in one module only.

    When the facts change, one of the copies stays as it was. Write it once and link to it. Addresses and what stands in
    more than five modules, such as a notice, do not count as words.
    """
    for other, part in _alike(document, collection):
        if part < _MOST_OF_IT:
            for shared in _shared(document, other, collection):
                if shared.own_words > _LONG:
                    message = f"these {shared.words} words stand in {_short(other)} too, {_lines(document, other, shared)}"
                    hint = "Keep the passage in one of the two modules, and link to it from the other."
                    yield Finding(document.place_at(shared.here[0]), "N002", message, hint, "warning")


def _alike(document: Document, collection: Collection) -> list[tuple[Document, float]]:
    """Modules that have something in common with this one and were there before it, as far as file names tell, most alike first.

    Of two modules with one id another rule tells.
    """
    if document.kind != "module":
        return []
    name = folded(name_of(document.file))
    alike = collection.likeness.alike(document.file)
    found = [(collection.documents[file], part) for file, part in alike.items()]
    earlier = [(other, part) for other, part in found if _order(other) < _order(document) and folded(name_of(other.file)) != name]
    return sorted(earlier, key=lambda one: (-one[1], one[0].file))[:_MOST]


def _shared(document: Document, other: Document, collection: Collection) -> list[Shared]:
    return shared_passages(plain_prose(document.outline.prose), plain_prose(other.outline.prose), collection.likeness)


def _order(document: Document) -> tuple[bool, str]:
    """A draft is newer than what is published; otherwise the order of the files decides, so that one of two is named once."""
    return document.meta.get("status") == "draft", document.file


def _short(document: Document) -> str:
    return document.file.removeprefix("content/modules/")


def _lines(document: Document, other: Document, shared: Shared) -> str:
    ours = [document.place_at(shared.here[0]).line, document.place_at(shared.here[1] - 1).line]
    theirs = [other.place_at(shared.there[0]).line, other.place_at(shared.there[1] - 1).line]
    return f"{_span(ours)} here, {_span(theirs)} there"


def _span(lines: list[int]) -> str:
    return f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]} to {lines[1]}"


RULES: tuple[AnyRule, ...] = (
    Rule("N001", "near-duplicate", text_is_new, "warning"),
    Rule("N002", "copied-passage", passage_is_new, "warning"),
)
