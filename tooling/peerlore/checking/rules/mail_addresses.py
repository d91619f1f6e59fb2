"""E-mail addresses of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from peerlore.checking.rules.role_words import ROLES
from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Place

_MOST = 50

_LOCAL = re.compile(r"(?<![\w.%+@/-])[A-Za-z0-9_][\w.%+-]{0,63}\Z", re.ASCII)
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![\w-]|\.\w)")
_ICON = re.compile(r"\d+x\.\w+")  # icon@2x.png
_NOBODYS_DOMAIN = re.compile(
    r"(?:.*\.)?(?:example|exemple|test|invalid|localhost|local)(?:\.[a-z]{2,6})?|(?:.*\.)?(?:my|your|our|the)?-?(?:company|domain|entreprise|"
    r"organi[sz]ation|organisme|societe|acme|foo|bar|domaine|site|server|host|work|contoso|fabrikam|test)\.[a-z]{2,6}"
    r"|users\.noreply\.github\.com|noreply\..*|lists?\..*|groups\..*|googlegroups\.com|e?mail\.com",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"(?:(?:your|my|first|last|given|family|sur)[._-]?name|(?:first|last|name|prenom|prénom|nom|me|you|someone|somebody|anyone|foo|bar|baz|x+|abc|"
    r"john[._-]?doe|jane[._-]?doe|j\.?doe|jean[._-]?dupont|user\w?|username|address|adresse|email|mail|employee|collegue|"
    r"colleague|person|personne)(?:[._-](?:last|family|sur)?(?:name|nom|first|last|initial|prenom))?)\d{0,3}",
    re.IGNORECASE,
)
# The name of an account, as in name:word@machine; what stands behind the colon is no name of a person.
_ACCOUNT = re.compile(r"(?<![\w.-])(?!(?:mailto|e?-?mail|courriel|contact|author|cc|from|to|de|à):)[\w.-]{1,64}:\Z", re.IGNORECASE)
_WEB = re.compile(r"(?:https?|ftp|ssh|git|s3|postgres\w*|mysql|redis|amqps?|mongodb\S*|sftp)\+?\w*://\S*\Z")


def address_is_nobodys(document: Document) -> Iterator[Finding]:
    """A text must not hold the e-mail address of a person.

    Pages are copied, indexed and kept in the history of git, from which nobody can take an address back. Link to the
    person's page instead, or name an address that belongs to a task, such as support@. Addresses at example.com are fine.
    """
    if "@" in document.text:
        yield from islice(_addresses(document), _MOST)


def _addresses(document: Document) -> Iterator[Finding]:
    text = document.visible
    position = text.find("@")
    while position >= 0:
        local = _LOCAL.search(text, max(0, position - 64), position) if text[position - 1 : position].isalnum() else None
        domain = _DOMAIN.match(text, position + 1) if local else None
        if local and domain and _is_a_persons(text, local, domain):
            message = f"the e-mail address of a person stands here: {local.group()[:1]}…@{domain.group().lower()}"
            place = document.place_in_text(local.start())
            hint = "Link to the person's page, or write an address that belongs to a task, such as support@."
            if key := _kept_key(document, place):
                hint = f"Take it out of {key}: what stands there is kept for other tools, and everybody can read it."
            yield Finding(place, "V001", message, hint, "warning")
        position = text.find("@", position + 1)


def _kept_key(document: Document, place: Place) -> str:
    """The key under `x-` in which a place stands; an import keeps there whatever the old front matter held."""
    if place.line >= document.body_line:
        return ""
    above = [key for key in document.meta if document.key_place(key) <= place]
    key = max(above, key=document.key_place, default="")
    return key if key.startswith("x-") else ""


def _is_a_persons(text: str, local: re.Match[str], domain: re.Match[str]) -> bool:
    if _ICON.fullmatch(domain.group()) or _NOBODYS_DOMAIN.fullmatch(domain.group()) or _SOMEBODY.fullmatch(local.group()):
        return False
    if any(part in ROLES for part in re.split(r"[._+%-]", local.group().lower())):
        return False
    before = max(0, local.start() - 200)
    if text[local.start() - 1 : local.start()] == ":" and _ACCOUNT.search(text, before, local.start()):
        return False
    return not _WEB.search(text, before, local.start())
