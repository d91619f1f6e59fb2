"""Fixes as a review of a pull request, in which each is a suggestion that somebody applies with one click.

Format: GitHub's REST API, "Create a review for a pull request". GitHub takes comments only on lines of the change, and
refuses the whole review if one stands elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from peerlore.checking.fixing import apply_fixes
from peerlore.checking.reports.markdown import as_words
from peerlore.checking.reports.report import Report
from peerlore.model.findings import Finding, Fix, Place

MOST = 30
"""How many suggestions a review holds, the worst first: GitHub limits how fast comments are made, and nobody reads more."""

_TICKS = re.compile(r"`{3,}")


def render_report(report: Report) -> str:
    """The review as JSON; without comments, nothing to say."""
    return json.dumps(build_review(report), ensure_ascii=False, indent=2)


def build_review(report: Report) -> dict[str, Any]:
    """`{"event": "COMMENT", "body": …, "comments": [{path, start_line, line, side, body}, …]}`."""
    spots = list(_spots(report))
    comments = [_comment(report, spot) for spot in spots[:MOST]]
    shown = f" {MOST} of {len(spots):,} suggestions are shown." if len(spots) > MOST else ""
    body = f"{as_words(report.verdict)}.{shown}"
    return {"event": "COMMENT", "body": body, "comments": comments}


def _spots(report: Report) -> Iterator[list[Finding]]:
    """Findings that can be mended inside of lines of the change, those that overlap together, spots with the worst first."""
    found: list[list[Finding]] = []
    for finding in report.worst_first:
        if finding.fix and report.may_show(finding.fix) and _is_touched(finding.fix, report.touched(finding.fix.start.file)):
            near = next((spot for spot in found if _overlap(spot, finding.fix)), None)
            if near is None:
                found.append([finding])
            elif all(not _collide(finding.fix, other.fix) for other in near if other.fix):
                near.append(finding)
    yield from found


def _is_touched(fix: Fix, touched: Sequence[tuple[int, int]]) -> bool:
    return any(first <= fix.start.line and fix.end.line <= last for first, last in touched)


def _lines(spot: list[Finding]) -> tuple[int, int]:
    fixes = [finding.fix for finding in spot if finding.fix]
    return min(fix.start.line for fix in fixes), max(fix.end.line for fix in fixes)


def _overlap(spot: list[Finding], fix: Fix) -> bool:
    first, last = _lines(spot)
    return spot[0].place.file == fix.start.file and first <= fix.end.line and fix.start.line <= last


def _collide(one: Fix, other: Fix | None) -> bool:
    return other is not None and one.start <= other.end and other.start <= one.end


def _comment(report: Report, spot: list[Finding]) -> dict[str, Any]:
    file, (first, last) = spot[0].place.file, _lines(spot)
    before = "\n".join(report.line_of(Place(file, number)) for number in range(first, last + 1))
    after = apply_fixes(before.encode(), (_moved(finding.fix, first) for finding in spot if finding.fix)).decode()
    said = "\n".join(f"- **{finding.code}** {as_words(finding.message)}. {as_words(finding.hint)}".rstrip() for finding in spot)
    longest = max((len(run) for run in _TICKS.findall(after)), default=2)
    marks = "`" * (longest + 1)
    comment = {"path": file, "line": last, "side": "RIGHT", "body": f"{said}\n\n{marks}suggestion\n{after}\n{marks}"}
    return comment if first == last else {**comment, "start_line": first, "start_side": "RIGHT"}


def _moved(fix: Fix, first: int) -> Fix:
    """The same fix in a text that begins with line `first`."""
    start, end = (replace(place, line=place.line - first + 1) for place in (fix.start, fix.end))
    return replace(fix, start=start, end=end)
