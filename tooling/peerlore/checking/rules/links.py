"""Links and pictures in a body: each leads somewhere that readers can reach."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from peerlore.checking.collection import Collection
from peerlore.checking.rule import Rule
from peerlore.model.documents import Document, Link
from peerlore.model.findings import Finding, Place
from peerlore.model.nouns import name_of
from peerlore.reading.targets import scheme_of, target_file

_SAFE_SCHEMES = ("http:", "https:", "mailto:")


def link_leads_to_a_page(document: Document, collection: Collection) -> Iterator[Finding]:
    """A link inside the library must lead to a file of the library.

    Write the path from this file to the other one, for instance `../circles/choose-a-question.md`: it works in the
    editor, on GitHub and on the site. Readers who meet a dead link stop trusting the page.
    """
    for link in document.outline.links:
        file = target_file(document, link)
        if file is None or link.image or not file.startswith("content/") or _exists(file, collection):
            continue
        message = f"there is no {file.removeprefix('content/')}, to which this link leads"
        yield Finding(_place(document, link), "L001", message, _nearest(document, file, collection))


def anchor_exists(document: Document, collection: Collection) -> Iterator[Finding]:
    """A link to a part of a page must name a heading of that page.

    The part after `#` is the heading in lower case with hyphens for spaces. When a heading is reworded, links to it
    land at the top of the page and readers search.
    """
    for link in document.outline.links:
        anchor = unquote(link.target.partition("#")[2])
        file = target_file(document, link)
        if not anchor or file is None:
            continue
        page = collection.documents.get(file)
        if page is None or anchor in page.outline.anchors:
            continue
        close = get_close_matches(anchor, sorted(page.outline.anchors), n=1, cutoff=0.5)
        where = "this page" if page is document else file.removeprefix("content/")
        hint = f"Did you mean '#{close[0]}'?" if close else "Link to one of the headings of that page, or to the page as a whole."
        yield Finding(_place(document, link), "L002", f"{where} has no heading '#{anchor}'", hint)


def picture_exists(document: Document, collection: Collection) -> Iterator[Finding]:
    """A picture must be a file beside its page.

    Put the module into a folder of its own, with `index.md` and its pictures; then the approval of the page covers
    the pictures too.
    """
    for link in document.outline.links:
        file = target_file(document, link)
        if not link.image or file is None or not file.startswith("content/") or file in collection.assets:
            continue
        message = f"there is no picture {file.removeprefix('content/')}"
        yield Finding(_place(document, link), "L003", message, "Put the picture into the folder of the module and link to it by its name.")


def link_stays_inside(document: Document, _collection: Collection) -> Iterator[Finding]:
    """A link by path must stay below `content/`.

    Files outside are not published, so the link would be dead for readers.
    """
    for link in document.outline.links:
        file = target_file(document, link)
        if file is not None and not file.startswith("content/") and file != "content":
            yield Finding(
                _place(document, link),
                "L004",
                f"{link.target!r} leads out of the library",
                "Link to a page of the library, or write the full web address.",
            )


def link_is_relative(document: Document, _collection: Collection) -> Iterator[Finding]:
    """A link inside the library must be written from the page it stands on, not from the root of the site.

    A path that starts with a slash breaks when the library moves to another address or is read on GitHub.
    """
    for link in document.outline.links:
        if link.target.startswith("/") and not link.target.startswith("//"):
            hint = "Write the path from this file, for instance ../circles/choose-a-question.md."
            yield Finding(_place(document, link), "L005", f"{link.target!r} starts at the root of the site", hint)


def link_scheme_is_safe(document: Document, _collection: Collection) -> Iterator[Finding]:
    """A link must use https, http or mailto, or be a path inside the library.

    Addresses such as `javascript:` and `data:` can run a program in the reader's browser; the site removes them.
    """
    for link in document.outline.links:
        scheme = scheme_of(link.target)
        if scheme and scheme not in _SAFE_SCHEMES:
            yield Finding(
                _place(document, link), "L006", f"a link may not start with {scheme!r}", "Write a web address that starts with https://."
            )


def picture_is_our_own(document: Document, _collection: Collection) -> Iterator[Finding]:
    """A picture must come with the page and not from another site.

    A remote picture tells that site who reads what, may change after the review, and is gone when the site is.
    """
    for link in document.outline.links:
        if link.image and scheme_of(link.target) in ("http:", "https:", "//"):
            hint = "Save the picture into the folder of the module, if its licence allows, and link to it there."
            yield Finding(_place(document, link), "L007", "this picture is loaded from another site", hint)


def _exists(file: str, collection: Collection) -> bool:
    page = collection.documents.get(file)
    return file in collection.assets or (page is not None and page.kind not in ("library", "skills"))


def _nearest(document: Document, file: str, collection: Collection) -> str:
    if file in collection.folders or f"{file}/index.md" in collection.documents:
        return (
            f"Link to the page itself: {_relative(document, f'{file}/index.md')}."
            if f"{file}/index.md" in collection.documents
            else "Link to a page, not to a folder."
        )
    same = collection.modules.get(name_of(file), ())
    if same:
        return f"Did you mean {_relative(document, same[0].file)}?"
    close = get_close_matches(name_of(file), sorted(collection.modules), n=1, cutoff=0.7)
    if close:
        return f"Did you mean {_relative(document, collection.modules[close[0]][0].file)}?"
    return "Check the path; it starts at the folder of this file."


def _relative(document: Document, file: str) -> str:
    return posixpath.relpath(file, posixpath.dirname(document.file))


def _place(document: Document, link: Link) -> Place:
    return Place(document.file, link.line, link.column)


RULES: tuple[Rule, ...] = (
    Rule("L001", "dead-link", link_leads_to_a_page),
    Rule("L002", "dead-anchor", anchor_exists),
    Rule("L003", "dead-picture", picture_exists),
    Rule("L004", "link-out-of-library", link_stays_inside),
    Rule("L005", "link-from-root", link_is_relative),
    Rule("L006", "unsafe-link", link_scheme_is_safe),
    Rule("L007", "remote-picture", picture_is_our_own),
)
