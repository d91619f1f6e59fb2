"""What every format starts from: the findings and how much was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from peerlore.model.findings import Card, Finding, Fix, Place

_ORDER = {"error": 0, "warning": 1, "notice": 2}


def _plain(text: str, _style: str) -> str:
    return text


def _no_line(_place: Place) -> str:
    return ""


def _no_lines(_file: str) -> Sequence[tuple[int, int]]:
    return ()


@dataclass(frozen=True)
class Report:
    """Findings in order, the number of documents read, the cards of all kinds of finding.

    `notes` are sentences for the verdict, such as what is waived. `paint` colours a text (not at all by default); `line_of` gives the line of the source on which a place stands;
    `touched` the first and last lines of each part of a file that a change wrote.
    """

    findings: tuple[Finding, ...]
    documents: int
    paint: Callable[[str, str], str] = _plain
    cards: tuple[Card, ...] = ()
    line_of: Callable[[Place], str] = _no_line
    notes: tuple[str, ...] = ()
    touched: Callable[[str], Sequence[tuple[int, int]]] = _no_lines

    @property
    def worst_first(self) -> tuple[Finding, ...]:
        """Errors before warnings before notices, each in order of place."""
        return tuple(sorted(self.findings, key=lambda finding: (_ORDER[finding.level], finding)))

    @cached_property
    def private(self) -> frozenset[tuple[str, int]]:
        """Files with lines on which a secret or something of a person stands: logs and comments are read by more people than the page."""
        return frozenset((finding.place.file, finding.place.line) for finding in self.findings if finding.code.startswith("V"))

    def may_show(self, fix: Fix) -> bool:
        """Whether nothing private stands on the lines of a fix, whose text repeats some of them."""
        return not any((fix.start.file, number) in self.private for number in range(fix.start.line, fix.end.line + 1))

    @property
    def verdict(self) -> str:
        """The last line: how much was read and what was found."""
        read = f"{self.documents:,} document{'' if self.documents == 1 else 's'} read"
        count = len(self.findings)
        files = len({finding.place.file for finding in self.findings})
        where = "1 file" if files == 1 else f"{files:,} files"
        found = f"{count:,} finding{'' if count == 1 else 's'} in {where}" if count else "no findings"
        return "; ".join((f"{read}, {found}", *map(one_line, self.notes)))


def one_line(text: str) -> str:
    """`text` without anything that could start a new line or move the cursor in a terminal or a log."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
