"""`peerlore import`: adopt a folder of foreign Markdown into a library."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from peerlore.commands.terminal import complain, paint, progress
from peerlore.model.errors import CannotRun

_FORMATS = ("text", "json")


def run(
    folder: Annotated[Path, typer.Argument(help="The folder with the foreign documents.", metavar="DIR")],
    map_file: Annotated[Path, typer.Option("--map", help="The map: where each field comes from, where links lead.", metavar="FILE")],
    into: Annotated[Path, typer.Option("--into", help="The library, or an empty folder for a new one.", metavar="LIBRARY")],
    format: Annotated[str, typer.Option("--format", "-f", help=f"How to write the report: {', '.join(_FORMATS)}.")] = "text",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")] = False,
) -> None:
    """Adopt a folder of Markdown with other front matter: nothing is lost, and what could not be mapped is reported.

    Example: `peerlore import ../old-wiki --map wiki.yml --into . --dry-run`
    """
    from peerlore.commands.adoption import BrokenMap, import_folder
    from peerlore.importing.report import render_json, render_text

    if format not in _FORMATS:
        raise CannotRun(f"there is no format {format!r}; choose one of {', '.join(_FORMATS)}")
    try:
        with progress("Adopting the documents"):
            report = import_folder(folder, map_file, into, dry_run=dry_run)
    except BrokenMap as broken:
        print(broken.rendered(paint), end="", file=sys.stderr)
        complain(f"the map {map_file} has mistakes, and nothing was imported")
        sys.exit(2)
    print(render_json(report) if format == "json" else render_text(report, paint))
    sys.exit(1 if report.needs_a_person else 0)
