"""What an import did, counted, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from peerlore.checking.reports import json as findings_as_json
from peerlore.checking.reports import text as findings_as_text
from peerlore.checking.reports.report import Report, one_line
from peerlore.model.findings import Finding

_MOST_SHOWN = 20
_FATES = {
    "module": "to modules",
    "picture": "to pictures taken along",
    "anchor": "to renamed parts of their page",
    "outside": "to addresses elsewhere",
    "as-it-was": "good as they were",
    "left": "left and dead",
}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Counts of one import and everything that was left, in an order that never differs.

    `written` are files that were missing and now stand there; after a dry run, those that would.
    `links` counts links by their fate, `kept` documents by the foreign key that is kept under `x-`, `forgotten` those
    by the key that the map leaves behind. `unused` are the folder's files that no imported document took.
    """

    documents: int = 0
    imported: int = 0
    written: int = 0
    dry_run: bool = False
    pictures: int = 0
    links: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    forgotten: Mapping[str, int] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def needs_a_person(self) -> bool:
        """Whether anything was left that somebody has to decide."""
        return any(finding.level != "notice" for finding in self.findings)


def _plain(text: str, _style: str) -> str:
    return text


def render_text(report: ImportReport, paint: Callable[[str, str], str] = _plain) -> str:
    """The findings, then the counts."""
    lines = []
    if report.findings:
        lines.append(findings_as_text.render_findings(Report(report.findings, report.documents, paint=paint)))
    lines.append(paint(f"{_counted(report.documents, 'document')} read, {report.imported:,} imported", "bold"))
    written = "would be written" if report.dry_run else "written"
    lines.append(f"{_counted(report.written, 'file')} {written}, {_counted(report.pictures, 'picture')} taken along")
    links = [f"{count:,} {_FATES[fate]}" for fate, count in report.links.items() if count]
    lines.append(f"links: {', '.join(links) or 'none'}")
    lines += _listed("kept under x-", report.kept)
    lines += _listed("left behind, as the map says", report.forgotten)
    if report.unused:
        shown = [one_line(file) for file in report.unused[:_MOST_SHOWN]]
        more = len(report.unused) - len(shown)
        lines.append(f"{_counted(len(report.unused), 'file')} not needed: {', '.join(shown)}{f' and {more:,} more' if more else ''}")
    if report.findings:
        lines.append(paint(f"{_counted(len(report.findings), 'thing')} left for you", "bold yellow"))
    return "\n".join(lines)


def render_json(report: ImportReport) -> str:
    """`{"version": 1, "documents": n, "imported": n, …, "findings": [{file, line, column, code, level, message, hint}, …]}`."""
    findings = json.loads(findings_as_json.render_report(Report(report.findings, report.documents)))["findings"]
    said = {
        "version": 1,
        "documents": report.documents,
        "imported": report.imported,
        "written": report.written,
        "dry_run": report.dry_run,
        "pictures": report.pictures,
        "links": dict(report.links),
        "kept": dict(report.kept),
        "forgotten": dict(report.forgotten),
        "unused": list(report.unused),
        "findings": findings,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _listed(what: str, counts: Mapping[str, int]) -> list[str]:
    if not counts:
        return []
    return [f"{what}: {', '.join(f'{one_line(key)} ({count:,})' for key, count in counts.items())}"]
