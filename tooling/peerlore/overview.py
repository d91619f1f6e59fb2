"""A pull request put together for its reviewers: the gate's view of it, its findings, and what it affects."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

from peerlore import pipeline
from peerlore.checking.gate import Checked, all_cards
from peerlore.checking.reports.report import Report
from peerlore.ledger.asking import foresee
from peerlore.ledger.evidence import named
from peerlore.ledger.forge import Forge
from peerlore.model.facts import Facts
from peerlore.model.findings import Place
from peerlore.model.reviews import Change
from peerlore.outside.committed import read_committed
from peerlore.outside.git import lines_since
from peerlore.outside.objects import open_objects
from peerlore.reviewing.affected import affected
from peerlore.reviewing.summary import Page, Summary
from peerlore.reviewing.units import CONTENT
from peerlore.staging.addresses import address, staged_file


def summary_of(root: Path, forge: Forge, change: Change, preview: str = "") -> Summary:
    """What reviewers should know of a change, as if it were merged now. `preview` is where a preview of it stands, or empty."""
    (waiting,), people = foresee(root, lambda _: forge, [change])
    with open_objects(root) as objects:
        base = objects.resolve("HEAD")
        fork = objects.fork(base, change.head)
        touched = {path for path in objects.changed(fork, change.head) if path.startswith(CONTENT)}
        now = {path: blob for path, blob in objects.tree(base).items() if path.startswith(CONTENT)}
        theirs = {path: blob for path, blob in objects.tree(change.head).items() if path in touched}
        merged = {**{path: blob for path, blob in now.items() if path not in touched}, **theirs}
        sources = {source.file: source for source in read_committed(objects, merged)}
        before = {source.file: source for source in read_committed(objects, now)}
    older = {path: before[path].raw if path in before else None for path in touched}
    whole = pipeline.Change(fork, older, before)
    facts = Facts(pipeline.read_history(root, sources, whole))
    checked = pipeline.check(sources.values(), root, facts=facts)
    findings = pipeline.findings_of_change(checked.findings, root, whole)
    report = Report(
        tuple(finding for finding in findings if finding.level != "notice"),
        len(touched),
        cards=all_cards(),
        line_of=lambda place: _line(checked, place),
        touched=lambda file: lines_since(root, fork, file, change.head) if file in touched else [],
    )
    others = sorted(affected(checked.collection.documents.values(), touched), key=lambda each: (each.changed, each.file))
    return Summary(waiting, report, _pages(checked, touched, preview), others, lambda text: named(text, people), people.handle_of)


def _line(checked: Checked, place: Place) -> str:
    document = checked.collection.documents.get(place.file)
    return document.line(place.line) if document else ""


def _pages(checked: Checked, touched: set[str], preview: str) -> dict[str, Page]:
    documents = checked.collection.documents
    return {
        file: Page(str(documents[file].meta.get("title") or documents[file].meta.get("name") or ""), _preview(file, preview))
        for file in touched
        if file in documents
    }


def _preview(file: str, preview: str) -> str:
    page = staged_file(file)
    return urljoin(f"{preview.rstrip('/')}/", address(page)) if preview and page else ""
