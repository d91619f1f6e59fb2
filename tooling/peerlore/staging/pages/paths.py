"""All paths, and a page for each: its stops in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from peerlore.model.nouns import Module, Path
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import PATHS, address, path_page
from peerlore.staging.bodies import staged_body
from peerlore.staging.editions import Edition
from peerlore.staging.found import found
from peerlore.staging.head import locale
from peerlore.staging.linked_data import path_data
from peerlore.staging.page import UNSEARCHED, build_page
from peerlore.staging.pictures import figure, strip
from peerlore.staging.site import Site


def path_pages(site: Site, edition: Edition) -> Iterator[PlainFile]:
    """All paths on one page, and a page for each."""
    words = edition.words
    front = {"title": words("paths"), "description": words("paths_summary")}
    paths = [(path, site.stops(path)) for path in site.open_paths]
    yield build_page(edition, PATHS, "paths", front, paths=paths)
    for path in site.library.paths.values():
        yield _path_page(site, edition, path)


def _path_page(site: Site, edition: Edition, path: Path) -> PlainFile:
    stops, day = site.stops(path), site.standings.day_of(path.document.file)
    front: dict[str, Any] = {
        "title": path.title,
        "description": path.summary,
        "template": "path.html",
        "head": {"type": "article", "day": day, "locale": locale(path.language), "data": path_data(path, site.library, day)},
        "crumbs": [{"title": edition.words("paths"), "page": PATHS}],
        "path": {
            "id": path.id,
            "language": path.language,
            "minutes": sum(stop.duration for stop in stops),
            "status": path.status,
            "stops": [{"id": stop.id, "minutes": stop.duration, "url": address(site.card(stop, edition).page)} for stop in stops],
        },
        **(UNSEARCHED if path.status == "retired" else found("path")),
    }
    if stops:
        front["picture"] = _shape(edition, stops)
    values: dict[str, Any] = {
        "path": path,
        "cards": [site.card(stop, edition) for stop in stops],
        "people": [(author, site.library.people.get(author.person)) for author in path.authors],
    }
    body = staged_body(path.document, site.links, edition.page(path_page(path.id)))
    return build_page(edition, path_page(path.id), "path", front, body, **values)


def _shape(edition: Edition, stops: Sequence[Module]) -> Markup:
    """The stops of a path side by side, each as long as it takes; the list below says the same in words."""
    words, minutes = edition.words, [stop.duration for stop in stops]
    caption = f"{words.counted(len(stops), 'stops_counted')} · {words.minutes(sum(minutes))}"
    return figure(strip(minutes, words("shape_of_path")), caption, words)
