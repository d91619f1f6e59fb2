"""Findings for a person at a terminal: place, code, message; below it the hint."""

from __future__ import annotations

from peerlore.checking.reports.report import Report, one_line

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
    for finding in report.findings:
        place = report.paint(one_line(str(finding.place)), "bold")
        code = report.paint(finding.code, _STYLES[finding.level])
        lines.append(f"{place}: {code} {one_line(finding.message)}\n")
        if finding.hint:
            lines.append(f"    {report.paint(one_line(finding.hint), 'dim')}\n")
    return "".join(lines)
