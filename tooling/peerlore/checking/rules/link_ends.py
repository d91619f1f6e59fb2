"""Where links end: on pages that readers can open, by the way that keeps working."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from peerlore.checking.collection import Collection
from peerlore.checking.rules.link_fixes import path_to, place_of, short, with_address
from peerlore.model.documents import Document, Link
from peerlore.model.findings import Finding, Fix, Place
from peerlore.reading.layout import module_folder

_BLOB = re.compile(r"/(?:-/)?blob/(?P<branch>[^/]+)/(?P<file>content/.+)")
_AROUND = 200
_SENTENCE_END = re.compile(r"[.!?…][\"”»)*_]*\s|\n[ \t>]*(?:\n|[-*+|#][ \t]|\d+\.[ \t])")
_PAST = re.compile(
    r"\b(?:retired|withdrawn|obsolete|outdated|deprecated|abandoned|superseded|replaced|formerly|no longer|unlike|predecessor|histor(?:y|ical(?:ly)?)"
    r"|retirée?s?|obsolètes?|dépassée?s?|abandonnée?s?|remplacée?s?|autrefois|contrairement|historique)\b",
    re.IGNORECASE,
)
_COMMIT = re.compile(r"[0-9a-f]{40}")
_TRANSLATED = re.compile(r"(?P<language>[a-z]{2}(?:-[A-Z]{2})?)/(?P<rest>modules/.+)")
# Names that stand for no site of the internet (RFC 2606, 6761, 6762, 8375), and those of company networks.
_INWARD = (".corp", ".home.arpa", ".internal", ".intranet", ".invalid", ".lan", ".local", ".localdomain", ".localhost", ".test", ".onion")
_EXAMPLES = re.compile(r"(?:.*\.)?example(?:\.(?:com|net|org))?")


def page_is_ready(document: Document, collection: Collection) -> Iterator[Finding]:
    """A page must not link to a draft.

    Drafts are not published, so readers would meet a dead link. Publish both together, or leave the link out until the
    draft is ready. Drafts may link to each other.
    """
    if _status(document, collection) != "draft":
        for link, page in _linked_pages(document, collection):
            if _status(page, collection) == "draft":
                message = f"{short(page.file)} is a draft, which readers cannot open"
                hint = "Publish that page too, or leave this link out until it is ready."
                yield Finding(place_of(document, link), "L008", message, hint)


def page_is_not_retired(document: Document, collection: Collection) -> Iterator[Finding]:
    """A page should not send readers to one that is retired.

    A retired page stays for those who have its address; it is no longer true enough to learn from. Link to what took its
    place. Retired pages may link to each other, and so may a sentence that tells of it as something of the past.
    """
    if _status(document, collection) != "retired":
        for link, page in _linked_pages(document, collection):
            if _status(page, collection) == "retired" and not _is_told_as_past(document, link):
                hint = "Link to the page that took its place, or leave the link out."
                yield Finding(place_of(document, link), "L009", f"{short(page.file)} is retired", hint, "warning")


def own_page_is_linked_by_path(document: Document, collection: Collection) -> Iterator[Finding]:
    """A link to a page of this library must be a path and not a web address.

    A path works in the editor, on GitHub, in the preview and on the site, is checked, and moves along when the site gets
    another address. A web address shows what is published today and not what is being reviewed.
    """
    settings = collection.settings
    if settings is None:
        return
    site, repository = (str(settings.meta.get(key) or "").rstrip("/") for key in ("address", "repository"))
    for link in document.outline.links:
        address = link.target.partition("#")[0]
        file = "" if link.image else _file_on_site(address, site, collection) or _file_in_repository(address, repository, collection)
        if file:
            path = path_to(document, file)
            message = f"this address leads to {short(file)} of this library"
            fix = with_address(document, link, path, sure=True)
            yield Finding(place_of(document, link), "L010", message, f"Write its path: {path}", "warning", fix)


def path_has_the_same_case(document: Document, collection: Collection) -> Iterator[Finding]:
    """A path must be written with the capital letters of its file.

    On Windows and macOS the link works all the same; on the site it is dead.
    """
    for link in document.outline.links:
        file = link.file
        other = collection.spelled_otherwise(file) if file else ""
        if file and other:
            path = path_to(document, other)
            message = f"there is no {short(file)}, but there is {short(other)}"
            yield Finding(place_of(document, link), "L011", message, f"Write {path}", fix=with_address(document, link, path, sure=True))


def address_is_encrypted(document: Document, collection: Collection) -> Iterator[Finding]:
    """A web address should start with https.

    What comes over http can be read and changed on its way, and browsers warn of it. Almost every site has https; open
    the link with it before you change it. Addresses inside of a company's network are left alone.
    """
    own = str(collection.settings.meta.get("address") or "") if collection.settings else ""
    for link in document.outline.links:
        target = link.target.lower()
        if target.startswith("http://") and not link.image and not (own and target.startswith(own.lower())) and _is_public(target):
            start = Place(document.file, link.line, link.column + len("http"))
            fix = Fix(start, start, "s", sure=False)
            hint = "Open it with https, and write that."
            yield Finding(place_of(document, link), "L012", "this link starts with http and not with https", hint, "warning", fix)


def file_is_used(document: Document, collection: Collection) -> Iterator[Finding]:
    """A picture or PDF in the folder of a module should be used by a page.

    It is published and reviewed with the module, and nobody sees it. Show it, link to it, or remove it.
    """
    folder = module_folder(document.file) if document.kind == "module" else ""
    if not folder:
        return
    own = {link.file for link in document.outline.links}
    for asset in collection.beside.get(folder, ()):
        if asset not in own and asset not in collection.linked:
            hint = f"Show or link it in {posixpath.basename(document.file)}, or remove it."
            yield Finding(Place(asset), "L016", "no page shows this file or links to it", hint, "notice")


def _is_told_as_past(document: Document, link: Link) -> bool:
    """Whether the sentence around a link says that what it leads to is over, or sets something against it."""
    body, start = document.body, link.offset
    before = body[max(0, start - _AROUND) : start]
    behind = body[start + len(link.target) : start + len(link.target) + _AROUND]
    sentence = _SENTENCE_END.split(before)[-1] + " " + _SENTENCE_END.split(behind, maxsplit=1)[0]
    return bool(_PAST.search(sentence))


def _linked_pages(document: Document, collection: Collection) -> Iterator[tuple[Link, Document]]:
    for link in document.outline.links:
        file = link.file
        page = collection.documents.get(file) if file and file != document.file else None
        if page:
            yield link, page


def _status(document: Document, collection: Collection) -> str:
    """What its own front matter says of a page, or of the module that it translates."""
    if document.kind == "translation":
        folder, _, name = document.file.rpartition("/")
        document = collection.documents.get(f"{folder}/{name.split('.', 1)[0]}.md", document)
    return str(document.meta.get("status", "ready"))


def _file_on_site(address: str, site: str, collection: Collection) -> str:
    if not site or not address.lower().startswith(f"{site.lower()}/"):
        return ""
    return file_at(address[len(site) :], collection)


def file_at(path: str, collection: Collection) -> str:
    """The file of the library whose page stands at this path of the site; `staging.addresses` decides which does."""
    rest = path.partition("?")[0].removesuffix("index.html").strip("/")
    if f"content/{rest}" in collection.assets:
        return f"content/{rest}"
    translated = _TRANSLATED.fullmatch(rest)
    rest, ending = (translated["rest"], f".{translated['language']}.md") if translated else (rest, ".md")
    places = (f"content/{rest}{ending}", f"content/{rest}/index{ending}")
    return next((file for file in places if file in collection.documents), "")


def _file_in_repository(address: str, repository: str, collection: Collection) -> str:
    if not repository or not address.lower().startswith(f"{repository.lower()}/"):
        return ""
    match = _BLOB.fullmatch(address[len(repository) :].partition("?")[0])
    if not match or _COMMIT.fullmatch(match["branch"]):  # an address of one commit shows that commit on purpose
        return ""
    file = match["file"]
    return file if file in collection.assets or file in collection.documents else ""


def _is_public(target: str) -> bool:
    try:
        parts = urlsplit(target)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if "." not in host or port not in (None, 80) or host.endswith(_INWARD) or _EXAMPLES.fullmatch(host):
        return False
    try:
        ip_address(host)
    except ValueError:
        return True
    return False
