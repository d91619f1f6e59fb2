"""What a rule is: a card with a pure generator whose docstring is the policy."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from peerlore.checking.collection import Collection
from peerlore.model.documents import Document
from peerlore.model.facts import Facts
from peerlore.model.findings import Card, Finding, Level
from peerlore.model.sources import SourceFile

Needs = Literal["", "history", "replies"]
"""The field of `Facts` without which a rule has nothing to say."""

Check = Callable[[Document, Collection], Iterator[Finding]]
PageCheck = Callable[[Document], Iterator[Finding]]
FileCheck = Callable[[Iterable[SourceFile]], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A code, a slug that names what is flagged, and the function that flags it.

    The first paragraph of the function's docstring says what must be, the rest why. A rule that `needs` facts from
    outside runs only where somebody looked for them.
    """

    code: str
    slug: str
    check: Check
    level: Level = "error"
    needs: Needs = ""

    @property
    def card(self) -> Card:
        """What `explain` and the reference page say about this rule."""
        return _card(self)

    def runs(self, facts: Facts, *, notices: bool) -> bool:
        """Whether the rule has something to say with these facts, to somebody who wants notices or does not."""
        return (notices or self.level != "notice") and (not self.needs or getattr(facts, self.needs) is not None)


@dataclass(frozen=True, slots=True)
class PageRule:
    """A rule that judges a document alone, whatever else the library holds: asked once for each text, and remembered."""

    code: str
    slug: str
    check: PageCheck
    level: Level = "error"
    needs: Needs = ""

    def runs(self, _facts: Facts, *, notices: bool) -> bool:
        """Whether the rule has something to say to somebody who wants notices or does not."""
        return notices or self.level != "notice"

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
