"""From what MkDocs wrote to a finished site beside the old one: pages, copies, search, and a last look at all of it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from peerlore.checking.judged import Memory
from peerlore.model.errors import CannotRun
from peerlore.outside.steps import step
from peerlore.publishing.audit import Expected, audit_site, digests
from peerlore.publishing.disk import name_pages
from peerlore.publishing.keeping import Keeping, key_of
from peerlore.publishing.layout import LaidOut, laid_out, lay_frame, lay_out, steady_sitemap
from peerlore.publishing.recipe import Recipe
from peerlore.publishing.renewal import Renewal
from peerlore.publishing.search_index import FOLDER, index_files, write_search_index
from peerlore.publishing.searched_pages import Seen, searched_pages
from peerlore.publishing.staged import Staged


@dataclass(frozen=True, slots=True)
class Frame:
    """What MkDocs wrote into `folder`: `theme` is the SHA-256 of what its copies are copies of, by their places.

    `made` are the places of what other plugins made up.
    """

    folder: Path
    theme: Mapping[str, str]
    made: Set[str]


@dataclass(frozen=True, slots=True)
class Assembled:
    """A finished site: the SHA-256 of its files by their places, and how many pages were rendered for it.

    `renewal` is what to tell once it is in place, so that the next build begins with it.
    """

    digests: Mapping[str, str]
    rendered: int
    renewal: Renewal | None = None


def assemble(frame: Frame, staged: Staged, recipe: Recipe, folder: Path, site: Path, root: Path, memory: Memory | None) -> Assembled:
    """Make `folder` the successor of the site at `site`, around what MkDocs made of an empty library.

    Raises CannotRun where something is not as it has to be.
    """
    with step("Looking at the last site"):
        renewal = Renewal(folder, site, recipe.files, memory)
    laid = lay_out(staged, recipe, renewal, root, memory)
    with step("Writing the rest"):
        lay_frame(frame.folder, renewal, disk=recipe.disk)
    with step("Making the search index"):
        _lay_index(folder, renewal, memory)
    with step("Looking at the new site"):
        renewal.finish()
    return _looked(frame, laid, renewal.digests, renewal)


def _lay_index(folder: Path, renewal: Renewal, memory: Memory | None) -> None:
    pages = {place: digest for place, digest in renewal.digests.items() if place.endswith(".html")}
    key = key_of(*(text for page in sorted(pages.items()) for text in page)).hex()
    if not renewal.take_all(f"{FOLDER}/", key):
        kept, known = Keeping(memory), key_of("searched pages")
        found = kept.recall(known)
        seen = Seen(found[0] if found else {}, pages)
        for name, content in index_files(searched_pages(folder, pages, seen), memory=memory):
            renewal.put(f"{FOLDER}/{name}", content, key)
        kept.keep(known, seen.now, ())


def complete(frame: Frame, staged: Staged, tree: Path, memory: Memory | None, *, disk: bool) -> Assembled:
    """Finish what MkDocs made of the staged tree in the folder `tree`.

    Raises CannotRun where something is not as it has to be.
    """
    if disk:
        name_pages(frame.folder)
    with step("Making the search index"):
        write_search_index(frame.folder, memory=memory)
    steady_sitemap(frame.folder)
    return _looked(frame, laid_out(staged, tree), digests(frame.folder))


def _looked(frame: Frame, laid: LaidOut, found: Mapping[str, str], renewal: Renewal | None = None) -> Assembled:
    faults = list(audit_site(found, Expected(laid.pages, laid.copies, frame.theme, frame.made | {f"{FOLDER}/"})))
    if faults:
        raise CannotRun("the site was not published: " + "; ".join(faults[:5]))
    return Assembled(found, laid.rendered, renewal)
