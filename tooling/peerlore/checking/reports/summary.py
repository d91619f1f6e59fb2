"""Findings as a Markdown table, for the summary of a workflow run or a comment on a pull request."""

from __future__ import annotations

import re
from collections import Counter

from peerlore.checking.reports.report import Report, one_line
from peerlore.model.findings import Finding

MOST = 50
"""How many findings the table shows; GitHub cuts long summaries, and nobody reads more."""

_MARKS = re.compile(r"[\\`*_{}\[\]()#+\-!|~<>&@:]")
_WORDS = {"error": "must mend", "warning": "should mend", "notice": "for information"}


def render_report(report: Report) -> str:
    """A verdict, a table of the worst findings first, and how many of each kind there are."""
    lines = [f"**{report.verdict[0].upper()}{report.verdict[1:]}.**"]
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
    where = f"{_text(finding.place.file)}, line {finding.place.line}"
    what = f"{finding.code}, {_WORDS[finding.level]}: {_text(finding.message)}"
    return f"| {where} | {what} | {_text(finding.hint)} |"


def _text(text: str) -> str:
    # As entities, so that neither Markdown nor a mention nor an issue number comes to life.
    return _MARKS.sub(lambda match: f"&#{ord(match.group())};", one_line(text))
