"""Findings for programs: one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict

from peerlore.checking.reports.report import Report


def render_report(report: Report) -> str:
    """`{"version": 1, "documents": n, "findings": [{file, line, column, code, level, message, hint}, …]}`."""
    findings = []
    for finding in report.findings:
        place = asdict(finding.place)
        said = {"code": finding.code, "level": finding.level, "message": finding.message, "hint": finding.hint}
        findings.append({**place, **said})
    return json.dumps({"version": 1, "documents": report.documents, "findings": findings}, ensure_ascii=False, indent=2)
