"""Findings that the library accepts for a while. A waiver is content: it has a reason and an end, and is itself checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from peerlore.checking.collection import groups
from peerlore.model.documents import Document
from peerlore.model.findings import Card, Finding
from peerlore.reading.globs import fits

CARDS: tuple[Card, ...] = (
    Card(
        "E001",
        "waiver-expired",
        "A waiver must not be past its last day.",
        "It was given for a while. Mend the findings, or agree on a new day with a new reason.",
    ),
    Card(
        "E002",
        "waiver-unused",
        "A waiver must still be needed.",
        "Once nothing is left to waive, the entry would silently cover the next fault. Remove it.",
        "warning",
    ),
    Card(
        "E003",
        "waiver-not-possible",
        "A waiver must name a finding that can be waived.",
        "What the reader or a schema says (codes R and S) cannot be waived: such a page has no values to make a page of. Waivers cannot waive each other either.",
    ),
)

_NEVER = ("R", "S", "E")


@dataclass(slots=True)
class _Entry:
    """A waiver with its place in library.yml and how often it was needed."""

    path: tuple[str | int, ...]
    code: str
    paths: str
    until: str
    used: int = 0


@dataclass(frozen=True, slots=True)
class Waived:
    """Findings that count, and those that a waiver covers, with its reason."""

    kept: list[Finding] = field(default_factory=list)
    waived: list[tuple[Finding, str]] = field(default_factory=list)


def apply_waivers(
    findings: Iterable[Finding], settings: Document | None, known: Iterable[str], today: str, silent: frozenset[str] = frozenset()
) -> Waived:
    """Set aside what the waivers of `library.yml` cover on the day `today` (ISO 8601), and say what is wrong with them.

    `silent` are codes whose rules did not run, so that nothing can be said of their waivers.
    """
    result = Waived()
    entries = list(_entries(settings)) if settings else []
    reasons = {entry.path: reason for entry, reason in entries}
    active = [entry for entry, _ in entries if entry.until >= today and entry.code[0] not in _NEVER]
    for finding in findings:
        entry = next((entry for entry in active if _covers(entry, finding)), None)
        if entry is None:
            result.kept.append(finding)
        else:
            entry.used += 1
            result.waived.append((finding, reasons[entry.path]))
    if settings:
        codes = frozenset(known)
        for entry, _ in entries:
            if entry.code in silent:
                continue
            result.kept.extend(_faults(entry, settings, codes, today))
    return result


def _covers(entry: _Entry, finding: Finding) -> bool:
    return finding.code == entry.code and fits(entry.paths, finding.place.file)


def _entries(settings: Document) -> Iterator[tuple[_Entry, str]]:
    for path, waiver in groups(settings, "waivers"):
        texts: Mapping[str, Any] = {key: waiver.get(key) for key in ("code", "paths", "reason", "until")}
        if all(isinstance(text, str) and text for text in texts.values()):
            yield _Entry(path, texts["code"], texts["paths"], texts["until"]), texts["reason"]


def _faults(entry: _Entry, settings: Document, codes: frozenset[str], today: str) -> Iterator[Finding]:
    place = settings.place(*entry.path, "code")
    if entry.code[0] in _NEVER or entry.code not in codes:
        hint = "`peerlore explain` lists the codes; those of reading and of schemas cannot be waived."
        yield Finding(place, "E003", f"{entry.code!r} cannot be waived", hint)
    elif entry.until < today:
        message = f"the waiver of {entry.code} ended on {entry.until}"
        yield Finding(settings.place(*entry.path, "until"), "E001", message, "Mend what it covered, or agree on a new day.")
    elif not entry.used:
        message = f"nothing in {' '.join(entry.paths.split())} needs the waiver of {entry.code} any more"
        yield Finding(place, "E002", message, "Remove the waiver.", "warning")
