"""`peerlore cache clear`: forget what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.commands.terminal import LibraryOption
from peerlore.outside.kept import clear, kept_places


def run(
    all: Annotated[bool, typer.Option("--all", help="Also what is kept about other libraries of yours.")] = False,
    library: LibraryOption = ".",
) -> None:
    """Forget what is kept about this library. Nothing is lost: the next command takes longer, and says the same.

    Example: `peerlore cache clear`
    """
    root = pipeline.library_root(Path(library).resolve())
    cleared = [place for place in kept_places(root) if place.size and (all or not place.of_others)]
    for place in cleared:
        clear(place)
        print(f"{place.what}: cleared")
    if not cleared:
        print("There was nothing to clear.")
