"""`peerlore build`: check everything, then publish into `site/` in one step."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.checking.reports import REPORTERS
from peerlore.checking.reports.report import Report
from peerlore.commands.helped import SchedulerOption, helped
from peerlore.commands.terminal import LibraryOption, SinceOption, paint
from peerlore.commands.watching import ProfileOption, watched
from peerlore.model.errors import CannotRun
from peerlore.outside.steps import step
from peerlore.publishing.source import Source, find_source, preview_source


def run(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to put the site; by default site_dir of mkdocs.yml.", metavar="DIR")
    ] = None,
    since: SinceOption = None,
    preview: Annotated[
        bool,
        typer.Option("--preview", help="Build the files as they lie here, approved or not, into --output: for reviewers, not readers."),
    ] = False,
    disk: Annotated[
        bool, typer.Option("--disk", help="Build for opening from disk, without a server; put it into --output. Search needs a server.")
    ] = False,
    profile: ProfileOption = False,
    scheduler: SchedulerOption = "",
    library: LibraryOption = ".",
) -> None:
    """Check the library and build its site. Nothing in the old site changes unless all goes well.

    Example: `peerlore build && python -m http.server --directory site`
    """
    root = pipeline.library_root(Path(library).resolve())
    if preview and (output is None or since):
        raise CannotRun("a preview is no release: name a folder of its own with --output, and leave out --since")
    if disk and output is None:
        raise CannotRun(
            "a site for opening from disk has other links than the one that is published: name a folder of its own with --output"
        )
    with watched(profile=profile), helped(scheduler):
        with step("Reading the library"):
            source = _as_it_lies(root) if preview else find_source(root, since)
        documents = len(source.checked.collection.documents)
        if source.blocking:
            print(REPORTERS["text"](Report(source.blocking, documents, paint=paint)))
            print("The site was not built.")
            sys.exit(1)
        with step("Getting ready to build"):
            from peerlore.publishing.mkdocs import build_site  # MkDocs takes longer to import than a library to check
        built = build_site(root, source, output, since, disk=disk)
    for note in source.notes:
        print(note)
    print(f"{documents:,} documents read, {built.rendered:,} pages rendered, the site stands in {built.site}")


def _as_it_lies(root: Path) -> Source:
    source = preview_source(root)
    return replace(source, blocking=tuple(pipeline.blocking(root, source.checked)))
