"""The whole check: sources in, findings out, each cause said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from peerlore.checking import sentences, waivers
from peerlore.checking.collection import Collection, build_collection, texts
from peerlore.checking.judged import Judged, Memory, from_text, judge, key_of, to_text
from peerlore.checking.linking import link_all
from peerlore.checking.notebook import Entry, Notebook, from_bytes, to_bytes
from peerlore.checking.rule import AnyRule, PageRule, Rule
from peerlore.checking.rules import ASK_FOR_TRAITS, FILE_RULES, RULES
from peerlore.checking.schemas import Schemas
from peerlore.checking.shelf import Shelf
from peerlore.checking.traits import find_names, find_traits
from peerlore.checking.waivers import apply_waivers
from peerlore.model.documents import Document, Kind
from peerlore.model.facts import NO_FACTS, Facts
from peerlore.model.findings import Card, Finding, Place
from peerlore.model.nouns import name_of
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
Helpers = Callable[[Sequence[SourceFile], str], Iterable[bytes | None]]
"""Others who judge sources, in a library whose texts are in this language unless they say otherwise, as `to_text` writes it."""
_NOTEBOOK = b"notebook"


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
    keeps no memory. `helpers` judge what is new when there is much of it.
    """

    def __init__(
        self,
        schemas: Schemas,
        memory: Memory | None = None,
        salt: bytes = b"",
        select: tuple[str, ...] = (),
        helpers: Helpers | None = None,
    ) -> None:
        self._schemas = schemas
        self._helpers = helpers
        self._ahead: dict[bytes, bytes] = {}
        self._memory = None if select else memory
        self._salt = salt
        self._select = (*select, _READING) if select else ("",)
        self._rules = tuple(rule for rule in RULES if rule.code.startswith(self._select))
        self._page_rules = tuple(rule for rule in self._rules if isinstance(rule, PageRule) and rule.level != "notice")
        self._standing_rules = tuple(rule for rule in self._rules if isinstance(rule, Rule) and rule.level != "notice" and not rule.needs)
        self._special_rules = tuple(rule for rule in self._rules if rule not in (*self._page_rules, *self._standing_rules))
        self._find = find_traits if any(rule.code in ASK_FOR_TRAITS for rule in self._rules) else find_names
        self._shelf: Shelf | None = None
        self._notebook: Notebook | None = None

    def check(self, sources: Iterable[SourceFile], today: str, *, notices: bool = False, facts: Facts = NO_FACTS) -> Checked:
        """Read and check every source.

        `sources` are all entries below `content/`; pictures need their first bytes only. `today` is the day in ISO 8601
        on which waivers must still hold and the next meetings of groups are looked for. Rules that only inform run with `notices`; rules about what the world outside knows
        run where `facts` hold it.
        """
        sources = list(sources)
        findings = [finding for file_rule in FILE_RULES for finding in file_rule.check(sources)]
        assets = [source for source in sources if spot_of(source.file) is None]
        unsound = [finding for source in assets for finding in check_asset(source)]
        findings += unsound
        shelf = self._shelf = self._fill(source for source in sources if spot_of(source.file))
        notebook = self._open(shelf.language)
        if self._helpers:
            self._look_ahead(self._helpers, [file for file in shelf.unread() if not _is_same(notebook, shelf, file)], shelf)
        changed, entries = _judge_all(notebook, shelf)
        collection = build_collection(shelf, (source.file for source in assets), lambda file: entries[file].traits, facts, today)
        if link_all(self._standing_rules, collection, shelf, notebook, entries, changed) and self._memory:
            self._memory.put(_NOTEBOOK, to_bytes(notebook))
        findings += _missing_registers(collection)
        silent_at = {finding.place for finding in unsound}
        for entry in entries.values():
            findings += (*entry.said, *entry.found)
            findings += (finding for finding in entry.linked if finding.place not in silent_at)
        rules = [rule for rule in self._special_rules if rule.runs(facts, notices=notices)]
        findings += _by_special(rules, collection, entries, silent_at)
        findings = [finding for finding in findings if finding.code.startswith(self._select)]
        # A rule with facts from outside judges a part of the library at a time; what it waives elsewhere stays unseen.
        ran = {rule.code for rule in (*self._page_rules, *self._standing_rules, *rules) if not rule.needs}
        silent = frozenset(rule.code for rule in RULES if rule.code not in ran)
        outcome = apply_waivers(findings, collection.settings, (card.code for card in all_cards()), today, silent)
        return Checked(collection, tuple(sorted(outcome.kept)), tuple(sorted(outcome.waived)))

    def keys_in_use(self) -> Iterator[bytes]:
        """The keys under which memory keeps what the last check looked at."""
        if self._shelf:
            yield from (key_of(source, self._shelf.language, self._salt) for source in self._shelf.sources.values() if not source.trouble)

    def _fill(self, sources: Iterable[SourceFile]) -> Shelf:
        pages = {source.file: source for source in sources}
        settings = pages.get("content/library.yml")
        language = _first_language(read_document(settings, "library")) if settings else ""
        return Shelf(pages, language, self._judge, self._shelf)

    def _open(self, language: str) -> Notebook:
        """The notebook of the last check, or an empty one where that does not hold any more."""
        judge = f"{self._salt.hex()} {language}"
        if self._notebook is None and self._memory:
            self._notebook = from_bytes(self._memory.get(_NOTEBOOK), judge)
        if self._notebook is None or self._notebook.judge != judge or self._notebook.is_full:
            self._notebook = Notebook(judge)
        return self._notebook

    def _judge(self, source: SourceFile, kind: Kind, language: str) -> Judged:
        if source.trouble or not (self._memory or self._ahead):
            return self.judge(source, kind, language)
        key = key_of(source, language, self._salt)
        kept = self._ahead.pop(key, None) or (self._memory.get(key) if self._memory else None)
        if kept is not None:
            return from_text(kept, source, kind, language)
        judged = self.judge(source, kind, language)
        text = to_text(judged) if self._memory else None
        if text is not None and self._memory:
            self._memory.put(key, text)
        return judged

    def judge(self, source: SourceFile, kind: Kind, language: str) -> Judged:
        """What is said of one source alone."""
        return judge(source, kind, language, self._schemas, self._page_rules, self._find)

    def _look_ahead(self, helpers: Helpers, files: Iterable[str], shelf: Shelf) -> None:
        """Have helpers judge what nobody remembers."""
        sources = [source for file in files if not (source := shelf.sources[file]).trouble]
        keys = [key_of(source, shelf.language, self._salt) for source in sources]
        new = [(key, source) for key, source in zip(keys, sources, strict=True) if not (self._memory and self._memory.get(key))]
        for (key, _), text in zip(new, helpers([source for _, source in new], shelf.language), strict=True):
            if text is not None:
                self._ahead[key] = text
                if self._memory:
                    self._memory.put(key, text)


def _is_same(notebook: Notebook, shelf: Shelf, file: str) -> bool:
    old = notebook.pages.get(file)
    return old is not None and old.state == shelf.states[file]


def _judge_all(notebook: Notebook, shelf: Shelf) -> tuple[set[str], dict[str, Entry]]:
    """The files that came, went or changed since the notebook was written, and its pages as they are now."""
    same = {file for file in shelf.states if _is_same(notebook, shelf, file)}
    entries = {file: notebook.pages[file] if file in same else _entry(shelf.judged(file), state) for file, state in shelf.states.items()}
    return (notebook.pages.keys() | entries.keys()) - same, entries


def _entry(judged: Judged, state: str) -> Entry:
    return Entry(state, judged.document.complete, judged.traits, judged.said, judged.found)


def _first_language(settings: Document) -> str:
    return next((text[:2] for _, text in texts(settings, "languages")), "")


def _by_special(rules: Sequence[AnyRule], collection: Collection, entries: Mapping[str, Entry], silent_at: Set[Place]) -> Iterator[Finding]:
    """What rules that do not always run say of documents, wherever nothing else is said of the place."""
    touched = collection.facts.history.ids if collection.facts.history else frozenset()
    elsewhere = [rule for rule in rules if rule.needs != "history"]
    for file, entry in entries.items():
        some = rules if name_of(file) in touched else elsewhere
        if some and entry.complete:
            places = {finding.place for finding in entry.said} | silent_at
            document = collection.documents[file]
            for rule in some:
                found = rule.check(document) if isinstance(rule, PageRule) else rule.check(document, collection)
                yield from (finding for finding in found if finding.place not in places)


def _missing_registers(collection: Collection) -> Iterator[Finding]:
    for document, file in ((collection.settings, "content/library.yml"), (collection.register, "content/skills.yml")):
        if document is None and f"{file.removesuffix('yml')}yaml" not in collection.assets:
            yield Finding(
                Place(file), "R016", f"there is no {file}", "Every library needs this file; `peerlore explain R016` shows what for."
            )
