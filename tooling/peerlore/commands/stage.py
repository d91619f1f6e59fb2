"""`peerlore stage`: the plain tree that page engines render, in a folder of your choice."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.checking.reports import REPORTERS
from peerlore.checking.reports.report import Report
from peerlore.commands.terminal import LibraryOption, SinceOption, paint, progress
from peerlore.publishing.source import find_source


def run(
    folder: Annotated[Path, typer.Argument(help="An empty folder, or one that an earlier `stage` made.", metavar="DIR")],
    since: SinceOption = None,
    library: LibraryOption = ".",
) -> None:
    """Write the checked library as plain Markdown with a complete mkdocs.yml, for MkDocs, Zensical or anything else.

    Example: `peerlore stage /tmp/plain && mkdocs build -f /tmp/plain/mkdocs.yml`
    """
    from peerlore.publishing.staged import stage_for_engines

    root = pipeline.library_root(Path(library).resolve())
    with progress("Reading the library"):
        source = find_source(root, since)
    if source.blocking:
        print(REPORTERS["text"](Report(source.blocking, len(source.checked.collection.documents), paint=paint)))
        print("Nothing was staged.")
        sys.exit(1)
    staged = stage_for_engines(source, folder)
    for note in source.notes:
        print(note)
    print(f"{len(staged.files):,} files staged in {folder}; build them with `mkdocs build -f {folder}/mkdocs.yml`")
