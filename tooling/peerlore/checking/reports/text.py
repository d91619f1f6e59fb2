"""Findings for a person at a terminal: place, code, message; below it the hint."""

from __future__ import annotations

from peerlore.checking.reports.report import Report, one_line
from peerlore.model.findings import Finding

_WIDTH = 100
_STYLES = {"error": "red", "warning": "yellow", "notice": "cyan"}


def render_report(report: Report) -> str:
    """All findings and the verdict, each on lines of its own."""
    lines = [render_findings(report)] if report.findings else []
    lines.append(report.paint(report.verdict, "bold red" if report.findings else "bold green"))
    if report.findings:
        lines.append(f"`peerlore explain {report.findings[0].code}` says more about the first one.")
    return "\n".join(lines)


def render_findings(report: Report) -> str:
    """The findings alone, each line ended."""
    lines: list[str] = []
    private = report.private
    for finding in report.findings:
        place = report.paint(one_line(str(finding.place)), "bold")
        code = report.paint(finding.code, _STYLES[finding.level])
        lines.append(f"{place}: {code} {one_line(finding.message)}\n")
        if (finding.place.file, finding.place.line) not in private:
            lines += _excerpt(report, finding)
        if finding.hint:
            lines.append(f"    {report.paint(one_line(finding.hint), 'dim')}\n")
    return "".join(lines)


def _excerpt(report: Report, finding: Finding) -> list[str]:
    """The line of the source with a caret below the spot, cut where it is too long for a screen."""
    source = report.line_of(finding.place)
    if not source.strip():
        return []
    column = min(finding.place.column - 1, len(source))
    start = max(0, column - _WIDTH // 2) if len(source) > _WIDTH else 0
    shown = one_line(source[start : start + _WIDTH].replace("\t", " "))
    caret = " " * (column - start) + "^"
    gutter = report.paint(f"{finding.place.line:>5} | ", "dim")
    return [f"{gutter}{shown}\n", f"{' ' * 5} | {report.paint(caret, _STYLES[finding.level])}\n"]
