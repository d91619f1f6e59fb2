"""The whole check: sources in, findings out, each cause said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from peerlore.checking import sentences
from peerlore.checking.collection import Collection, build_collection
from peerlore.checking.rules import RULES
from peerlore.checking.schemas import Schemas
from peerlore.model.documents import Document
from peerlore.model.findings import Card, Finding, Place
from peerlore.model.sources import SourceFile
from peerlore.reading import cards as reading_cards
from peerlore.reading.assets import check_asset
from peerlore.reading.document import read_document
from peerlore.reading.layout import spot_of

COLLECTION_CARDS: tuple[Card, ...] = (
    Card(
        "R016",
        "no-settings",
        "A library must have `content/library.yml` and `content/skills.yml`.",
        "They name the topics with their owners and the skills; without them nothing else can be checked.",
    ),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check: every document with the indexes over them, and the findings in order."""

    collection: Collection
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings keep the library from being published."""
        return sum(1 for finding in self.findings if finding.level == "error")


def all_cards() -> tuple[Card, ...]:
    """Every kind of finding there is, sorted by code."""
    cards = (*reading_cards.CARDS, *COLLECTION_CARDS, *sentences.CARDS, *(rule.card for rule in RULES))
    return tuple(sorted(cards, key=lambda card: card.code))


def check_sources(sources: Iterable[SourceFile], checker: Schemas) -> Checked:
    """Read and check every source. `sources` are all entries below `content/`; pictures need their first bytes only."""
    documents: list[Document] = []
    assets: list[str] = []
    findings: list[Finding] = []
    for source in sources:
        spot = spot_of(source.file)
        if spot is not None:
            documents.append(read_document(source, spot.kind))
        else:
            complaints = check_asset(source)
            findings += complaints
            if not complaints:
                assets.append(source.file)
    collection = build_collection(documents, assets)
    findings += _missing_registers(collection)
    for document in documents:
        findings += check_document(document, collection, checker)
    return Checked(collection, tuple(sorted(findings)))


def check_document(document: Document, collection: Collection, checker: Schemas) -> list[Finding]:
    """All that is to say of one document in its collection.

    What the reader says about a spot silences the schema there, and the schema silences the rules: one cause, one
    complaint. A document that could not be read is judged no further.
    """
    said = list(document.findings)
    if not document.readable and not document.meta:
        return said
    places = {finding.place for finding in said}
    said += [finding for finding in checker.check(document) if finding.place not in places]
    places = {finding.place for finding in said}
    for rule in RULES:
        said += [finding for finding in rule.check(document, collection) if finding.place not in places]
    return said


def _missing_registers(collection: Collection) -> Iterator[Finding]:
    for document, file in ((collection.settings, "content/library.yml"), (collection.register, "content/skills.yml")):
        if document is None:
            yield Finding(
                Place(file), "R016", f"there is no {file}", "Every library needs this file; `peerlore explain R016` shows what for."
            )
