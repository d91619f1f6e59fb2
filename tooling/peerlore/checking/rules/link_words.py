"""Words of links: each says where it leads, also to who hears nothing but the links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peerlore.checking.collection import Collection
from peerlore.model.documents import Document, Link
from peerlore.model.findings import Finding, Fix, Place
from peerlore.reading.targets import scheme_of, target_file

_SAYS_NOTHING = (
    r"(?:please )?(?:click|tap|press|go|see|look|read|find out|right|over)? ?(?:(?:more )?here|this|this link|the link|more)"
    r"|link|links|click|page|this page|read more|learn more|find out more|more info(?:rmation)?|url|website|web site|webpage"
    r"|(?:cliquez |cliquer |voir |voyez |lire |par )?(?:ici|ci-dessous)|ce lien|le lien|lien|cette page|cliquez|cliquer"
    r"|en savoir plus|savoir plus|lire (?:la suite|plus)|voir plus|plus d['’]infos?(?:rmations?)?|site web"
)
_EDGE = r"[\s*_.:!…→»>-]{0,5}"
_EMPTY_WORDS = re.compile(
    rf"\[{_EDGE}(?P<text>{_SAYS_NOTHING}){_EDGE}\](?=\(|\[[^\]\n])|<a\b[^<>]{{0,1000}}>{_EDGE}(?P<html>{_SAYS_NOTHING}){_EDGE}</a>",
    re.IGNORECASE,
)

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\[\]{}|\\^]+", re.IGNORECASE)
_HOST_ONLY = re.compile(r"https?://[^/?#\s]+/?", re.IGNORECASE)
_SENTENCE_END = ".,;:!?*_~…"
_LONGEST_SHOWN = 60
_NAME_IT = "Link the words of the sentence that name what one finds there."


def link_says_where_it_leads(document: Document, collection: Collection) -> Iterator[Finding]:
    """The words of a link must say where it leads.

    Many readers go from link to link, by ear or with their eyes; "here, here, read more" leads nowhere for them. Link the
    words that name what one finds there: `the [agreement for a field pair](agree-on-mentoring.md)`.
    """
    prose = document.outline.prose
    if "](" not in prose and "][" not in prose and "<a" not in prose.casefold():
        return
    links = {link.offset: link for link in document.outline.links}
    for match in _EMPTY_WORDS.finditer(prose):
        group = "text" if match["text"] else "html"
        if match.start() and prose[match.start() - 1] in "!\\":
            continue  # the words of a picture, or no link at all
        words = document.body[match.start(group) : match.end(group)]
        title = _title_there(document, links.get(match.end() + 1), collection)
        hint = f"Link the words that name what one finds there, for instance {title!r}." if title else _NAME_IT
        place = document.place_at(match.start(group))
        end = Place(place.file, place.line, place.column + len(words))
        fix = Fix(place, end, title, sure=False) if title and "\n" not in words and "[" not in title else None
        yield Finding(place, "A011", f"the words {words!r} do not say where this link leads", hint, "warning", fix)


def address_is_hidden(document: Document, _collection: Collection) -> Iterator[Finding]:
    """A web address must be a link with words.

    A bare address cannot be clicked on the site, and as the words of a link it is read aloud letter by letter. Write
    `[the guide to field pairs](https://example.com/guides/17)`. The mere name of a site, as in `<https://example.com>`,
    is fine; an address that is only an example stands between backticks.
    """
    prose = document.outline.prose
    if "://" not in prose:
        return
    targets = {link.offset: link for link in document.outline.links}
    for match in _ADDRESS.finditer(prose):
        start = match.start()
        address = _trimmed(match.group())
        link = targets.get(start)
        before = prose[max(0, start - 2) : start]
        if link is not None and link.text != link.target:
            continue
        if link is not None or _is_words_of_a_link(prose, start, start + len(address)):
            if not _HOST_ONLY.fullmatch(address):
                message = f"the words of this link are the address {_short(address)!r}"
                yield Finding(document.place_at(start), "A012", message, f"Write [what one finds there]({_short(address)}).", "warning")
        elif before[-1:] not in ("=", '"', "'", "\\") and before not in ("](", "(<") and not prose[max(0, start - 9) : start].rstrip().endswith("]:"):
            yield _bare(document, start, address)


def _bare(document: Document, start: int, address: str) -> Finding:
    place = document.place_at(start)
    hint = f"Write [what one finds there]({_short(address)}), or put the address between backticks if it is only an example."
    end = Place(place.file, place.line, place.column + len(address))
    fix = Fix(place, end, f"<{address}>", sure=False) if _HOST_ONLY.fullmatch(address) else None
    return Finding(place, "A012", f"the address {_short(address)!r} is not a link", hint, "warning", fix)


def same_words_lead_to_one_place(document: Document, _collection: Collection) -> Iterator[Finding]:
    """Links with the same words should lead to the same place.

    In a list of the links of a page, two that sound alike cannot be told apart.
    """
    seen: dict[str, tuple[str, int]] = {}
    for link in document.outline.links:
        words = " ".join(link.text.casefold().split())
        if link.image or len(words) < 3 or "![" in words or not _is_inline(document.body, link):
            continue
        there = _destination(document, link)
        first, line = seen.setdefault(words, (there, link.line))
        if first != there:
            message = f"{link.text!r} leads to another place than the same words on line {line}"
            hint = "Add a word that tells the two apart."
            yield Finding(Place(document.file, link.line, link.column), "A013", message, hint, "notice")


def _title_there(document: Document, link: Link | None, collection: Collection) -> str:
    file = target_file(document, link) if link else None
    page = collection.documents.get(file) if file and file != document.file else None
    title = page.meta.get("title") if page else None
    return title if isinstance(title, str) else ""


def _is_words_of_a_link(prose: str, start: int, end: int) -> bool:
    if prose[start - 1 : start] == "[":
        return prose.startswith(("](", "]["), end)
    return prose[start - 1 : start] == ">" and prose[end : end + 4].casefold() == "</a>"


def _is_inline(body: str, link: Link) -> bool:
    before = body[max(0, link.offset - 3) : link.offset].rstrip(" \t<")
    return before.endswith("](")


def _destination(document: Document, link: Link) -> str:
    """Where a link leads, spelled in one way; parts of one page count as one place."""
    file = target_file(document, link)
    return file or link.target.partition("#")[0].removeprefix(scheme_of(link.target)).rstrip("/").casefold()


def _trimmed(address: str) -> str:
    """Without the marks of the sentence around it; a closing parenthesis belongs to it only with its opening one."""
    while address and (address[-1] in _SENTENCE_END or (address[-1] == ")" and address.count("(") < address.count(")"))):
        address = address[:-1]
    return address


def _short(address: str) -> str:
    return address if len(address) <= _LONGEST_SHOWN else f"{address[: _LONGEST_SHOWN - 1]}…"
