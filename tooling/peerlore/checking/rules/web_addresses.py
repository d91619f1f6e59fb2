"""Web addresses and what they replied. Asks nobody: the replies come in with the collection's facts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

from peerlore.checking.collection import Collection, groups
from peerlore.checking.rules.link_fixes import place_of, with_address
from peerlore.model.documents import Document, Link
from peerlore.model.facts import Reply
from peerlore.model.findings import Finding, Place

Verdict = Literal["alive", "dead", "unclear"]

ASKED = ("L017", "L018", "L019")
"""The codes of what is known only because somebody asked."""

_GONE = (404, 410)
_CLOSED = (401, 402, 403, 407, 451)
"""Answers to programs and to people without an account; others may well see the page."""

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])")  # what Python-Markdown takes out of an address
_NOTHING_ELSE = re.compile(r"https?://[\w\-.~:/?@!$&'*+,;=%]{1,300}", re.ASCII)


def page_is_there(document: Document, collection: Collection) -> Iterator[Finding]:
    """A web address should lead to a page that is there.

    Only `check --external` asks other sites, each address once, and keeps the replies for some days. A page counts as gone
    if its site answers 404 or 410, if there is no site of that name, or if its certificate has ended or is that of another.
    """
    for reply, address, _, place in _replies(document, collection):
        if verdict(reply) == "dead":
            hint = "Find its new address, or leave the link out."
            if reply.trouble == "unknown-name":
                hint += " If the name is known in your own network alone, run this check there."
            yield Finding(place, "L017", _what_is_wrong(reply, address), hint, "warning")


def page_has_not_moved(document: Document, collection: Collection) -> Iterator[Finding]:
    """A web address should be the one that its site uses today.

    Sites redirect old addresses for a while and then forget them. Only `check --external` asks.
    """
    for reply, address, link, place in _replies(document, collection):
        # A missing s is a matter of L012, and a slash at the end is not worth anybody's time.
        if verdict(reply) == "alive" and reply.moved_to and _essence(reply.moved_to) != _essence(address):
            known = _NOTHING_ELSE.fullmatch(reply.moved_to)  # a stranger's text goes into a page only as an address
            fix = with_address(document, link, reply.moved_to) if link and known else None
            to = reply.moved_to if known else _host(reply.moved_to)
            yield Finding(place, "L018", f"this page has moved for good to {to}", "Open it, and write the new address.", "notice", fix)


def page_can_be_looked_at(document: Document, collection: Collection) -> Iterator[Finding]:
    """A web address should be one that can be looked at without an account.

    Nothing is known of pages behind a login, of sites that are slow, busy or closed to programs, and of networks that this
    machine may not ask. Open such a link yourself. Only `check --external` asks.
    """
    for reply, address, _, place in _replies(document, collection):
        if verdict(reply) == "unclear":
            hint = "Open it yourself."
            if reply.trouble == "private":
                hint = "To ask addresses of your own network too, add --allow-private."
            yield Finding(place, "L019", f"this address could not be looked at: {_why(reply, address)}", hint, "notice")


def verdict(reply: Reply) -> Verdict:
    """What a reply says of the page behind an address. `unclear` is whatever a reader might see all the same."""
    if reply.status in _GONE or reply.trouble in ("unknown-name", "bad-certificate"):
        return "dead"
    return "alive" if 200 <= reply.status < 300 else "unclear"


def days_kept(reply: Reply) -> int:
    """For how many days a reply counts before the address is asked again; 0 for one that says nothing of tomorrow."""
    if verdict(reply) == "alive":
        return 30
    # A dead link is mended soon, and its page may come back; a site that was busy or slow is asked the next time.
    return 1 if verdict(reply) == "dead" or reply.status in _CLOSED else 0


def web_addresses(document: Document) -> Iterator[tuple[str, Link | None, Place]]:
    """Every address to which a page sends its readers, as it is asked; with its link where it stands in the body."""
    for link in document.outline.links:
        address = asked_address(link.target)
        if address and not link.image:
            yield address, link, place_of(document, link)
    for path, entry in groups(document, "links"):
        address = asked_address(str(entry.get("url", "")))
        if address:
            yield address, None, document.place(*path, "url")


def asked_address(target: str) -> str:
    """The web address that a browser asks for a link that is written like this, or empty where it asks for none.

    >>> asked_address("https://example.com/a?b=1&amp;c=2#part"), asked_address("../a.md")
    ('https://example.com/a?b=1&c=2', '')
    """
    address = html.unescape(_ESCAPE.sub(r"\1", target)).partition("#")[0].strip()
    return address if address.lower().startswith(("http://", "https://")) else ""


def _replies(document: Document, collection: Collection) -> Iterator[tuple[Reply, str, Link | None, Place]]:
    replies = collection.facts.replies or {}
    for address, link, place in web_addresses(document):
        if address in replies:
            yield replies[address], address, link, place


def _what_is_wrong(reply: Reply, address: str) -> str:
    if reply.trouble == "unknown-name":
        return f"there is no site called {_host(address)!r}"
    if reply.trouble == "bad-certificate":
        return f"browsers warn of {_host(address)!r}: its certificate has ended or belongs to another site"
    return f"this page is gone: {_host(address)} answers {reply.status}"


def _why(reply: Reply, address: str) -> str:
    if reply.trouble == "private":
        return "it lies in a private network"
    if reply.trouble == "endless":
        return "it redirects again and again"
    return f"{_host(address)} answers {reply.status}" if reply.status else f"{_host(address)} gave no answer"


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _essence(address: str) -> str:
    return address.partition("://")[2].rstrip("/").lower()
