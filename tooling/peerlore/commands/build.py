"""`peerlore build`: check everything, then publish into `site/` in one step."""

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
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to put the site; by default site_dir of mkdocs.yml.", metavar="DIR")
    ] = None,
    since: SinceOption = None,
    library: LibraryOption = ".",
) -> None:
    """Check the library and build its site. Nothing in the old site changes unless all goes well.

    Example: `peerlore build && python -m http.server --directory site`
    """
    root = pipeline.library_root(Path(library).resolve())
    with progress("Reading the library"):
        source = find_source(root, since)
    documents = len(source.checked.collection.documents)
    if source.blocking:
        print(REPORTERS["text"](Report(source.blocking, documents, paint=paint)))
        print("The site was not built.")
        sys.exit(1)
    with progress("Building the site"):
        from peerlore.publishing.mkdocs import build_site  # MkDocs takes longer to import than a library to check

        site = build_site(root, source, output, since)
    for note in source.notes:
        print(note)
    print(f"{documents:,} documents read, the site stands in {site}")
