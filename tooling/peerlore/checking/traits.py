"""What the library must know of a text and what takes long to find out: found once for each text, and remembered."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from peerlore.checking import spelling
from peerlore.checking.entries import groups, texts
from peerlore.checking.fingerprints import fingerprints
from peerlore.checking.prose import plain_prose
from peerlore.checking.starter import is_begun
from peerlore.model.documents import Document
from peerlore.reading.words import word_set

_BETWEEN = re.compile(r"[\W_]+")

PRINTS = "I"
"""The type of `array` in which fingerprints are kept: unsigned, four bytes at least."""


class Traits(NamedTuple):
    """`prints` are the fingerprints of a module that can be like another one; `slips` its English words that may be misspelt.

    `requires` and `replaces` are the ids that a module names, `words` those of its names and tags, in lower case.
    """

    prints: array[int]
    slips: frozenset[str] = frozenset()
    requires: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def find_traits(document: Document) -> Traits:
    """The traits of a document. A pure function of its text."""
    slips = word_set(document.text) & spelling.misspellings().keys() if document.language == "en" else frozenset[str]()
    return with_names(array(PRINTS, fingerprints(plain_prose(document.outline.prose)) if _counts(document) else ()), slips, document)


def find_names(document: Document) -> Traits:
    """The traits of a document without those that take long to find out, for rules that do not ask for them."""
    return with_names(array(PRINTS), frozenset(), document)


def with_names(prints: array[int], slips: frozenset[str], document: Document) -> Traits:
    """The traits of a document of which those are known that take long to find out."""
    requires, replaces = (tuple(text for _, text in texts(document, field)) for field in ("requires", "replaces"))
    return Traits(prints, slips, requires, replaces, tuple(sorted(set(_words(document)))))


def _words(document: Document) -> Iterator[str]:
    names = [text for field in ("tags", "name") for _, text in texts(document, field)]
    if document.kind == "skills":
        names += [str(entry.get("name", "")) for part in ("skills", "levels") for _, entry in groups(document, part)]
    return (word for name in names for word in words_of_name(name))


def words_of_name(name: str) -> list[str]:
    """The words of an id, a tag or the name of a skill in lower case."""
    return [word.lower() for word in _BETWEEN.split(name) if word]


def _counts(document: Document) -> bool:
    """Whether others may be like it: retired modules do not count, nor drafts as `peerlore new` writes them."""
    status = document.meta.get("status")
    return document.kind == "module" and status != "retired" and not (status == "draft" and is_begun(document.text))
