"""`peerlore review summary`: a pull request on one page, for its reviewers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
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
        text = render_summary(summary_of(root, forge, forge.github.change(number), preview))
        if post:
            changed = forge.github.put_comment(number, MARK, text)
            print(f"the comment under #{number} is {'up to date' if changed else 'as it was'}")
            return
    print(text)
