"""Pages for readers who come to an address that no longer holds what it held: moved, removed, or waiting for an approval."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.model.reviews import Gone
from peerlore.model.tree import PlainFile
from peerlore.reading.layout import spot_of
from peerlore.staging.addresses import HOME, MODULES, WAITING, address, staged_file, topic_page
from peerlore.staging.editions import edition_for
from peerlore.staging.escape import front_matter
from peerlore.staging.page import UNSEARCHED, build_page
from peerlore.staging.site import Site


def pages(site: Site, published: frozenset[str]) -> Iterator[PlainFile]:
    """A redirect for each page that moved, a few words for each that was removed, and one page for all that wait."""
    standings, own = site.standings, site.editions[0]
    taken = {staged_file(file) for file in published} | _replaced(site)
    for old, new in standings.moved.items():
        page, target = staged_file(old), staged_file(new)
        if page and target and page not in taken and new in published:
            taken.add(page)
            front = {"title": own.words("moved"), "template": "redirect.html", "target": address(target), **UNSEARCHED}
            yield PlainFile(page, front_matter(front))
    for gone in standings.gone:
        page = staged_file(gone.file)
        if page and page not in taken:
            taken.add(page)
            yield _gone_page(site, gone, page)
    if standings.withheld:
        yield build_page(own, WAITING, "waiting", {"title": own.words("waiting"), **UNSEARCHED}, near=HOME)


def _gone_page(site: Site, gone: Gone, page: str) -> PlainFile:
    spot = spot_of(gone.file)
    edition = edition_for(spot.language, site.editions) if spot and spot.kind == "translation" else site.editions[0]
    settings = site.library.settings
    change = f"{settings.repository}/pull/{gone.change}" if settings.repository and gone.change else ""
    topic = next((topic for topic in settings.topics if spot and topic.id == spot.topic), None)
    return build_page(
        edition,
        page.removeprefix(edition.prefix),
        "gone",
        {"title": gone.title or edition.words("removed"), **UNSEARCHED},
        near=topic_page(topic.id) if topic else MODULES,
        gone=gone,
        day=edition.words.day(gone.day),
        change=change,
        topic=topic,
    )


def _replaced(site: Site) -> set[str | None]:
    """The pages that lead on from ids that modules replace."""
    modules = site.library.modules.values()
    return {f"modules/{old if '/' in old else f'{module.topic}/{old}'}.md" for module in modules for old in module.replaces}
