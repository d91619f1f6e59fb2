"""What the library must know of a text and what takes long to find out: found once for each text, and remembered."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from peerlore.checking import spelling
from peerlore.checking.fingerprints import fingerprints
from peerlore.checking.starter import is_begun
from peerlore.model.documents import Document
from peerlore.reading.words import word_set

PRINTS = "I"
"""The type of `array` in which fingerprints are kept: unsigned, four bytes at least."""


@dataclass(frozen=True, slots=True)
class Traits:
    """`prints` are the fingerprints of a module that can be like another one; `slips` its English words that may be misspelt."""

    prints: array[int]
    slips: frozenset[str]


def find_traits(document: Document) -> Traits:
    """The traits of a document. A pure function of its text."""
    slips = word_set(document.text) & spelling.misspellings().keys() if document.language == "en" else frozenset[str]()
    return Traits(array(PRINTS, fingerprints(document.outline.prose) if _counts(document) else ()), slips)


def _counts(document: Document) -> bool:
    """Whether others may be like it: retired modules do not count, nor drafts as `peerlore new` writes them."""
    status = document.meta.get("status")
    return document.kind == "module" and status != "retired" and not (status == "draft" and is_begun(document.text))
