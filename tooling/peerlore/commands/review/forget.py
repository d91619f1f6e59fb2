"""`peerlore review forget`: take a person out of the map from ids to accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.commands.review.forge import ShareOption
from peerlore.commands.terminal import LibraryOption
from peerlore.ledger.writing import forget
from peerlore.model.errors import CannotRun


def run(
    handle: Annotated[str, typer.Argument(help="A handle that the person has or had.")],
    share: ShareOption = True,
    library: LibraryOption = ".",
) -> None:
    """Forget who a person in evidence was. No record changes, approvals still count, and no page names them any more.

    Example: `peerlore review forget mara`
    """
    root = pipeline.library_root(Path(library).resolve())
    if not forget(root, handle, share=share):
        raise CannotRun(f"nobody in the map of people has or had the handle {handle!r}")
    print(f"{handle} is forgotten; evidence is as it was. Take their profile and handle out of content/ in a pull request.")
