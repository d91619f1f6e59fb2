"""`peerlore check`: every finding of the library, or of some of its files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.checking.gate import Checked, all_cards
from peerlore.checking.reports import FORMATS, REPORTERS
from peerlore.checking.reports.report import Report
from peerlore.commands.terminal import LibraryOption, paint, progress
from peerlore.model.errors import CannotRun
from peerlore.model.findings import Finding, Place


def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders to report on; by default everything. A page outside of content/ is read as a new module."),
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", help=f"How to write findings: {', '.join(FORMATS)}.")] = "text",
    library: LibraryOption = ".",
) -> None:
    """Check the library and report every finding with its line, column and a hint.

    Example: `peerlore check content/modules/circles`
    """
    if format not in REPORTERS:
        raise CannotRun(f"there is no format {format!r}; choose one of {', '.join(FORMATS)}")
    root = pipeline.library_root(Path(library).resolve())
    with progress("Reading the library"):
        guests = _guests(root, paths or [])
        checked = pipeline.check_library(root, guests)
    documents, findings = _chosen(root, checked, paths or [], guests)
    if not documents:
        raise CannotRun("there is nothing to check here: no document of the library lies at the given place")
    report = Report(tuple(findings), documents, paint, all_cards(), lambda place: _source_line(checked, place, guests))
    print(REPORTERS[format](report))
    sys.exit(1 if findings else 0)


def _source_line(checked: Checked, place: Place, guests: dict[str, Path]) -> str:
    file = next((name for name, path in guests.items() if str(path) == place.file), place.file)
    document = checked.collection.documents.get(file)
    return document.line(place.line) if document else ""


def _guests(root: Path, paths: Sequence[Path]) -> dict[str, Path]:
    """Pages outside of `content/`, by the place in the library at which they are read."""
    return {
        pipeline.guest_place(root, path): path for path in paths if path.is_file() and not path.resolve().is_relative_to(root / "content")
    }


def _chosen(root: Path, checked: Checked, paths: Sequence[Path], guests: dict[str, Path]) -> tuple[int, list[Finding]]:
    """How many documents lie at `paths`, and the findings in them, guests under their own names."""
    if not paths:
        return len(checked.collection.documents), list(checked.findings)
    inside = [
        path.resolve().relative_to(root).as_posix() for path in paths if path.resolve().is_relative_to(root) and path not in guests.values()
    ]
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise CannotRun(f"there is no {missing[0]}")

    def wanted(file: str) -> bool:
        return file in guests or any(file == place or place == "." or file.startswith(f"{place}/") for place in inside)

    findings = [
        replace(finding, place=replace(finding.place, file=str(guests[finding.place.file]))) if finding.place.file in guests else finding
        for finding in checked.findings
        if wanted(finding.place.file)
    ]
    return sum(1 for file in checked.collection.documents if wanted(file)), sorted(findings)
