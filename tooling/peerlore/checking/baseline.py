"""Findings that were there when an old library was adopted: counted, but not failing. Only new ones fail.

A finding is known again by file, code and message, so that lines may move.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peerlore.model.errors import CannotRun
from peerlore.model.findings import Finding

VERSION = 1

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings that are new, how many are old, and how many of the baseline are gone."""

    new: list[Finding]
    old: int
    gone: int


def write_baseline(findings: Iterable[Finding]) -> str:
    """The baseline as JSON: `{"version": 1, "findings": {file: {code: {message: count}}}}`, sorted."""
    table: dict[str, dict[str, dict[str, int]]] = {}
    for (file, code, message), count in sorted(Counter(map(_key, findings)).items()):
        table.setdefault(file, {}).setdefault(code, {})[message] = count
    return json.dumps({"version": VERSION, "findings": table}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_baseline(text: str) -> Counter[Key]:
    """How often each finding may occur. Raises CannotRun for a text that is no baseline."""
    try:
        said = json.loads(text)
        table: Mapping[str, Mapping[str, Mapping[str, int]]] = said["findings"]
        if said["version"] != VERSION:
            raise CannotRun(
                f"the baseline has version {said['version']!r}, this peerlore reads {VERSION}; write it anew with --write-baseline"
            )
        return Counter(
            {
                (file, code, message): int(count)
                for file, codes in table.items()
                for code, messages in codes.items()
                for message, count in messages.items()
            }
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CannotRun("the baseline cannot be read; write it anew with `peerlore check --write-baseline`") from error


def compare(findings: Iterable[Finding], baseline: Counter[Key]) -> Compared:
    """Tell new findings from those of the baseline."""
    left = baseline.copy()
    new: list[Finding] = []
    old = 0
    for finding in findings:
        key = _key(finding)
        if left[key] > 0:
            left[key] -= 1
            old += 1
        else:
            new.append(finding)
    return Compared(new, old, left.total())


def _key(finding: Finding) -> Key:
    return finding.place.file, finding.code, finding.message
