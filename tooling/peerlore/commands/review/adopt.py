"""`peerlore review adopt`: start evidence for texts that are there already."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.commands.review.forge import ShareOption, TrailersOption, open_forge
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.ledger.writing import adopt


def run(
    by: Annotated[str, typer.Option("--by", help="The handle of the owner who answers for the texts.", metavar="HANDLE")],
    from_trailers: TrailersOption = False,
    share: ShareOption = True,
    library: LibraryOption = ".",
) -> None:
    """Let an owner of the library answer for every text of which no record tells yet. Pages say that it was adopted.

    The first adoption starts the evidence. Texts that changed without a review cannot be adopted: they take a pull request.

    Example: `peerlore review adopt --by mara`
    """
    root = pipeline.library_root(Path(library).resolve())
    with progress("Adopting"), open_forge(root, from_trailers=from_trailers) as forge:
        records = adopt(root, forge, by, pipeline.read_registers(root).settings.branch, share=share)
    print(f"record {records[0]['seq']:,}: {len(records[0]['units']):,} texts adopted by {by}")
