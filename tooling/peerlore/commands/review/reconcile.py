"""`peerlore review reconcile`: compare what GitHub says today with what was recorded."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.commands.review.forge import open_published
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.ledger.asking import reconcile


def run(
    last: Annotated[
        int, typer.Option("--last", help="How many merged pull requests to look at, those touched last.", min=1, max=5000)
    ] = 100,
    library: LibraryOption = ".",
) -> None:
    """Ask GitHub again about the last pull requests, and report what differs from their records. Nothing is changed.

    Exit codes: 0 nothing differs, 1 something does.

    Example: `peerlore review reconcile --last 50`
    """
    root = pipeline.library_root(Path(library).resolve())
    with progress("Asking GitHub"), open_published(root) as forge:
        changes = forge.github.merged_changes(forge.branch, last)
    found = reconcile(root, changes)
    for sentence in found:
        print(sentence)
    print(f"{len(changes):,} pull requests looked at, {len(found):,} differences")
    sys.exit(1 if found else 0)
