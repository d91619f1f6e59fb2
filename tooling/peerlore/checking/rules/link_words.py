"""Words of links: each says where it leads, also to who hears nothing but the links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from peerlore.checking.collection import Collection
from peerlore.model.documents import Document, Link
from peerlore.model.findings import Finding, Fix, Place
from peerlore.reading.targets import scheme_of

_MOST = 100
_EMPTY_WORDS = re.compile(
    r"(?:please )?(?:click|tap|press|go|see|look|read|find out|right|over)? ?(?:(?:more )?here|this|this link|the link|more)"
    r"|link|click|page|this page|read more|learn more|find out more|more info(?:rmation)?|url|website|web site|webpage"
    r"|(?:cliquez |cliquer |voir |voyez |lire |par )?(?:ici|ci-dessous)|ce lien|le lien|lien|cette page|cliquez|cliquer"
    r"|en savoir plus|savoir plus|lire (?:la suite|plus)|voir plus|plus d['’]infos?(?:rmations?)?|site web",
    re.IGNORECASE,
)
_EDGE = " \t\n*_.:!…→»>-"
_LONGEST_EMPTY = 40
_REFERENCE = re.compile(r"(?<![!\\])\[(?P<text>[^\[\]\n]{2,40})\]\[[^\[\]\n]{0,100}\]")
_TAG = re.compile(r"<a\b[^<>]{0,1000}>(?P<text>[^<>]{2,60})</a>", re.IGNORECASE)

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\[\]{}|\\^]+", re.IGNORECASE)
_HOST_ONLY = re.compile(r"https?://[^/?#\s]+/?", re.IGNORECASE)
_ACCOUNT = re.compile(r"//[^/?#@\s]*@")
_SENTENCE_END = ".,;:!?*_~…"
_LONGEST_SHOWN = 60
_NAME_IT = "Link the words of the sentence that name what one finds there."


def link_says_where_it_leads(document: Document, collection: Collection) -> Iterator[Finding]:
    """The words of a link must say where it leads.

    Many readers go from link to link, by ear or with their eyes; "here, here, read more" leads nowhere for them. Link the
    words that name what one finds there: `the [agreement for a field pair](agree-on-mentoring.md)`.
    """
    yield from islice(_empty_links(document, collection), _MOST)


def _empty_links(document: Document, collection: Collection) -> Iterator[Finding]:
    for start, written, link in _words_of_links(document):
        words = written.strip(_EDGE)
        if not _EMPTY_WORDS.fullmatch(words):
            continue
        place = document.place_at(start + written.index(words))
        title = _title_there(document, link, collection)
        hint = f"Link the words that name what one finds there, for instance {title!r}." if title else _NAME_IT
        end = Place(place.file, place.line, place.column + len(words))
        fix = Fix(place, end, title, sure=False) if title and "\n" not in words and "[" not in title else None
        yield Finding(place, "A011", f"the words {words!r} do not say where this link leads", hint, "warning", fix)


def _words_of_links(document: Document) -> Iterator[tuple[int, str, Link | None]]:
    """Where the words of each link begin in the body, those words, and the link where its address stands beside them."""
    body = document.body
    for link in document.outline.links:
        if not link.image and 1 < len(link.text) <= _LONGEST_EMPTY and (end := _end_of_words(body, link)):
            yield end - len(link.text), link.text, link
    if "][" in body:
        for match in _REFERENCE.finditer(document.outline.prose):
            yield match.start("text"), match["text"], None
    if "<a " in body or "<A " in body:
        for match in _TAG.finditer(document.outline.prose):
            yield match.start("text"), match["text"], None


def _end_of_words(body: str, link: Link) -> int:
    """Where the words of an inline link end in the body; 0 for any other link."""
    end = link.offset - (body[link.offset - 1] == "<")
    while body[end - 1] in " \t":
        end -= 1
    return end - 2 if body[end - 2 : end] == "](" and body.startswith(link.text, end - 2 - len(link.text)) else 0


def address_is_hidden(document: Document) -> Iterator[Finding]:
    """A web address must be a link with words.

    A bare address cannot be clicked on the site. Write `[the guide to field pairs](https://example.com/guides/17)`, or put
    the address between backticks if it is only an example. As the words of a link it is read aloud letter by letter; that
    is a notice, since some pages mean to show it, and the mere name of a site, as in `<https://example.com>`, is fine.
    """
    yield from islice(_plain_addresses(document), _MOST)


def _plain_addresses(document: Document) -> Iterator[Finding]:
    prose = document.outline.prose
    if "://" not in prose:
        return
    targets = {link.offset: link for link in document.outline.links}
    for start, address in _addresses(prose):
        link = targets.get(start)
        if (link is not None and link.text != link.target) or prose.startswith("] (<", start - 4):
            continue
        if link is not None or _is_words_of_a_link(prose, start, start + len(address)):
            if not _HOST_ONLY.fullmatch(address):
                message = f"the words of this link are the address {_short(address)!r}"
                yield Finding(document.place_at(start), "A012", message, "Write [what one finds there](the address).", "notice")
        elif _is_bare(prose, start):
            yield _bare(document, start, address)


def _addresses(prose: str) -> Iterator[tuple[int, str]]:
    """Web addresses with their offsets, without the marks of the sentence around them."""
    at = prose.find("://")
    while at >= 0:
        start = at - (5 if prose[at - 5 : at].casefold() == "https" else 4)
        match = _ADDRESS.match(prose, max(0, start))
        if match and len(address := _trimmed(match.group())) > len("https://"):
            yield match.start(), address
        at = prose.find("://", match.end() if match else at + 1)


def _is_bare(prose: str, start: int) -> bool:
    """Whether an address stands in a sentence, and neither in an attribute nor in a link that was not recognised."""
    before = prose[max(0, start - 8) : start]
    if before[-1:] in ("=", '"', "'", "\\") or before[-1:].isalnum():
        return False
    return not before.endswith(("](", "](<", "] (", ")[")) and not before.rstrip().endswith("]:")


def _bare(document: Document, start: int, address: str) -> Finding:
    place = document.place_at(start)
    hint = "Write [what one finds there](the address), or put it between backticks if it is only an example."
    end = Place(place.file, place.line, place.column + len(address))
    fix = Fix(place, end, f"<{address}>", sure=False) if _HOST_ONLY.fullmatch(address) else None
    return Finding(place, "A012", f"the address {_short(address)!r} is not a link", hint, "warning", fix)


def same_words_lead_to_one_place(document: Document) -> Iterator[Finding]:
    """Links with the same words should lead to the same place.

    In a list of the links of a page, two that sound alike cannot be told apart.
    """
    yield from islice(_ambiguous_links(document), _MOST)


def _ambiguous_links(document: Document) -> Iterator[Finding]:
    seen: dict[str, Link] = {}
    for link in document.outline.links:
        words = link.text.casefold()
        if link.image or len(words) < 3 or "![" in words or not _end_of_words(document.body, link):
            continue
        first = seen.setdefault(words, link)
        if first is link or first.target == link.target or _EMPTY_WORDS.fullmatch(words.strip(_EDGE)):
            continue
        if _destination(document, first) != _destination(document, link):
            message = f"{link.text!r} leads to another place than the same words on line {first.line}"
            hint = "Add a word that tells the two apart."
            yield Finding(Place(document.file, link.line, link.column), "A013", message, hint, "notice")


def _title_there(document: Document, link: Link | None, collection: Collection) -> str:
    file = link.file if link else None
    page = collection.documents.get(file) if file and file != document.file else None
    title = page.meta.get("title") if page else None
    return title if isinstance(title, str) else ""


def _is_words_of_a_link(prose: str, start: int, end: int) -> bool:
    if prose[start - 1 : start] == "[":
        return prose.startswith(("](", "]["), end)
    return prose[start - 1 : start] == ">" and prose[end : end + 4].casefold() == "</a>"


def _destination(document: Document, link: Link) -> str:
    """Where a link leads, spelled in one way; parts of one page count as one place."""
    file = link.file
    return file or link.target.partition("#")[0].removeprefix(scheme_of(link.target)).rstrip("/").casefold()


def _trimmed(address: str) -> str:
    """Without the marks of the sentence around it; a closing parenthesis belongs to it only with its opening one."""
    end, surplus = len(address), address.count(")") - address.count("(")
    while end and (address[end - 1] in _SENTENCE_END or (address[end - 1] == ")" and surplus > 0)):
        end -= 1
        surplus -= address[end] == ")"
    return address[:end]


def _short(address: str) -> str:
    """An address as logs may show it: neither long nor with somebody's password."""
    address = _ACCOUNT.sub("//…@", address)
    return address if len(address) <= _LONGEST_SHOWN else f"{address[: _LONGEST_SHOWN - 1]}…"
