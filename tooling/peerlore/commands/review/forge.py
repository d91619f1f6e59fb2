"""Where the review commands look for reviews, and what they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from peerlore.ledger import Forge
from peerlore.model.errors import CannotRun
from peerlore.outside.objects import Objects
from peerlore.outside.trailers import Trailers

TrailersOption = Annotated[
    bool,
    typer.Option(
        "--from-trailers",
        help="This library has no GitHub: believe the Reviewed-by lines of merge commits, which anybody who can push can write.",
    ),
]
ShareOption = Annotated[
    bool, typer.Option("--share/--no-share", help="Write to the branches of the remote, or only to those of this clone.")
]


def forge(*, from_trailers: bool) -> Callable[[Objects], Forge]:
    """What makes the forge that these words choose."""
    if from_trailers:
        return Trailers
    raise CannotRun("this version reads reviews from merge commits only; say --from-trailers")
