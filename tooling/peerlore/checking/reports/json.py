"""Findings for programs: one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict

from peerlore.checking.reports.report import Report
from peerlore.model.findings import Fix


def render_report(report: Report) -> str:
    """`{"version": 1, "documents": n, "findings": [{file, line, column, code, level, message, hint, fix?}, …]}`.

    A `fix` is `{line, column, end_line, end_column, text, sure}`: what to put in place of the characters between.
    """
    findings = []
    for finding in report.findings:
        place = asdict(finding.place)
        said = {"code": finding.code, "level": finding.level, "message": finding.message, "hint": finding.hint}
        findings.append({**place, **said, **({"fix": _fix(finding.fix)} if finding.fix and report.may_show(finding.fix) else {})})
    return json.dumps({"version": 1, "documents": report.documents, "findings": findings}, ensure_ascii=False, indent=2)


def _fix(fix: Fix) -> dict[str, str | int | bool]:
    start, end = fix.start, fix.end
    return {
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "text": fix.text,
        "sure": fix.sure,
    }
