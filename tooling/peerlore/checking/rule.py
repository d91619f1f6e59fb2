"""What a rule is: a card with a pure generator whose docstring is the policy."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from peerlore.checking.collection import Collection
from peerlore.model.documents import Document
from peerlore.model.findings import Card, Finding, Level
from peerlore.model.sources import SourceFile

Check = Callable[[Document, Collection], Iterator[Finding]]
PageCheck = Callable[[Document], Iterator[Finding]]
FileCheck = Callable[[Iterable[SourceFile]], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A code, a slug that names what is flagged, and the function that flags it.

    The first paragraph of the function's docstring says what must be, the rest why.
    """

    code: str
    slug: str
    check: Check
    level: Level = "error"

    @property
    def card(self) -> Card:
        """What `explain` and the reference page say about this rule."""
        return _card(self)


@dataclass(frozen=True, slots=True)
class PageRule:
    """A rule that judges a document alone, whatever else the library holds: asked once for each text, and remembered."""

    code: str
    slug: str
    check: PageCheck
    level: Level = "error"

    @property
    def card(self) -> Card:
        """What `explain` and the reference page say about this rule."""
        return _card(self)


AnyRule = Rule | PageRule


@dataclass(frozen=True, slots=True)
class FileRule:
    """A rule about the files of the library themselves, readable or not; it sees all of them at once."""

    code: str
    slug: str
    check: FileCheck
    level: Level = "error"

    @property
    def card(self) -> Card:
        """What `explain` and the reference page say about this rule."""
        return _card(self)


def _card(rule: AnyRule | FileRule) -> Card:
    text = inspect.getdoc(rule.check) or ""
    must, _, why = text.partition("\n\n")
    return Card(rule.code, rule.slug, " ".join(must.split()), " ".join(why.split()), rule.level)
