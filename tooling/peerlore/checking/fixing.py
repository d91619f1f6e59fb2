"""Mending files: only the flagged span changes, every other byte stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from peerlore.checking.gate import Checked
from peerlore.model.findings import Finding, Fix, Place
from peerlore.model.sources import SourceFile

ROUNDS = 5
"""A mended spot may bring another to light; after this many rounds what is left needs a person."""

_MISREAD = ("R001", "R013")
"""In another encoding, or with carriage returns alone, the places in the text that was read are not those in the file."""


@dataclass(frozen=True, slots=True)
class Mended:
    """Files with their new bytes, and how many findings that took."""

    files: Mapping[str, bytes]
    fixed: int


def apply_fixes(raw: bytes, fixes: Iterable[Fix]) -> bytes:
    """`raw` with every fix applied that does not overlap an earlier one. Line ends and a byte order mark stay as they are."""
    text = raw.decode("utf-8")
    ends = "\r\n" if "\r\n" in text else "\n"
    spans = sorted((_offset(text, fix.start), _offset(text, fix.end), fix.text.replace("\n", ends)) for fix in fixes)
    pieces: list[str] = []
    done = 0
    for start, end, replacement in spans:
        if start < done or end < start:
            continue
        pieces += (text[done:start], replacement)
        done = end
    return "".join((*pieces, text[done:])).encode("utf-8")


def mend(sources: Mapping[str, SourceFile], check: Callable[[Iterable[SourceFile]], Checked], wanted: Callable[[str], bool]) -> Mended:
    """Apply every sure fix in the wanted files until none is left.

    A file whose fixes bring a finding that was not there before is put back as it was and left alone.
    """
    current = dict(sources)
    alone: set[str] = set()

    def allowed(file: str) -> bool:
        return wanted(file) and file not in alone

    checked = check(current.values())
    fixed = 0
    for _ in range(ROUNDS):
        fixes = _sure_fixes(checked.findings, allowed)
        if not fixes:
            break
        before = {file: current[file] for file in fixes}
        for file, some in fixes.items():
            raw = apply_fixes(current[file].raw, some)
            current[file] = current[file].holding(raw)
        after = check(current.values())
        worse = {file for file in fixes if not _better(file, checked, after)}
        if worse:
            alone.update(worse)
            current.update({file: before[file] for file in worse})
            after = check(current.values())
        fixed += max(0, len(checked.findings) - len(after.findings))
        checked = after
    changed = {file: source.raw for file, source in current.items() if source.raw != sources[file].raw}
    return Mended(changed, fixed)


def _sure_fixes(findings: Sequence[Finding], wanted: Callable[[str], bool]) -> dict[str, list[Fix]]:
    fixes: dict[str, list[Fix]] = {}
    misread = {finding.place.file for finding in findings if finding.code in _MISREAD}
    for finding in findings:
        if finding.fix and finding.fix.sure and wanted(finding.place.file) and finding.fix.start.file not in misread:
            fixes.setdefault(finding.fix.start.file, []).append(finding.fix)
    return fixes


def _better(file: str, before: Checked, after: Checked) -> bool:
    old = [finding for finding in before.findings if finding.place.file == file]
    new = [finding for finding in after.findings if finding.place.file == file]
    return len(new) < len(old) and {finding.code for finding in new} <= {finding.code for finding in old}


def _offset(text: str, place: Place) -> int:
    position = 0
    for _ in range(place.line - 1):
        position = text.find("\n", position) + 1
    if place.line == 1 and text.startswith("\ufeff"):
        position += 1
    return min(position + place.column - 1, len(text))
