"""The rules that look at the whole library, asked anew about those pages alone of which they could say something else.

That is a page that changed, one whose rules asked something that has another answer now, and one that has words in common
with a page that changed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Set
from itertools import chain

from peerlore.checking.collection import Collection
from peerlore.checking.fingerprints import Likeness
from peerlore.checking.notebook import Entry, Notebook
from peerlore.checking.rule import Rule
from peerlore.checking.shelf import Shelf
from peerlore.checking.traits import PRINTS
from peerlore.checking.witness import Witness, answers


def link_all(
    rules: Iterable[Rule], collection: Collection, shelf: Shelf, notebook: Notebook, entries: dict[str, Entry], changed: Set[str]
) -> bool:
    """Complete `entries` with what rules say, and make them the pages of the notebook; returns whether it holds anything new.

    `changed` are the files that came, went or hold something else than in the notebook.
    """
    now = [""] * len(notebook.answers)
    _answer(now, collection, shelf, notebook)
    stale = _stale(now, notebook, entries, changed)
    if stale:
        prints = {file: entry.traits.prints for file, entry in entries.items() if entry.traits.prints}
        witness = Witness(collection, Likeness(prints, stale if len(stale) < len(entries) // 2 else None))
        for file in stale:
            entries[file] = _linked(file, entries[file], rules, shelf, notebook, witness)
        known = len(now)
        now += [""] * (len(notebook.answers) - known)
        _answer(now, collection, shelf, notebook, known)
    # Only now, so that a check which comes to no end leaves the notebook as it was.
    notebook.answers, notebook.pages = now, entries
    return bool(changed or stale)


def _stale(now: list[str], notebook: Notebook, entries: Mapping[str, Entry], changed: Set[str]) -> list[str]:
    """The pages of which rules could say something else than before, with the answers that all questions have `now`."""
    found = {file for file in changed if file in entries}
    other = {number for number, (old, new) in enumerate(zip(notebook.answers, now, strict=True)) if old != new}
    if other:
        found.update(file for file, entry in entries.items() if not other.isdisjoint(entry.asked))
    prints = (pages[file].traits.prints for pages in (notebook.pages, entries) for file in changed & pages.keys())
    if len(found) < len(entries) and (touched := frozenset(chain.from_iterable(prints))):
        found.update(file for file, entry in entries.items() if not touched.isdisjoint(entry.traits.prints))
    return [file for file in entries if file in found and entries[file].complete]


def _answer(now: list[str], collection: Collection, shelf: Shelf, notebook: Notebook, start: int = 0) -> None:
    """Write into `now` the answers to all questions, or to those from one number on."""
    for name, keys in notebook.numbers.items():
        asked = {key: number for key, number in keys.items() if number >= start} if start else keys
        for number, answer in zip(asked.values(), answers(collection, shelf.states, name, asked), strict=True):
            now[number] = answer


def _linked(file: str, entry: Entry, rules: Iterable[Rule], shelf: Shelf, notebook: Notebook, witness: Witness) -> Entry:
    """A page with what rules say of it wherever reader and schema said nothing, and what they asked for that."""
    witness.asked = set()
    places = {finding.place for finding in entry.said}
    document, library = shelf[file], witness.view()
    found = (finding for rule in rules for finding in rule.check(document, library))
    linked = tuple(finding for finding in found if finding.place not in places)
    return entry._replace(linked=linked, asked=array(PRINTS, map(notebook.number, witness.asked)))
