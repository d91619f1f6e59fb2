"""Links and pictures in a body: each leads somewhere that readers can reach."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from peerlore.checking.collection import Collection, called
from peerlore.checking.rule import AnyRule, PageRule, Rule
from peerlore.checking.rules import link_ends, link_marks, web_addresses
from peerlore.checking.rules.link_ends import file_at
from peerlore.checking.rules.link_fixes import path_to, place_of, short, shown, with_address, with_anchor
from peerlore.model.documents import Document, Link
from peerlore.model.findings import Finding, Fix
from peerlore.reading.layout import module_folder, spot_of
from peerlore.reading.targets import anchor_of, scheme_of

_SAFE_SCHEMES = ("http:", "https:", "mailto:")
_REGISTERS = ("library", "skills")
_MOST_GUESSES, _LONGEST_NAME = 20, 100
"""Comparing a name with those of ten thousand pages takes a fiftieth of a second."""


def link_leads_to_a_page(document: Document, collection: Collection) -> Iterator[Finding]:
    """A link inside the library must lead to a file of the library.

    Write the path from this file to the other one, for instance `../circles/choose-a-question.md`: it works in the
    editor, on GitHub and on the site. Readers who meet a dead link stop trusting the page.
    """
    dead = 0
    for link in document.outline.links:
        file = link.file
        if not link.image and not link.target.strip():
            hint = "Write the address here, or remove the link."
            yield Finding(place_of(document, link), "L001", "this link has no address", hint)
        elif file is not None and not link.image and _is_inside(file) and _is_missing(file, collection):
            dead += 1
            instead = _page_instead(document, link, file, collection, guess=dead <= _MOST_GUESSES)
            yield Finding(place_of(document, link), "L001", _what_is_wrong(file, collection), instead.hint, fix=instead.fix)


def anchor_exists(document: Document, collection: Collection) -> Iterator[Finding]:
    """A link to a part of a page must name a heading of that page.

    The part after `#` is the heading in lower case with hyphens for spaces. When a heading is reworded, links to it
    land at the top of the page and readers search.
    """
    dead = 0
    for link in document.outline.links:
        anchor = anchor_of(link)
        page = collection.documents.get(link.file or "")
        if not anchor or page is None or not page.complete or not _is_published(page.file, collection):
            continue
        if anchor in page.outline.anchors:
            continue
        dead += 1
        close = get_close_matches(anchor.lower(), sorted(page.outline.anchors), n=1, cutoff=0.5) if dead <= _MOST_GUESSES else []
        where = "this page" if page is document else short(page.file)
        hint = f"Did you mean '#{close[0]}'?" if close else "Link to one of the headings of that page, or to the page as a whole."
        fix = with_anchor(document, link, close[0]) if close else None
        yield Finding(place_of(document, link), "L002", f"{where} has no heading {shown(f'#{anchor}')!r}", hint, fix=fix)


def picture_exists(document: Document, collection: Collection) -> Iterator[Finding]:
    """A picture must be a file beside its page.

    Put the module into a folder of its own, with `index.md` and its pictures; then the approval of the page covers
    the pictures too.
    """
    beside: dict[str, dict[str, str]] | None = None
    for link in document.outline.links:
        file = link.file
        if link.image and not link.target.strip():
            hint = "Write the name of its file here, or remove the picture."
            yield Finding(place_of(document, link), "L003", "this picture has no address", hint)
        elif link.image and file is not None and _is_inside(file) and _is_no_picture(file, collection):
            beside = _pictures_beside(document, collection) if beside is None else beside
            instead = _picture_instead(document, link, file, beside.get(posixpath.dirname(file), {}))
            message = f"{short(file)} is no picture" if file in collection.documents else f"there is no picture {short(file)}"
            yield Finding(place_of(document, link), "L003", message, instead.hint, fix=instead.fix)


def link_stays_inside(document: Document) -> Iterator[Finding]:
    """A link by path must stay below `content/`.

    Files outside are not published, so the link would be dead for readers.
    """
    for link in document.outline.links:
        file = link.file
        if file is not None and not _is_inside(file):
            yield Finding(
                place_of(document, link),
                "L004",
                f"{shown(link.target)!r} leads out of the library",
                "Link to a page of the library, or write the full web address.",
            )


def link_is_relative(document: Document, collection: Collection) -> Iterator[Finding]:
    """A link inside the library must be written from the page it stands on, not from the root of the site.

    A path that starts with a slash breaks when the library moves to another address or is read on GitHub.
    """
    for link in document.outline.links:
        if link.target.startswith("/") and not link.target.startswith("//"):
            hint, fix = "Write the path from this file, for instance ../circles/choose-a-question.md.", None
            path = link.target.partition("#")[0]
            file = f"content{path.removeprefix('/content')}"
            file = file if _is_published(file, collection) else file_at(path, collection)
            if file:
                hint = f"Write the path from this file: {path_to(document, file)}"
                fix = with_address(document, link, path_to(document, file), sure=True)
            yield Finding(place_of(document, link), "L005", f"{shown(link.target)!r} starts at the root of the site", hint, fix=fix)


def link_scheme_is_safe(document: Document) -> Iterator[Finding]:
    """A link must use https, http or mailto, or be a path inside the library.

    Addresses such as `javascript:` and `data:` can run a program in the reader's browser; the site removes them.
    """
    for link in document.outline.links:
        scheme = scheme_of(link.target)
        if scheme and scheme not in _SAFE_SCHEMES and not _is_remote_picture(link):
            hint = "Write a web address that starts with https://."
            if scheme == "file:" or scheme[1:] == ":":
                hint = "Nobody else has your disk: put the file beside the page, or link to where colleagues find it."
            yield Finding(place_of(document, link), "L006", f"an address may not start with {shown(scheme)!r}", hint)


def picture_is_our_own(document: Document) -> Iterator[Finding]:
    """A picture must come with the page and not from another site.

    A remote picture tells that site who reads what, may change after the review, and is gone when the site is.
    """
    for link in document.outline.links:
        if _is_remote_picture(link):
            hint = "Save the picture into the folder of the module, if its licence allows, and link to it there."
            yield Finding(place_of(document, link), "L007", "this picture is loaded from another site", hint)


def _is_inside(file: str) -> bool:
    return file == "content" or file.startswith("content/")


def _is_published(file: str, collection: Collection) -> bool:
    page = collection.documents.get(file)
    return file in collection.assets or (page is not None and page.kind not in _REGISTERS)


def _is_missing(file: str, collection: Collection) -> bool:
    """Whether `file` is not published; one whose name differs in capital letters alone is a matter of L011."""
    return not _is_published(file, collection) and not collection.spelled_otherwise(file)


def _is_no_picture(file: str, collection: Collection) -> bool:
    return file not in collection.assets and not collection.spelled_otherwise(file)


def _is_remote_picture(link: Link) -> bool:
    return link.image and scheme_of(link.target) in ("http:", "https:", "//")


def _what_is_wrong(file: str, collection: Collection) -> str:
    if file in collection.folders:
        return f"{short(file)} is a folder and not a page"
    if file in collection.documents:
        return f"{short(file)}, to which this link leads, is not published"
    return f"there is no {short(file)}, to which this link leads"


@dataclass(frozen=True, slots=True)
class _Instead:
    """What to write instead of an address that leads nowhere."""

    hint: str
    fix: Fix | None = None


def _page_instead(document: Document, link: Link, file: str, collection: Collection, *, guess: bool) -> _Instead:
    if f"{file}/index.md" in collection.documents:
        path = path_to(document, f"{file}/index.md")
        return _Instead(f"Link to the page itself: {path}", with_address(document, link, path, sure=True))
    if file in collection.folders or file in collection.documents:
        return _Instead("Link to a page of the library.")
    if "\\" in link.target:
        return _Instead("Write the path with / instead of \\.")
    near = _nearest(called(file), collection.by_name, guess=guess)
    return _did_you_mean(document, link, near) if near else _Instead("Check the path; it starts at the folder of this file.")


def _pictures_beside(document: Document, collection: Collection) -> dict[str, dict[str, str]]:
    """The files in the folder of a module, by the folder in which they lie and by what people call them."""
    found: dict[str, dict[str, str]] = {}
    for asset in reversed(collection.beside.get(module_folder(document.file), ())):
        found.setdefault(posixpath.dirname(asset), {})[called(asset)] = asset
    return found


def _picture_instead(document: Document, link: Link, file: str, beside: Mapping[str, str]) -> _Instead:
    near = _nearest(called(file), beside, guess=len(beside) <= _MOST_GUESSES)
    if near:
        return _did_you_mean(document, link, near)
    spot = spot_of(document.file)
    if spot is None or not spot.topic:
        return _Instead("Only modules have pictures; leave this one out.")
    if not module_folder(document.file):
        return _Instead(f"Make this page modules/{spot.topic}/{spot.id}/index.md, and put the picture into that folder.")
    return _Instead("Put the picture into the folder of the module and link to it by its name.")


def _did_you_mean(document: Document, link: Link, near: str) -> _Instead:
    path = path_to(document, near)
    return _Instead(f"Did you mean {path}?", with_address(document, link, path))


def _nearest(name: str, by_name: Mapping[str, str], *, guess: bool) -> str:
    """The file of this name, else with `guess` the one whose name is most like it, or nothing."""
    if name in by_name or not by_name or not guess or len(name) > _LONGEST_NAME:
        return by_name.get(name, "")
    close = get_close_matches(name, by_name, n=1, cutoff=0.7)
    return by_name[close[0]] if close else ""


RULES: tuple[AnyRule, ...] = (
    Rule("L001", "dead-link", link_leads_to_a_page),
    Rule("L002", "dead-anchor", anchor_exists),
    Rule("L003", "dead-picture", picture_exists),
    PageRule("L004", "link-out-of-library", link_stays_inside),
    Rule("L005", "link-from-root", link_is_relative),
    PageRule("L006", "unsafe-link", link_scheme_is_safe),
    PageRule("L007", "remote-picture", picture_is_our_own),
    Rule("L008", "link-to-draft", link_ends.page_is_ready),
    Rule("L009", "link-to-retired-page", link_ends.page_is_not_retired, "warning"),
    Rule("L010", "web-address-of-own-page", link_ends.own_page_is_linked_by_path, "warning"),
    Rule("L011", "path-in-other-case", link_ends.path_has_the_same_case),
    Rule("L012", "link-without-encryption", link_ends.address_is_encrypted, "warning"),
    PageRule("L013", "broken-address", link_marks.address_is_whole, "warning"),
    PageRule("L014", "link-by-unknown-name", link_marks.name_is_defined, "warning"),
    PageRule("L015", "broken-footnote", link_marks.footnote_is_whole, "warning"),
    Rule("L016", "unused-file", link_ends.file_is_used, "notice"),
    Rule("L017", "dead-web-address", web_addresses.page_is_there, "warning", needs="replies"),
    Rule("L018", "moved-web-address", web_addresses.page_has_not_moved, "notice", needs="replies"),
    Rule("L019", "unanswered-web-address", web_addresses.page_can_be_looked_at, "notice", needs="replies"),
)
