"""Laying the pages and copies of a staged tree out as a site."""

from __future__ import annotations

import gzip
import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

from peerlore.checking.judged import Memory
from peerlore.model.tree import PlainFile
from peerlore.outside.steps import step
from peerlore.publishing.audit import digest_of
from peerlore.publishing.disk import link_pages
from peerlore.publishing.press import Sheet, place_of
from peerlore.publishing.recipe import Recipe
from peerlore.publishing.renewal import Renewal
from peerlore.publishing.staged import Staged
from peerlore.publishing.workers import press_all
from peerlore.staging.addresses import address
from peerlore.staging.escape import read_front_matter

log = logging.getLogger("mkdocs.plugins.peerlore")

_LISTED = ("head", "search")
"""What the sitemap says of a page, or keeps it out."""

Digests = dict[str, str]
"""SHA-256 in hexadecimal digits by places on the site."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What stands where: pages, and copies; and how many of the pages were rendered for it."""

    pages: Digests
    copies: Digests
    rendered: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the template of the sitemap knows it."""

    url: str
    canonical_url: str
    meta: dict[str, Any]
    page: None = None


def lay_out(staged: Staged, recipe: Recipe, renewal: Renewal, root: Path, memory: Memory | None) -> LaidOut:
    """Have every page and every copy of the library at `root` stand in the new site. Only pages that are not there yet are rendered."""
    edition = recipe.edition()
    keys = {file.path: _key(edition, file) for file in staged.files if _is_page(file)}
    missing = [file for file in staged.files if _is_page(file) and not renewal.take(place_of(file.path), keys[file.path])]
    sheets = [Sheet(file.path, file.text, staged.origins.get(file.path, "")) for file in missing]
    with step("Rendering pages", len(sheets)) as advance:
        for number, (sheet, pressed) in enumerate(zip(sheets, press_all(recipe, sheets, root), strict=True), 1):
            # What there is to say of a page is said each time, so it is made each time.
            renewal.put(pressed.place, pressed.html, "" if pressed.warnings else keys[sheet.path], pressed.asked)
            for warning in pressed.warnings:
                log.warning("%s", warning)
            if memory:
                for key, text in pressed.learned:
                    memory.put(key, text)
            advance(number)
    copies = [file.path for file in staged.files if not _is_page(file)]
    for file in staged.files:
        if not _is_page(file):
            renewal.put(file.path, _content(staged, file))
    digests = renewal.digests
    return LaidOut(_part(digests, map(place_of, keys)), _part(digests, copies), len(sheets))


def lay_frame(frame: Path, renewal: Renewal, *, disk: bool = False) -> None:
    """Have what MkDocs wrote into the folder `frame` stand in the new site: files of the theme, and pages that are no part of the library."""
    steady_sitemap(frame)
    for file in sorted(frame.rglob("*")):
        if file.is_file():
            raw = file.read_bytes()
            named = link_pages(raw.decode("utf-8")).encode("utf-8") if disk and file.suffix == ".html" else raw
            renewal.put(file.relative_to(frame).as_posix(), named)


def laid_out(staged: Staged, folder: Path) -> LaidOut:
    """What MkDocs has to make of a staged tree in `folder`; nobody but MkDocs knows the content of pages."""
    pages = {place_of(file.path): "" for file in staged.files if _is_page(file)}
    return LaidOut(pages, {file.path: digest_of(folder / file.path) for file in staged.files if not _is_page(file)}, len(pages))


def entries_of(files: Iterable[PlainFile], site: str) -> Iterator[Entry]:
    """What the sitemap of the site at the address `site` is made from; nothing where the site does not know its address."""
    base = site if site.endswith("/") else f"{site}/"
    for file in files if site else ():
        if _is_page(file):
            url = quote(address(file.path))
            yield Entry(url, urljoin(base, url), read_front_matter(file.text, _LISTED)[0])


def steady_sitemap(site: Path) -> None:
    """Pack the sitemap anew: MkDocs notes the time in the packed one, or the day, which would make two builds differ."""
    sitemap = site / "sitemap.xml"
    if sitemap.is_file():
        (site / "sitemap.xml.gz").write_bytes(gzip.compress(sitemap.read_bytes(), mtime=0))


def _is_page(file: PlainFile) -> bool:
    return file.path.endswith(".md") and not file.copy_of


def _content(staged: Staged, file: PlainFile) -> bytes:
    return staged.read_file(file.copy_of) if file.copy_of else file.text.encode("utf-8")


def _part(digests: Digests, places: Iterable[str]) -> Digests:
    return {place: digests[place] for place in places}


def _key(edition: str, file: PlainFile) -> str:
    return hashlib.blake2b(f"{edition} {file.path} {file.text}".encode(), digest_size=16).hexdigest()
