"""`peerlore forget`: nobody is told any more who a person was, and what still names them is listed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.commands.review.forge import ShareOption
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.ledger.writing import forget
from peerlore.model.documents import Document
from peerlore.model.errors import CannotRun
from peerlore.model.nouns import name_of
from peerlore.outside.mentions import mentions
from peerlore.reading.handles import handles_in


def run(
    who: Annotated[str, typer.Argument(help="The id of the person in evidence, or a handle that they have or had.")],
    check: Annotated[
        bool, typer.Option("--check", help="Forget nobody; only look for what names them, and fail where something does.")
    ] = False,
    site: Annotated[Path | None, typer.Option(help="Where the site stands; by default, site/ of the library.", metavar="DIR")] = None,
    share: ShareOption = True,
    library: LibraryOption = ".",
) -> None:
    """Forget who a person was. No record and no commit changes, approvals still count.

    From the next build on, pages, feeds, calendars and figures name them nowhere, whatever the front matter of texts says. What
    people wrote into texts in their own words stays until a pull request changes it; this command lists it.

    Example: `peerlore forget mara && peerlore build && peerlore forget mara --check`
    """
    root = pipeline.library_root(Path(library).resolve())
    if check and who.startswith("p-"):
        raise CannotRun("say their handle to look for it; who is forgotten has no id any more")
    with progress("Reading the library"):
        documents = pipeline.check_library(root).collection.documents
    if check:
        sys.exit(_look(documents, site or root / "site", who.lower()))
    handles = forget(root, who, lambda handle: bool(_naming(documents, {handle})), share=share)
    name = f"{handles[0]} is" if len(handles) == 1 else f"{' and '.join(handles)} are"
    print(f'{name} forgotten; evidence is as it was, and from the next build on the site says "a colleague"')
    if named := _naming(documents, set(handles)):
        print("Take them out of these files in a pull request, so that nobody reads there who it was:")
        print("\n".join(f"  {file}" for file in named))
    print(
        f"Their name and address also stand in commits that they made, which no command of ours rewrites. Next: `peerlore build`, then `peerlore forget {handles[0]} --check`"
    )


def _look(documents: Mapping[str, Document], site: Path, handle: str) -> int:
    """Say where a built site still names somebody; 1 if it does."""
    if not (site / "build.json").is_file():
        raise CannotRun(f"there is no built site in {site}; run `peerlore build` first, or say --site")
    profile = next((text for text in documents.values() if text.kind == "person" and name_of(text.file) == handle), None)
    names = {handle, *([str(profile.meta["name"])] if profile and profile.meta.get("name") else [])}
    found = list(mentions(site, names))
    for file, words in found:
        print(f"{file}: … {words} …")
    said = " and ".join(sorted(names))
    print(f"{len(found):,} files of the site name them" if found else f"No file of the site names {said}")
    return 1 if found else 0


def _naming(documents: Mapping[str, Document], handles: set[str]) -> list[str]:
    """The files of the library whose front matter names one of these handles, and their profiles."""
    return sorted(
        file
        for file, document in documents.items()
        if handles & set(handles_in(document.meta)) or (document.kind == "person" and name_of(file) in handles)
    )
