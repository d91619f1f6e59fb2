"""`peerlore review summary`: a pull request on one page, for its reviewers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.checking.reports.review import build_review
from peerlore.commands.review.forge import open_published
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.model.errors import CannotRun
from peerlore.overview import summary_of
from peerlore.reviewing.summary import MARK, render_summary


def run(
    number: Annotated[int, typer.Argument(help="The number of the pull request.", min=1)],
    post: Annotated[bool, typer.Option("--post", help="Write it under the pull request: one comment, kept up to date.")] = False,
    preview: Annotated[
        str, typer.Option("--preview", help="Where a preview of the change stands, for links to its pages.", metavar="URL")
    ] = "",
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Offer fixes on the changed lines, to be applied with one click; none is made twice.")
    ] = False,
    library: LibraryOption = ".",
) -> None:
    """Tell what a pull request touches, what was found in it, who must still approve it and why, and what else it affects.

    The change is read out of git and never checked out, so this is safe for pull requests from anybody.

    Example: `peerlore review summary 12`
    """
    if preview and not preview.startswith("https://"):
        raise CannotRun("a preview stands at an address that begins with https://")
    root = pipeline.library_root(Path(library).resolve())
    with progress("Asking GitHub"), open_published(root) as forge:
        change = forge.github.change(number)
        summary = replace(summary_of(root, forge, change, preview), download="" if preview else forge.github.preview_of(change))
        text = render_summary(summary)
        if post:
            changed = forge.github.put_comment(number, MARK, text)
            print(f"the comment under #{number} is {'up to date' if changed else 'as it was'}")
        if suggest:
            review = build_review(summary.report)
            print(f"{forge.github.put_suggestions(change, review['body'], review['comments']):,} suggestions made")
    if not (post or suggest):
        print(text)
