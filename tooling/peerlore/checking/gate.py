"""The whole check: sources in, findings out, each cause said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache

from peerlore.checking import sentences, waivers
from peerlore.checking.collection import Collection, build_collection, texts
from peerlore.checking.judged import Judged, Memory, from_text, judge, key_of, to_text
from peerlore.checking.rule import AnyRule, PageRule
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


_READING = "R"
_Key = tuple[str, bytes, str, str]


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
    """Checks libraries, and remembers what it judged: a file that did not change is not read a second time.

    `memory` keeps it beyond this process; `salt` stands for the version of everything that judges. With `select`, only
    rules run whose codes begin with one of its words, and nothing else is said but what could not be read; such a gate
    keeps no memory.
    """

    def __init__(self, schemas: Schemas, memory: Memory | None = None, salt: bytes = b"", select: tuple[str, ...] = ()) -> None:
        self._schemas = schemas
        self._memory = None if select else memory
        self._salt = salt
        self._select = (*select, _READING) if select else ("",)
        self._rules = tuple(rule for rule in RULES if rule.code.startswith(self._select))
        self._page_rules = tuple(rule for rule in self._rules if isinstance(rule, PageRule) and rule.level != "notice")
        self._later_rules = tuple(rule for rule in self._rules if rule not in self._page_rules)
        self._judged: dict[_Key, Judged] = {}

    def check(self, sources: Iterable[SourceFile], today: str, *, notices: bool = False, facts: Facts = NO_FACTS) -> Checked:
        """Read and check every source.

        `sources` are all entries below `content/`; pictures need their first bytes only. `today` is the day in ISO 8601
        on which waivers must still hold. Rules that only inform run with `notices`; rules about what the world outside knows
        run where `facts` hold it.
        """
        rules = [rule for rule in self._later_rules if rule.runs(facts, notices=notices)]
        sources = list(sources)
        findings = [finding for file_rule in FILE_RULES for finding in file_rule.check(sources)]
        assets = [source for source in sources if spot_of(source.file) is None]
        unsound = [finding for source in assets for finding in check_asset(source)]
        findings += unsound
        judged = self._judge_all(sources)
        traits = {one.document.file: one for one in judged}
        collection = build_collection(
            (one.document for one in judged), (source.file for source in assets), lambda document: traits[document.file].traits, facts
        )
        findings += _missing_registers(collection)
        silent_at = {finding.place for finding in unsound}
        for one in judged:
            findings += one.said
            findings += one.found
            findings += _by_rules(one, collection, silent_at, rules)
        findings = [finding for finding in findings if finding.code.startswith(self._select)]
        # A rule with facts from outside judges a part of the library at a time; what it waives elsewhere stays unseen.
        ran = {rule.code for rule in (*self._page_rules, *rules) if not rule.needs}
        silent = frozenset(rule.code for rule in RULES if rule.code not in ran)
        outcome = apply_waivers(findings, collection.settings, (card.code for card in all_cards()), today, silent)
        return Checked(collection, tuple(sorted(outcome.kept)), tuple(sorted(outcome.waived)))

    def _judge_all(self, sources: Iterable[SourceFile]) -> list[Judged]:
        spots = [(source, spot.kind) for source in sources if (spot := spot_of(source.file))]
        language = next((_first_language(read_document(source, kind)) for source, kind in spots if kind == "library"), "")
        before, self._judged = self._judged, {}  # what is gone from the library is forgotten
        for source, kind in spots:
            key = (source.file, source.raw, source.trouble, language)
            self._judged[key] = before.get(key) or self._judge(source, kind, language)
        return list(self._judged.values())

    def _judge(self, source: SourceFile, kind: Kind, language: str) -> Judged:
        if self._memory is None or source.trouble:
            return judge(source, kind, language, self._schemas, self._page_rules)
        key = key_of(source, language, self._salt)
        kept = self._memory.get(key)
        if kept is not None:
            return from_text(kept, source, kind, language)
        judged = judge(source, kind, language, self._schemas, self._page_rules)
        text = to_text(judged)
        if text is not None:
            self._memory.put(key, text)
        return judged


def _first_language(settings: Document) -> str:
    return next((text[:2] for _, text in texts(settings, "languages")), "")


def _by_rules(judged: Judged, collection: Collection, silent_at: Set[Place], rules: Iterable[AnyRule]) -> Iterator[Finding]:
    """What rules say of a document where nothing is said yet."""
    document = judged.document
    if not document.complete:
        return
    places = {finding.place for finding in judged.said} | silent_at if judged.said else silent_at
    for rule in rules:
        found = rule.check(document) if isinstance(rule, PageRule) else rule.check(document, collection)
        for finding in found:
            if finding.place not in places:
                yield finding


def _missing_registers(collection: Collection) -> Iterator[Finding]:
    for document, file in ((collection.settings, "content/library.yml"), (collection.register, "content/skills.yml")):
        if document is None and f"{file.removesuffix('yml')}yaml" not in collection.assets:
            yield Finding(
                Place(file), "R016", f"there is no {file}", "Every library needs this file; `peerlore explain R016` shows what for."
            )
