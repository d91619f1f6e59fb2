"""Attributes of elements, in HTML and in braces: none that runs a program, poses as the site, or would be dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Fix, Place
from peerlore.reading.braces import Braces, read_braces
from peerlore.reading.html import TAGS, attributes_of, is_free_class, is_free_id, kept_value
from peerlore.reading.markup import Attribute, Tag, read_tags

_MOST, _MOST_TOLD = 100, 3
_ADDRESSES = ("href", "src")
_NAMES = ("class", "for", "id", "name")
_BOX = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]*(?P<words>[\w-]+(?: +[\w-]+)*)", re.MULTILINE)
_LOOKS = frozenset(
    ("align", "bgcolor", "border", "cellpadding", "cellspacing", "color", "face", "height", "size", "style", "valign", "width")
)
_OPENING = frozenset(("rel", "target"))


def attribute_runs_nothing(document: Document) -> Iterator[Finding]:
    """No attribute may run a program in the reader's browser.

    `onclick` and its like do, in HTML and in braces behind Markdown. The site drops them; a page has no use for them.
    """
    yield from islice(_programs(document), _MOST)


def attribute_is_published(document: Document) -> Iterator[Finding]:
    """An attribute must be one that the site publishes.

    Colours, sizes and targets of links are decided once for the whole library, so that every page looks alike and can be
    read by everybody. The site drops other attributes, and words in braces that Markdown takes for attributes vanish.
    """
    yield from islice(_dropped_attributes(document), _MOST)


def name_is_free(document: Document) -> Iterator[Finding]:
    """Ids and classes must not be those of the site itself.

    Ids that begin with an underscore and classes that begin with `md-` or `pl-` belong to the site. A page that took one
    could pass for something that it is not, such as an approval, or keep the page from working; so they are dropped.
    """
    yield from islice(chain(_taken_names(document), _taken_anchors(document), _taken_boxes(document)), _MOST)


def address_is_open(document: Document) -> Iterator[Finding]:
    """The address of a link or picture must stand where everybody looks for it.

    An address in braces replaces the one in the round brackets, so reviewers approve one link and readers follow
    another. Write it into the round brackets.
    """
    yield from islice(_hidden_addresses(document), _MOST)


def _owners(document: Document) -> Iterator[Tag | Braces]:
    if "<" in document.body:
        tags = read_tags(document.body, document.outline.prose)
        yield from (tag for tag in tags if tag.attributes and tag.name in TAGS and not tag.closing)
    yield from read_braces(document.body, document.outline.prose)


def _attributes(document: Document) -> Iterator[tuple[Tag | Braces, Attribute]]:
    for owner in _owners(document):
        for attribute in owner.attributes:
            yield owner, attribute


def _element(owner: Tag | Braces) -> str:
    return owner.element if isinstance(owner, Braces) else owner.name


def _runs(attribute: Attribute) -> bool:
    return attribute.name.startswith("on") and len(attribute.name) > 4 and attribute.value_start >= 0


def _is_dropped(owner: Tag | Braces, attribute: Attribute) -> bool:
    """Whether the site drops an attribute; addresses, programs and names are matters of other rules."""
    element, name = _element(owner), attribute.name
    if _runs(attribute) or (name == "markdown" and isinstance(owner, Tag) and owner.raw):
        return False
    if name in _ADDRESSES:
        return not isinstance(owner, Braces) and name not in attributes_of(element)
    if element == "pre" and isinstance(owner, Braces):
        return name.startswith("data-")  # others are options of the code, which never become attributes
    if name not in attributes_of(element):
        return True
    return name not in _NAMES and kept_value(element, name, attribute.value) is None


def _programs(document: Document) -> Iterator[Finding]:
    for owner, attribute in _attributes(document):
        if _runs(attribute):
            place, end = document.place_at(attribute.start), document.place_at(attribute.end)
            fix = None if isinstance(owner, Braces) and len(owner.attributes) == 1 else Fix(place, end, "", sure=False)
            spot = document.place_at(_name_start(document, attribute))
            message = f"{attribute.name!r} would run a program in the reader's browser"
            yield Finding(spot, "X004", message, "Remove it; write what the reader should do as text.", fix=fix)


def _hidden_addresses(document: Document) -> Iterator[Finding]:
    seen = {link.offset for link in document.outline.links}
    for owner, attribute in _attributes(document):
        if attribute.name not in _ADDRESSES:
            continue
        place = document.place_at(_name_start(document, attribute))
        if isinstance(owner, Braces):
            if owner.element != "pre":
                hint = "Write it into the round brackets: [words](address)."
                yield Finding(place, "X007", f"the address {attribute.value!r} is hidden in braces", hint)
        elif attribute.name in attributes_of(owner.name) and attribute.value_start not in seen:
            hint = "Write it as [words](address), or as ![what one sees](picture.png)."
            yield Finding(place, "X007", f"the address {attribute.value!r} stands in HTML where links are not checked", hint)


def _dropped_attributes(document: Document) -> Iterator[Finding]:
    for owner in _owners(document):
        dropped = [attribute for attribute in owner.attributes if _is_dropped(owner, attribute)]
        if any("<" in attribute.name for attribute in owner.attributes):
            continue  # a tag without its end has taken what follows for attributes
        if dropped and isinstance(owner, Braces) and len(dropped) == len(owner.attributes):
            yield _dropped_braces(document, owner)
        elif len(dropped) > _MOST_TOLD:
            yield _many_dropped(document, dropped)
        else:
            yield from (_dropped(document, owner, attribute) for attribute in dropped)


def _dropped(document: Document, owner: Tag | Braces, attribute: Attribute) -> Finding:
    place, end = document.place_at(attribute.start), document.place_at(attribute.end)
    spot = document.place_at(_name_start(document, attribute))
    message = f"the attribute {attribute.name!r} is not published"
    if attribute.name == "name" and attribute.value and not any(other.name == "id" for other in owner.attributes):
        name_end = document.place_at(_name_start(document, attribute) + len("name"))
        return Finding(spot, "X005", message, "Write id instead of name.", "warning", Fix(spot, name_end, "id"))
    return Finding(spot, "X005", message, _instead(attribute), "warning", Fix(place, end, ""))


def _many_dropped(document: Document, dropped: Sequence[Attribute]) -> Finding:
    """One finding for a tag with many: words without a value come from a quote in the wrong place, others from another site's page."""
    place = document.place_at(_name_start(document, dropped[0]))
    if sum(attribute.value_start < 0 for attribute in dropped) > 1:
        message = f"{_listed(dropped)} words are read as attributes, and are not published"
        return Finding(place, "X005", message, "Check the quotes; within a text in quotes write &quot; for another.", "warning")
    message = f"the attributes {_listed(dropped)} are not published"
    return Finding(place, "X005", message, "Remove them: the page is the same without.", "warning")


def _dropped_braces(document: Document, braces: Braces) -> Finding:
    place = document.place_at(braces.start)
    words = document.body[braces.start : braces.end]
    if all(attribute.value_start < 0 for attribute in braces.attributes):
        message = f"{words!r} is read as attributes and vanishes from the page"
        fix = Fix(place, place, "\\")
        return Finding(place, "X005", message, f"Write \\{words} so that readers see it.", "warning", fix)
    start = len(document.body[: braces.start].rstrip(" "))
    names = _listed(braces.attributes)
    message = f"the attribute {names} is not published" if len(braces.attributes) == 1 else f"the attributes {names} are not published"
    fix = Fix(document.place_at(start), document.place_at(braces.end), "")
    return Finding(place, "X005", message, _instead(braces.attributes[0]), "warning", fix)


def _listed(attributes: Sequence[Attribute]) -> str:
    names = [repr(attribute.name) for attribute in attributes]
    if len(names) > _MOST_TOLD:
        return f"{', '.join(names[:_MOST_TOLD])} and {len(names) - _MOST_TOLD} more"
    return " and ".join(names)


def _instead(attribute: Attribute) -> str:
    if attribute.name in _LOOKS:
        return "Remove it: the site decides how pages look."
    if attribute.name in _OPENING:
        return "Remove it: readers decide how they open a link."
    return "Remove it: the page is the same without."


def _taken_names(document: Document) -> Iterator[Finding]:
    for owner, attribute in _attributes(document):
        if attribute.name not in _NAMES or attribute.name not in attributes_of(_element(owner)):
            continue
        words = attribute.value.split() if attribute.name == "class" else [attribute.value]
        for word in words:
            if is_free_class(word) if attribute.name == "class" else is_free_id(word):
                continue
            start = document.body.find(word, attribute.value_start, attribute.end)
            yield _taken(document, max(start, attribute.start), attribute.name, word)


def _taken(document: Document, offset: int, name: str, word: str) -> Finding:
    kind = "class" if name == "class" else "id"
    if kind == "class" and not word.startswith(("md-", "pl-")):
        message, hint = f"the class {word!r} is not published", "Use letters, digits and hyphens, or remove it."
    else:
        message = f"the {kind} {word!r} belongs to the site itself"
        hint = f"Remove it, or choose {'a class' if kind == 'class' else 'an id'} of your own."
    return Finding(document.place_at(offset), "X006", message, hint, "warning")


def _taken_anchors(document: Document) -> Iterator[Finding]:
    """Headings such as `_parse`, whose anchor comes from their text."""
    for heading in document.outline.headings:
        if not is_free_id(heading.anchor) and f"#{heading.anchor}" not in document.line(heading.line).rpartition("{")[2]:
            message = f"the anchor {heading.anchor!r} of this heading belongs to the site itself, so nobody can link here"
            own = heading.anchor.strip("_") or "part"
            hint = f"Give the heading an id of its own: put {{ #{own} }} behind it."
            yield Finding(Place(document.file, heading.line, heading.column), "X006", message, hint, "warning")


def _taken_boxes(document: Document) -> Iterator[Finding]:
    prose = document.outline.prose
    if all(is_free_class(block.kind) for block in document.outline.blocks) and "md-" not in prose and "pl-" not in prose:
        return
    for match in _BOX.finditer(prose):
        for word in re.finditer(r"\S+", match["words"]):
            if not is_free_class(word.group()):
                yield _taken(document, match.start("words") + word.start(), "class", word.group())


def _name_start(document: Document, attribute: Attribute) -> int:
    written = document.body[attribute.start : attribute.end]
    return attribute.start + len(written) - len(written.lstrip(" \t\n/"))
