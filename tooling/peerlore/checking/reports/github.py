"""Findings as workflow commands, which GitHub shows at the line of a pull request.

Format and escaping: GitHub Docs, "Workflow commands for GitHub Actions", and actions/toolkit's `command.ts`.
"""

from __future__ import annotations

from peerlore.checking.reports.report import Report, one_line


def render_report(report: Report) -> str:
    """One command a finding, the worst first since GitHub shows only so many, then the verdict as a plain line."""
    lines = []
    for finding in report.worst_first:
        place = finding.place
        properties = f"file={_property(place.file)},line={place.line},col={place.column},title={_property(finding.code)}"
        text = f"{finding.message}. {finding.hint}".strip()
        lines.append(f"::{finding.level} {properties}::{_data(text)}")
    return "\n".join((*lines, report.verdict))


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
