"""Findings as SARIF 2.1.0, which code scanning and many editors read.

Format: OASIS, Static Analysis Results Interchange Format 2.1.0. Columns count characters, as ours do.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

from peerlore import __version__
from peerlore.checking.reports.report import Report
from peerlore.model.findings import Card, Finding, Fix

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}


def render_report(report: Report) -> str:
    """One run with a rule for every kind of finding and a result for every finding."""
    index = {card.code: number for number, card in enumerate(report.cards)}
    run = {
        "tool": {"driver": {"name": "peerlore", "version": __version__, "rules": [_rule(card) for card in report.cards]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index, report) for finding in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(card: Card) -> dict[str, Any]:
    return {
        "id": card.code,
        "name": "".join(word.capitalize() for word in card.slug.split("-")),
        "shortDescription": {"text": card.must},
        "fullDescription": {"text": card.why or card.must},
        "help": {"text": f"{card.must} {card.why}".strip()},
        "defaultConfiguration": {"level": _LEVELS[card.level]},
    }


def _result(finding: Finding, index: dict[str, int], report: Report) -> dict[str, Any]:
    place = finding.place
    text = f"{finding.message}. {finding.hint}".strip()
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.level],
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _file(place.file),
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
        # Lines move when text is added above; the message and the file say better whether it is the same finding.
        "partialFingerprints": {"peerlore/v1": hashlib.sha256(f"{finding.code}\0{place.file}\0{finding.message}".encode()).hexdigest()},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    if finding.fix and report.may_show(finding.fix):
        result["fixes"] = [_fix(finding.fix, finding.hint or finding.message)]
    return result


def _fix(fix: Fix, description: str) -> dict[str, Any]:
    region = {
        "startLine": fix.start.line,
        "startColumn": fix.start.column,
        "endLine": fix.end.line,
        "endColumn": fix.end.column,
    }
    change = {"artifactLocation": _file(fix.start.file), "replacements": [{"deletedRegion": region, "insertedContent": {"text": fix.text}}]}
    return {"description": {"text": description}, "artifactChanges": [change]}


def _file(name: str) -> dict[str, str]:
    return {"uri": quote(name), "uriBaseId": "%SRCROOT%"}
