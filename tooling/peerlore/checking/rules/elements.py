"""Elements of HTML in a page: those that the site drops, words that would vanish with them, and what stays open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from peerlore.checking.rules.html_words import ENDS_BY_ITSELF, INSTEAD, PARTS_OF_TABLES
from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Fix
from peerlore.reading.html import SWALLOWED, TAGS
from peerlore.reading.markup import VOID, Tag, read_tags

_MOST = 100
"""How many findings of one rule say enough about one page."""

_LONGEST = 60
_TABLE = "Write the table in Markdown: | one | two | on each line, with |---|---| below the first."


def element_is_published(document: Document) -> Iterator[Finding]:
    """HTML in a page must be of the kinds that the site publishes.

    Text, tables, lists, pictures and foldable parts are; programs, frames, forms, styles and players are not, because a
    page is read by people who trust it. The site drops such elements, some with all that stands in them. Markdown says
    almost everything, and the hint tells what to write.
    """
    yield from islice(_unpublished_elements(document), _MOST)


def words_do_not_vanish(document: Document) -> Iterator[Finding]:
    """Words in angle brackets must be written so that readers see them.

    Markdown takes `<file>` for HTML, and the site drops HTML that does not exist: the word vanishes from the sentence.
    Write it between backticks, or `&lt;file>`. A backslash before the bracket does not help here.
    """
    yield from islice(_vanishing_words(document), _MOST)


def element_is_closed(document: Document) -> Iterator[Finding]:
    """Every HTML element that a page opens must be closed, and the other way round.

    What stays open swallows the text behind it: all of the page after an open `<details>` is folded away.
    """
    yield from islice(_open_elements(document), _MOST)


def _unpublished_elements(document: Document) -> Iterator[Finding]:
    open_now: Counter[str] = Counter()
    for tag in _strange_tags(document):
        inside = any(INSTEAD.get(name) == INSTEAD.get(tag.name) for name, count in open_now.items() if count)
        if tag.closing and open_now[tag.name]:
            open_now[tag.name] -= 1
        elif tag.name in "?!" or not inside:  # the parts of a player go with the player
            open_now[tag.name] += not tag.closing and tag.name not in VOID and tag.name not in "?!"
            yield _unpublished(document, tag)


def _unpublished(document: Document, tag: Tag) -> Finding:
    place = document.place_at(tag.start)
    if tag.name in "?!":
        message = f"{_shown(document, tag)!r} speaks to a machine and is not published"
        return Finding(place, "X001", message, "Remove it, or put it between backticks if readers should see it.")
    nor = ", nor is what stands in it" if tag.name in SWALLOWED and not tag.closing else ""
    return Finding(place, "X001", f"the HTML element <{tag.name}> is not published{nor}", INSTEAD[tag.name])


def _vanishing_words(document: Document) -> Iterator[Finding]:
    headings = {heading.line for heading in document.outline.headings}
    for tag in _unknown_words(document):
        start = tag.start - (document.body[tag.start - 1 : tag.start] == "\\")
        place = document.place_at(start)
        fix = Fix(place, document.place_at(tag.start + 1), "&lt;", sure=place.line not in headings)
        words = _shown(document, tag)
        message = f"{words!r} is read as HTML and vanishes from the page"
        hint = f"Put it between backticks, or write &lt;{words[1:]}"
        hint = f"A backslash does not help here. {hint}" if start < tag.start else hint
        yield Finding(place, "X002", message, hint, fix=fix)


def _open_elements(document: Document) -> Iterator[Finding]:
    for tag in _tags(document):
        if any("<" in attribute.name for attribute in tag.attributes):
            message = f"the tag <{tag.name} is not ended by > before the next one begins"
            yield Finding(document.place_at(tag.start), "X003", message, "Write > where the tag ends.", "warning")
            return  # nobody can say what belongs to what behind it
    waiting: dict[str, list[Tag]] = {}
    lost: list[Tag] = []
    for tag in _tags(document):
        if tag.name in PARTS_OF_TABLES and not waiting.get("table") and not tag.closing:
            yield Finding(document.place_at(tag.start), "X003", f"'<{tag.name}>' stands outside of a <table>", _TABLE, "warning")
        elif tag.name in TAGS and tag.name not in VOID and tag.name not in ENDS_BY_ITSELF and not tag.empty:
            if not tag.closing:
                waiting.setdefault(tag.name, []).append(tag)
            elif waiting.get(tag.name):
                waiting[tag.name].pop()
            else:
                lost.append(tag)
    for tag in sorted((*lost, *(tag for tags in waiting.values() for tag in tags)), key=lambda tag: tag.start):
        place = document.place_at(tag.start)
        if tag.closing:
            yield Finding(place, "X003", f"'</{tag.name}>' closes nothing", f"Remove it, or write <{tag.name}> where it begins.", "warning")
        else:
            hint = f"Write </{tag.name}> where it ends, or &lt;{tag.name}> if readers should see the brackets."
            yield Finding(place, "X003", f"'<{tag.name}>' is opened and never closed", hint, "warning")


def _tags(document: Document) -> Iterator[Tag]:
    """The tags of a page, without those inside of an element that is dropped with all that stands in it."""
    if "<" not in document.body:
        return
    inside = ""
    closed = _closed(document)
    for tag in read_tags(document.body, document.outline.prose):
        if not inside or (tag.closing and tag.name == inside):
            inside = tag.name if tag.name in SWALLOWED and not tag.closing and not _is_a_word(tag, closed) else ""
            yield tag


def _closed(document: Document) -> set[str]:
    tags = read_tags(document.body, document.outline.prose) if "<" in document.body else ()
    return {tag.name for tag in tags if tag.closing}


def _strange_tags(document: Document) -> Iterator[Tag]:
    """Tags of HTML that are not published, without words that only happen to be called like one."""
    closed = _closed(document)
    for tag in _tags(document):
        if tag.name in "?!" or (tag.name in INSTEAD and not _is_a_word(tag, closed) and not _is_a_choice(tag)):
            yield tag


def _unknown_words(document: Document) -> Iterator[Tag]:
    closed = _closed(document)
    addresses = {link.offset - 1 for link in document.outline.links}  # [text](<two words.md>) is an address
    for tag in _tags(document):
        if tag.start in addresses and not tag.raw:
            continue
        if _is_a_word(tag, closed) if tag.name in INSTEAD and tag.name not in TAGS else tag.name not in TAGS and tag.name not in "?!":
            yield tag


def _is_a_word(tag: Tag, closed: set[str]) -> bool:
    """Whether `<title>` or `List<Object>` is meant as a word: it has no attributes, and nothing closes it."""
    return tag.name not in VOID and not tag.attributes and tag.name not in closed


def _is_a_choice(tag: Tag) -> bool:
    """Whether a field is a box or button to choose with, the only ones that a page may show."""
    return tag.name == "input" and any(one.name == "type" and one.value in ("checkbox", "radio") for one in tag.attributes)


def _shown(document: Document, tag: Tag) -> str:
    text = " ".join(document.body[tag.start : tag.end].split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}…>"
