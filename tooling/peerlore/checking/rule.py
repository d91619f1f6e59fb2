"""What a rule is: a card with a pure generator whose docstring is the policy."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from peerlore.checking.collection import Collection
from peerlore.model.documents import Document
from peerlore.model.findings import Card, Finding, Level

Check = Callable[[Document, Collection], Iterator[Finding]]


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
        text = inspect.getdoc(self.check) or ""
        must, _, why = text.partition("\n\n")
        return Card(self.code, self.slug, " ".join(must.split()), " ".join(why.split()), self.level)
