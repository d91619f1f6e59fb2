"""Pages for readers who come to an address that no longer holds what it held: moved, removed, or waiting for an approval."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.library import Library
from peerlore.model.reviews import Standings
from peerlore.model.tree import PlainFile
from peerlore.staging import words
from peerlore.staging.addresses import WAITING, address, staged_file
from peerlore.staging.escape import front_matter
from peerlore.staging.page import UNSEARCHED, build_page


def pages(library: Library, standings: Standings, published: frozenset[str]) -> Iterator[PlainFile]:
    """A redirect for each page that moved, a few words for each that was removed, and one page for all that wait."""
    taken = {staged_file(file) for file in published} | _replaced(library)
    for old, new in standings.moved.items():
        page, target = staged_file(old), staged_file(new)
        if page and target and page not in taken and new in published:
            taken.add(page)
            yield PlainFile(page, front_matter({"title": "Moved", "template": "redirect.html", "target": address(target), **UNSEARCHED}))
    for gone in standings.gone:
        page = staged_file(gone.file)
        if page and page not in taken:
            taken.add(page)
            title = gone.title or "Removed"
            repository = library.settings.repository
            change = f"{repository}/pull/{gone.change}" if repository and gone.change else ""
            yield build_page(page, "gone", {"title": title, **UNSEARCHED}, gone=gone, day=words.day(gone.day), change=change)
    if standings.withheld:
        yield build_page(WAITING, "waiting", {"title": "Not published yet", **UNSEARCHED})


def _replaced(library: Library) -> set[str | None]:
    """The pages that lead on from ids that modules replace."""
    return {
        f"modules/{old if '/' in old else f'{module.topic}/{old}'}.md" for module in library.modules.values() for old in module.replaces
    }
