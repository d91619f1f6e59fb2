"""Headings: in order, each with words of its own, and none that only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from peerlore.checking.levels import DEEPEST, lower_all, raise_part, remove_heading
from peerlore.model.documents import Document, Heading
from peerlore.model.findings import Finding, Fix, Place

_MOST = 100
_HASH_AT_END = re.compile(r"#[ \t]*+(?:\n|\Z)")
_EMPTY = re.compile(r"^#{1,6}[ \t]*$", re.MULTILINE)
_BOLD_LINE = re.compile(r"^(?P<mark>\*\*|__)(?P<text>[^*_\n]{2,80})(?P=mark)[ \t]*$", re.MULTILINE)
_TEXT_BEHIND = re.compile(r"\n(?:[ \t]*\n)+(?=[ \t]*\S)")
# What follows a bold line that is a caption or a label rather than a heading: a table, a picture, code, a rule,
# another bold line, a heading.
_NO_TEXT = re.compile(r"[ \t]*(?:\||!\[|`{3}|~{3}|#|-{3}|\*{3}|\*\*|__|<|\{|\$)")
_CAPTION = re.compile(r"(?:table|tableau|figure|fig|listing|example|exemple|step|étape|note|warning|tip|q|a)\b[ .]", re.IGNORECASE)
_SHORTEST = 4  # letters; "OR" between two paragraphs is no heading


def level_is_not_skipped(document: Document) -> Iterator[Finding]:
    """A heading must be at most one level below the one it belongs to.

    Many people who cannot see the page move through it by its headings; a missing level sounds like a part that was
    left out. The title of the page has level 1, so a text begins with `##`.
    """
    yield from islice(_skipped_levels(document), _MOST)


def _skipped_levels(document: Document) -> Iterator[Finding]:
    above = 1
    lines: list[str] = []
    headings = document.outline.headings
    for index, heading in enumerate(headings):
        if heading.level > above + 1:
            lines = lines or document.text.split("\n")
            whose = f"below one of level {above}" if index else "below the title, which has level 1"
            message = f"this heading has level {heading.level} and stands {whose}"
            hint = f"Write {'#' * (above + 1)} before it, and raise the headings that belong to it in the same way."
            fix = raise_part(headings, index, above, lines, document.file)
            yield Finding(_place(document, heading), "A005", message, hint, "warning", fix)
        above = heading.level


def title_stands_once(document: Document) -> Iterator[Finding]:
    """A text must have no heading of level 1.

    The title of the front matter is the page's only heading of level 1; a second one makes readers who listen believe
    that another page began. Begin with `##`.
    """
    headings = document.outline.headings
    first = [heading for heading in headings if heading.level == 1]
    if not first:
        return
    more = f", as do {len(first) - 1} more" if len(first) > 2 else ", as does one more" if len(first) == 2 else ""
    message = f"this heading has level 1, the level of the page's title{more}"
    if _same(first[0].text, str(document.meta.get("title", ""))) and len(first) == 1 and first[0] is headings[0]:
        message, hint = "the title stands here a second time", "Remove it: the page shows the title of the front matter."
        fix = remove_heading(document, first[0])
    else:
        below = ", and one # more before each heading below it" if first[0] is headings[0] else ""
        hint = f"Write ## before it{below}."
        fix = lower_all(document, headings, len(first))
    yield Finding(_place(document, first[0]), "A006", message, hint, "warning", fix)


def heading_has_words(document: Document) -> Iterator[Finding]:
    """A heading must have words.

    An empty one shows nothing, and who listens to the page hears "heading" and then silence.
    """
    yield from islice(_empty_headings(document), _MOST)


def _empty_headings(document: Document) -> Iterator[Finding]:
    prose = document.outline.prose
    if "#" not in prose or not _HASH_AT_END.search(prose):
        return
    for match in _EMPTY.finditer(prose):
        end = match.start() + len(match.group().rstrip())
        if document.body[match.start() : match.end()] != match.group():
            continue  # words in code
        place = document.place_at(match.start())
        fix = Fix(place, Place(place.file, place.line, place.column + end - match.start()), "", sure=False)
        yield Finding(place, "A007", "this heading has no words", "Give it some, or remove the line.", "warning", fix)


def heading_is_a_heading(document: Document) -> Iterator[Finding]:
    """What looks like a heading must be one.

    A line in bold looks like a heading, but is none for the contents list, the search, and people who move from heading
    to heading. Write `##`, `###` and so on instead of the asterisks.
    """
    yield from islice(_bold_lines(document), _MOST)


def _bold_lines(document: Document) -> Iterator[Finding]:
    prose = document.outline.prose
    if "\n**" not in prose and "\n__" not in prose and not prose.startswith(("**", "__")):
        return
    headings = document.outline.headings
    passed = 0
    for match in _BOLD_LINE.finditer(prose):
        words = document.body[match.start("text") : match.end("text")]
        if not _could_be_a_heading(words) or not _stands_alone(document.body, match):
            continue
        place = document.place_at(match.start())
        while passed < len(headings) and headings[passed].line < place.line:
            passed += 1
        level = headings[passed - 1].level + 1 if passed else 2
        marks = "#" * min(level, DEEPEST)
        end = Place(place.file, place.line, place.column + len(match.group().rstrip()))
        fix = Fix(place, end, f"{marks} {words}", sure=False) if level <= DEEPEST else None
        hint = f"If it is a heading, write: {marks} {words}"
        yield Finding(place, "A008", f"{words!r} looks like a heading and is none", hint, "warning", fix)


def heading_differs_from_its_neighbours(document: Document) -> Iterator[Finding]:
    """Headings that belong to the same part should differ.

    In a list of headings, two of the same name cannot be told apart, and a link to the second changes its address when
    the first is reworded.
    """
    yield from islice(_same_headings(document), _MOST)


def _same_headings(document: Document) -> Iterator[Finding]:
    above: list[Heading] = []
    seen: dict[tuple[int, str], Heading] = {}
    for heading in document.outline.headings:
        while above and above[-1].level >= heading.level:
            above.pop()
        key = (id(above[-1]) if above else 0, heading.text.casefold())
        if heading.text and key in seen:
            message = f"the heading {heading.text!r} stands in the same part as that of line {seen[key].line}"
            hint = "Say in each what is different, so that a list of headings makes sense."
            yield Finding(_place(document, heading), "A009", message, hint, "notice")
        seen.setdefault(key, heading)
        above.append(heading)


def _place(document: Document, heading: Heading) -> Place:
    return Place(document.file, heading.line, heading.column)


def _same(text: str, title: str) -> bool:
    return " ".join(text.casefold().split()) == " ".join(title.casefold().split())


def _could_be_a_heading(words: str) -> bool:
    """Neither a label that ends with a colon, nor a sentence, nor the caption of something, nor a link."""
    if sum(map(str.isalpha, words)) < _SHORTEST or words != words.strip() or words[-1] in ".:;,!?…":
        return False
    return not _CAPTION.match(words) and "](" not in words


def _stands_alone(body: str, match: re.Match[str]) -> bool:
    """Whether the line is a paragraph of its own with a text behind it."""
    start, end = match.span()
    if start and body[body.rfind("\n", 0, start - 1) + 1 : start].strip():
        return False
    behind = _TEXT_BEHIND.match(body, end)
    return behind is not None and not _NO_TEXT.match(body, behind.end())
