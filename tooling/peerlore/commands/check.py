"""`peerlore check`: every finding of the library, of some of its files, or of a change."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.checking import baseline
from peerlore.checking.fixing import Mended
from peerlore.checking.gate import Checked, all_cards
from peerlore.checking.reports import FORMATS, REPORTERS
from peerlore.checking.reports.report import Report
from peerlore.commands.terminal import LibraryOption, complain, paint, progress
from peerlore.model.errors import CannotRun
from peerlore.model.findings import Finding, Place
from peerlore.model.sources import SourceFile
from peerlore.outside.files import replace_file

BASELINE = "baseline.json"


def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders to report on; by default everything. A page outside of content/ is read as a new module."),
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", help=f"How to write findings: {', '.join(FORMATS)}.")] = "text",
    changed_since: Annotated[
        str,
        typer.Option(help="Report only what the change since this commit or branch touches, and what it breaks elsewhere.", metavar="REF"),
    ] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Mend what needs no person's eye; only the flagged spots change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    notices: Annotated[bool, typer.Option("--notices", help="Show findings that are only for information, too.")] = False,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help=f"Accept today's findings as old ones in {BASELINE}; from then on only new ones fail.")
    ] = False,
    library: LibraryOption = ".",
) -> None:
    """Check the library and report every finding with its line, column and a hint.

    Example: `peerlore check content/modules/circles`
    """
    if format not in REPORTERS:
        raise CannotRun(f"there is no format {format!r}; choose one of {', '.join(FORMATS)}")
    root = pipeline.library_root(Path(library).resolve())
    desk = _Desk.open(root, paths or [])
    if fix or diff:
        mended = pipeline.mend_library(desk.sources, desk.wanted)
        if diff:
            sys.exit(_show(mended, desk))
        _write(mended, desk)
    with progress("Reading the library"):
        checked = pipeline.check(desk.sources.values())
    findings = desk.findings(checked)
    if changed_since:
        findings = _of_change(findings, desk, changed_since)
    if not notices:
        findings = [finding for finding in findings if finding.level != "notice"]
    if write_baseline:
        (root / BASELINE).write_text(baseline.write_baseline(findings), "utf-8")
        print(f"{BASELINE} holds {len(findings):,} findings; from now on only new ones count")
        sys.exit(0)
    compared = baseline.compare(findings, baseline.read_baseline(_baseline_text(root)))
    report = Report(
        findings=tuple(compared.new),
        documents=sum(1 for file in checked.collection.documents if desk.wanted(file)),
        paint=paint,
        cards=all_cards(),
        line_of=lambda place: desk.line(checked, place),
        notes=_notes(checked, compared),
    )
    if not report.documents and not changed_since:
        raise CannotRun("there is nothing to check here: no document of the library lies at the given place")
    print(REPORTERS[format](replace(report, findings=tuple(map(desk.as_named, report.findings)))))
    sys.exit(1 if any(finding.level != "notice" for finding in report.findings) else 0)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What somebody asked to have checked: the library's sources, and which of its files they want to hear of.

    `guests` are pages outside of `content/` by the place in the library at which they are read.
    """

    root: Path
    sources: dict[str, SourceFile]
    guests: Mapping[str, Path]
    inside: Sequence[str]

    @classmethod
    def open(cls, root: Path, paths: Sequence[Path]) -> _Desk:
        missing = [str(path) for path in paths if not path.exists() and not path.is_symlink()]
        if missing:
            raise CannotRun(f"there is no {missing[0]}")
        content = root / "content"
        outside = [path for path in paths if path.is_file() and not path.resolve().is_relative_to(content)]
        inside = [path.resolve() for path in paths if path not in outside]
        strange = [str(path) for path in inside if not path.is_relative_to(root)]
        if strange:
            raise CannotRun(f"{strange[0]} does not belong to the library in {root}")
        guests = {pipeline.guest_place(root, path): path for path in outside}
        with progress("Reading the library"):
            sources = pipeline.read_library(root, guests)
        return cls(root, sources, guests, [path.relative_to(root).as_posix() for path in inside])

    def wanted(self, file: str) -> bool:
        if not self.inside and not self.guests:
            return True
        return file in self.guests or any(place in (".", file) or file.startswith(f"{place}/") for place in self.inside)

    def findings(self, checked: Checked) -> list[Finding]:
        return [finding for finding in checked.findings if self.wanted(finding.place.file)]

    def as_named(self, finding: Finding) -> Finding:
        """A guest's finding under the name by which the person called the file."""
        guest = self.guests.get(finding.place.file)
        return replace(finding, place=replace(finding.place, file=str(guest))) if guest else finding

    def line(self, checked: Checked, place: Place) -> str:
        file = next((name for name, path in self.guests.items() if str(path) == place.file), place.file)
        document = checked.collection.documents.get(file)
        return document.line(place.line) if document else ""

    def path(self, file: str) -> Path:
        return self.guests.get(file) or self.root / file


def _of_change(findings: Sequence[Finding], desk: _Desk, ref: str) -> list[Finding]:
    """Findings in the files of the change, and those elsewhere that were not there before it."""
    change = pipeline.check_before(desk.root, desk.sources, ref)
    elsewhere = [finding for finding in findings if finding.place.file not in change.files]
    old = baseline.read_baseline(baseline.write_baseline(change.before.findings))
    broken = set(baseline.compare(elsewhere, old).new)
    return [finding for finding in findings if finding.place.file in change.files or finding in broken]


def _baseline_text(root: Path) -> str:
    file = root / BASELINE
    return file.read_text("utf-8") if file.is_file() else baseline.write_baseline(())


def _notes(checked: Checked, compared: baseline.Compared) -> tuple[str, ...]:
    notes = []
    if compared.old:
        notes.append(f"{compared.old:,} old findings of {BASELINE} do not count")
    if compared.gone and not compared.new:
        notes.append(f"{compared.gone:,} findings of {BASELINE} are gone; write it anew with --write-baseline")
    if checked.waived:
        notes.append(f"{len(checked.waived):,} findings are waived: " + "; ".join(sorted({reason for _, reason in checked.waived})))
    return tuple(notes)


def _show(mended: Mended, desk: _Desk) -> int:
    for file, raw in sorted(mended.files.items()):
        before = _lines(desk.sources[file].raw)
        for line in difflib.unified_diff(before, _lines(raw), f"a/{file}", f"b/{file}"):
            print(line, end="" if line.endswith("\n") else "\n\\ No newline at end of file\n")
    return 1 if mended.files else 0


def _write(mended: Mended, desk: _Desk) -> None:
    for file, raw in mended.files.items():
        replace_file(desk.path(file), raw)
        desk.sources[file] = SourceFile(file, raw, len(raw))
    if mended.files:
        complain(f"mended {mended.fixed:,} findings in {len(mended.files):,} files")


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8", "replace").splitlines(keepends=True)
