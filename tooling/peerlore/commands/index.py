"""`peerlore index`: the search index of a site that another engine rendered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlore.commands.terminal import progress
from peerlore.model.errors import CannotRun


def run(
    site: Annotated[Path, typer.Argument(help="The folder of a finished site.", metavar="SITE")],
) -> None:
    """Make the search index of a site that was rendered from what `stage` wrote. `build` makes that of its own sites.

    Example: `peerlore index /tmp/plain/site`
    """
    from peerlore.outside.memory import memory_of
    from peerlore.publishing.search_index import FOLDER, write_search_index

    if not (site / "index.html").is_file():
        raise CannotRun(f"no site stands in {site}: it has no index.html")
    memory = memory_of(site)
    with progress("Making the search index"):
        write_search_index(site, memory=memory)
        if memory:
            memory.save()
    print(f"The search index stands in {site / FOLDER}")
