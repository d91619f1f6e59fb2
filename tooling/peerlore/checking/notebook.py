"""What the last check of a library said of each page, with what its rules had asked; as bytes, and back.

The bytes are a line of JSON, then numbers: ten thousand pages are read in a tenth of a second, so columns and not rows.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from peerlore.checking.judged import finding_of, row_of
from peerlore.checking.traits import PRINTS, Traits
from peerlore.checking.witness import Question
from peerlore.model.findings import Finding

_MOST_QUESTIONS = 40
"""Questions a page, on average; a notebook with more holds mostly questions that nobody asks any more, and begins anew."""

_NOTHING = array(PRINTS)


class Entry(NamedTuple):
    """A page: what it held (`state`), whether it could be read to its end, what is said of it and by whom.

    `said` comes from reader and schema, `found` from rules for pages, `linked` from rules that look at the whole library;
    these had `asked` the questions of these numbers.
    """

    state: str
    complete: bool
    traits: Traits
    said: tuple[Finding, ...] = ()
    found: tuple[Finding, ...] = ()
    linked: tuple[Finding, ...] = ()
    asked: array[int] = _NOTHING


@dataclass
class Notebook:
    """The pages of a library as of one check. It holds only as long as the same `judge` judges."""

    judge: str
    pages: dict[str, Entry] = field(default_factory=dict)
    numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    """The number of each question, by index and key."""
    answers: list[str] = field(default_factory=list)
    """The answer to each question by its number."""

    def number(self, question: Question) -> int:
        """The number of a question; a new one has an answer that no index gives."""
        found = self.numbers.setdefault(question[0], {}).setdefault(question[1], len(self.answers))
        if found == len(self.answers):
            self.answers.append("?")
        return found

    @property
    def is_full(self) -> bool:
        """Whether it is time for a new one."""
        return len(self.answers) > _MOST_QUESTIONS * (len(self.pages) + 100)


_FINDINGS = ("said", "found", "linked")
_WORDS = ("slips", "requires", "replaces", "words")


def to_bytes(notebook: Notebook) -> bytes:
    """A notebook as bytes."""
    pages = notebook.pages
    numbers = array(PRINTS)
    for entry in pages.values():
        numbers += entry.traits.prints
        numbers += entry.asked
    said: dict[str, Any] = {
        "judge": notebook.judge,
        "files": list(pages),
        "states": [entry.state for entry in pages.values()],
        "incomplete": [file for file, entry in pages.items() if not entry.complete],
        "prints": [len(entry.traits.prints) for entry in pages.values()],
        "asked": [len(entry.asked) for entry in pages.values()],
        "keys": {name: list(keys) for name, keys in notebook.numbers.items()},
        "numbers": {name: list(keys.values()) for name, keys in notebook.numbers.items()},
        "answers": notebook.answers,
    }
    for name in _WORDS:
        said[name] = {file: list(words) for file, entry in pages.items() if (words := getattr(entry.traits, name))}
    for name in _FINDINGS:
        said[name] = {file: list(map(row_of, some)) for file, entry in pages.items() if (some := getattr(entry, name))}
    return json.dumps(said, separators=(",", ":")).encode("ascii") + b"\n" + numbers.tobytes()


def from_bytes(kept: bytes | None, judge: str) -> Notebook | None:
    """The notebook of which `to_bytes` made these bytes, if the same judge kept it."""
    text, _, binary = (kept or b"{}").partition(b"\n")
    said = json.loads(text)
    if said.get("judge") != judge:
        return None
    numbers = {name: dict(zip(keys, said["numbers"][name], strict=True)) for name, keys in said["keys"].items()}
    return Notebook(judge, dict(_pages(said, binary)), numbers, said["answers"])


def _pages(said: dict[str, Any], binary: bytes) -> Iterator[tuple[str, Entry]]:
    numbers = array(PRINTS)
    numbers.frombytes(binary)
    incomplete = frozenset(said["incomplete"])
    slips, *names = (said[name].get for name in _WORDS)
    findings = [said[name].get for name in _FINDINGS]
    start = 0
    for file, state, prints, asked in zip(said["files"], said["states"], said["prints"], said["asked"], strict=True):
        between, end = start + prints, start + prints + asked
        traits = Traits(numbers[start:between], frozenset(slips(file, ())), *(tuple(name(file, ())) for name in names))
        spoken, found, linked = (tuple([finding_of(file, row) for row in rows(file, ())]) for rows in findings)
        yield file, Entry(state, file not in incomplete, traits, spoken, found, linked, numbers[between:end])
        start = end
