"""How findings are written for people and machines: one function a format, in a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from peerlore.checking.reports import github, json, review, sarif, summary, text
from peerlore.checking.reports.report import Report

REPORTERS: dict[str, Callable[[Report], str]] = {
    "text": text.render_report,
    "json": json.render_report,
    "github": github.render_report,
    "sarif": sarif.render_report,
    "review": review.render_report,
    "summary": summary.render_report,
}

FORMATS: Sequence[str] = tuple(REPORTERS)
