"""Asking one rule about one document, whatever it needs besides."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.checking.collection import Collection, build_collection
from peerlore.checking.rule import AnyRule, PageRule
from peerlore.model.documents import Document
from peerlore.model.findings import Finding

ALONE = build_collection({}, [])
"""A library in which nothing else stands."""


def ask(rule: AnyRule, document: Document, collection: Collection = ALONE) -> Iterator[Finding]:
    return rule.check(document) if isinstance(rule, PageRule) else rule.check(document, collection)
