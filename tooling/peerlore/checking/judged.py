"""What reader, schema and rules say of one document alone, and how it is remembered: as text that is checked when it comes back."""

from __future__ import annotations

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import cached_property, partial
from hashlib import blake2b
from typing import Any, Protocol

import orjson

from peerlore.checking.rule import PageRule
from peerlore.checking.schemas import Schemas
from peerlore.checking.traits import PRINTS, Traits, find_traits, with_names
from peerlore.model.documents import Document, Kind, Link
from peerlore.model.findings import Finding, Fix, Place
from peerlore.model.sources import SourceFile
from peerlore.reading.document import read_document, recall_document


class Memory(Protocol):
    """Keeps texts by keys for the next time. What it hands back is what was given to it, or nothing."""

    def get(self, key: bytes) -> bytes | None:
        """What was kept under `key`."""

    def put(self, key: bytes, text: bytes) -> None:
        """Keep `text` under `key`."""


@dataclass(frozen=True)
class Judged:
    """A document with what is said of it alone: `said` by reader and schema, `found` by the rules for pages.

    Where reader and schema speak, rules are silent: one cause, one complaint. A document that could not be read to its
    end is judged no further.
    """

    document: Document
    said: tuple[Finding, ...]
    found: tuple[Finding, ...]
    known: Callable[[], Traits] | None = None

    @cached_property
    def traits(self) -> Traits:
        """What takes long to find out, from before or found now."""
        return self.known() if self.known else find_traits(self.document)


def judge(
    source: SourceFile,
    kind: Kind,
    language: str,
    schemas: Schemas,
    rules: Iterable[PageRule],
    find: Callable[[Document], Traits] = find_traits,
) -> Judged:
    """Read one source and judge it alone. `language` is that of texts that do not say their own, `find` finds its traits."""
    document = read_document(source, kind, language)
    said = list(document.findings)
    if document.complete:
        places = {finding.place for finding in said}
        said += [finding for finding in schemas.check(document) if finding.place not in places]
    return Judged(document, tuple(said), tuple(_by_pages(document, said, rules)), partial(find, document))


def _by_pages(document: Document, said: Iterable[Finding], rules: Iterable[PageRule]) -> Iterator[Finding]:
    """What rules for pages say of a document where nothing is said yet."""
    if document.complete:
        places = {finding.place for finding in said}
        for rule in rules:
            for finding in rule.check(document):
                if finding.place not in places:
                    yield finding


def key_of(source: SourceFile, language: str, salt: bytes) -> bytes:
    """Under what a judged source is remembered. `salt` stands for all else on which the judgement depends."""
    return blake2b(b"\0".join((source.digest, source.file.encode(), language.encode())), digest_size=16, key=salt).digest()


def to_text(judged: Judged) -> bytes | None:
    """What is worth remembering, or None where the reader has complained and should do so again."""
    if judged.document.findings:
        return None
    kept = json.dumps(
        {
            "meta": judged.document.meta,
            "links": [
                (link.target, link.text, link.line, link.column, link.offset, link.image, link.file)
                for link in judged.document.outline.links
            ],
            "said": [row_of(finding) for finding in judged.said],
            "found": [row_of(finding) for finding in judged.found],
            "prints": b64encode(judged.traits.prints.tobytes()).decode("ascii"),
            "slips": sorted(judged.traits.slips),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return kept.encode("utf-8")


def from_text(text: bytes, source: SourceFile, kind: Kind, language: str) -> Judged:
    """What was judged before, for the same source."""
    kept = orjson.loads(text)
    document = recall_document(source, kind, language, kept["meta"], (Link(*link) for link in kept["links"]))
    said, found = (tuple(finding_of(source.file, row) for row in kept[name]) for name in ("said", "found"))
    return Judged(document, said, found, partial(_traits, kept["prints"], kept["slips"], document))


def _traits(prints: str, slips: Iterable[str], document: Document) -> Traits:
    numbers = array(PRINTS)
    numbers.frombytes(b64decode(prints))
    return with_names(numbers, frozenset(slips), document)


def row_of(finding: Finding) -> list[Any]:
    """A finding as JSON can hold it, without its file."""
    return [*astuple(finding.place)[1:], finding.code, finding.message, finding.hint, finding.level, _fix_row(finding.fix)]


def _fix_row(fix: Fix | None) -> list[Any] | None:
    return [fix.start.line, fix.start.column, fix.end.line, fix.end.column, fix.text, fix.sure] if fix else None


def finding_of(file: str, row: list[Any]) -> Finding:
    """The finding in a file of which `row_of` made this row."""
    line, column, code, message, hint, level, fix = row
    return Finding(Place(file, line, column), code, message, hint, level, _fix(file, fix) if fix else None)


def _fix(file: str, row: list[Any]) -> Fix:
    return Fix(Place(file, row[0], row[1]), Place(file, row[2], row[3]), row[4], row[5])
