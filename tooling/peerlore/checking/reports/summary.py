"""Findings as a Markdown table, for the summary of a workflow run or a comment on a pull request."""

from __future__ import annotations

from collections import Counter

from peerlore.checking.reports.markdown import as_words
from peerlore.checking.reports.report import Report
from peerlore.model.findings import Finding

MOST = 50
"""How many findings the table shows; GitHub cuts long summaries, and nobody reads more."""

_WORDS = {"error": "must mend", "warning": "should mend", "notice": "for information"}


def render_report(report: Report) -> str:
    """A verdict, a table of the worst findings first, and how many of each kind there are."""
    lines = [f"**{as_words(report.verdict)}.**"]  # it quotes the reasons of waivers
    if report.findings:
        lines += ["", "| Where | Finding | What to do |", "|---|---|---|"]
        lines += [_row(finding) for finding in report.worst_first[:MOST]]
        if len(report.findings) > MOST:
            lines += ["", f"The table shows {MOST} of {len(report.findings):,}; the log has all of them."]
        names = {card.code: card.slug for card in report.cards}
        counts = Counter(finding.code for finding in report.findings).most_common()
        lines += ["", "By kind: " + ", ".join(f"{code} {names.get(code, '')} ({count:,})" for code, count in counts) + "."]
    return "\n".join(lines)


def _row(finding: Finding) -> str:
    where = f"{as_words(finding.place.file)}, line {finding.place.line}"
    what = f"{finding.code}, {_WORDS[finding.level]}: {as_words(finding.message)}"
    return f"| {where} | {what} | {as_words(finding.hint)} |"
