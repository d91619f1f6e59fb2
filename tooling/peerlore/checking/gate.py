"""The whole check: sources in, findings out, each cause said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from peerlore.checking import sentences, waivers
from peerlore.checking.collection import Collection, build_collection
from peerlore.checking.rule import Rule
from peerlore.checking.rules import FILE_RULES, RULES
from peerlore.checking.schemas import Schemas
from peerlore.checking.waivers import apply_waivers
from peerlore.model.documents import Document, Kind
from peerlore.model.facts import NO_FACTS, Facts
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


_Key = tuple[str, bytes, str]
_Read = tuple[Document, tuple[Finding, ...]]
"""A document with what reader and schema say of it alone."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check: every document with the indexes over them, and the findings in order.

    `waived` are findings that do not count, each with the reason that `library.yml` gives.
    """

    collection: Collection
    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, str], ...] = ()

    @property
    def errors(self) -> int:
        """How many findings keep the library from being published."""
        return sum(1 for finding in self.findings if finding.level == "error")


@cache
def all_cards() -> tuple[Card, ...]:
    """Every kind of finding there is, sorted by code."""
    cards = (
        *reading_cards.CARDS,
        *COLLECTION_CARDS,
        *sentences.CARDS,
        *waivers.CARDS,
        *(rule.card for rule in RULES),
        *(rule.card for rule in FILE_RULES),
    )
    return tuple(sorted(cards, key=lambda card: card.code))


class Gate:
    """Checks libraries, and remembers what it read: a file that did not change is not read a second time."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._read: dict[_Key, _Read] = {}

    def check(self, sources: Iterable[SourceFile], today: str, *, notices: bool = False, facts: Facts = NO_FACTS) -> Checked:
        """Read and check every source.

        `sources` are all entries below `content/`; pictures need their first bytes only. `today` is the day in ISO 8601
        on which waivers must still hold. Rules that only inform run with `notices`; rules about what the world outside knows
        run where `facts` hold it.
        """
        rules = [rule for rule in RULES if rule.runs(facts, notices=notices)]
        documents: list[Document] = []
        assets: list[str] = []
        findings: list[Finding] = []
        unsound: list[Finding] = []
        alone: list[_Read] = []
        remembered, self._read = self._read, {}  # what is gone from the library is forgotten
        sources = list(sources)
        for rule in FILE_RULES:
            findings += rule.check(sources)
        for source in sources:
            spot = spot_of(source.file)
            if spot is not None:
                read = self._document(source, spot.kind, remembered)
                documents.append(read[0])
                alone.append(read)
            else:
                unsound += check_asset(source)
                assets.append(source.file)
        collection = build_collection(documents, assets, facts)
        findings += _missing_registers(collection)
        findings += unsound
        for document, said in alone:
            findings += said
            findings += _by_rules(document, (*said, *unsound), collection, rules)
        # A rule with facts from outside judges a part of the library at a time; what it waives elsewhere stays unseen.
        silent = frozenset(rule.code for rule in RULES if rule.needs or not rule.runs(facts, notices=notices))
        outcome = apply_waivers(findings, collection.settings, (card.code for card in all_cards()), today, silent)
        return Checked(collection, tuple(sorted(outcome.kept)), tuple(sorted(outcome.waived)))

    def _document(self, source: SourceFile, kind: Kind, remembered: Mapping[_Key, _Read]) -> _Read:
        key = (source.file, source.raw, source.trouble)
        read = remembered.get(key)
        if read is None:
            document = read_document(source, kind)
            read = (document, tuple(_alone(document, self._schemas)))
        self._read[key] = read
        return read


def _alone(document: Document, schemas: Schemas) -> list[Finding]:
    """What reader and schema say; what the reader says about a spot silences the schema there: one cause, one complaint."""
    said = list(document.findings)
    if document.complete:
        places = {finding.place for finding in said}
        said += [finding for finding in schemas.check(document) if finding.place not in places]
    return said


def _by_rules(document: Document, said: Iterable[Finding], collection: Collection, rules: Iterable[Rule]) -> Iterator[Finding]:
    """What the rules say where reader and schema are silent. A document that could not be read is judged no further."""
    if not document.complete:
        return
    places = {finding.place for finding in said}
    for rule in rules:
        for finding in rule.check(document, collection):
            if finding.place not in places:
                yield finding


def _missing_registers(collection: Collection) -> Iterator[Finding]:
    for document, file in ((collection.settings, "content/library.yml"), (collection.register, "content/skills.yml")):
        if document is None and f"{file.removesuffix('yml')}yaml" not in collection.assets:
            yield Finding(
                Place(file), "R016", f"there is no {file}", "Every library needs this file; `peerlore explain R016` shows what for."
            )
