"""A translation beside its source: where the two first differ in what they are made of, whatever the words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from peerlore.checking.counterpart_quizzes import quiz_difference
from peerlore.model.documents import Document, Heading
from peerlore.model.findings import Place

_LISTS = (("objectives", "objective"), ("questions", "question"), ("quiz", "quiz question"))


def first_differences(translation: Document, source: Document, *, headings: bool = True) -> Iterator[tuple[Place, str]]:
    """The first difference of every kind, with its place in the translation; the message names the line of the source.

    Without `headings`, that of the headings is left out.
    """
    for field, what in _LISTS:
        if field == "quiz" or (field in translation.meta and field in source.meta):
            yield from _counts(translation, source, field, what)
    yield from quiz_difference(translation, source)
    if headings:
        yield from _headings(translation, source)
    yield from _pictures(translation, source)


def headings_differ(translation: Document, source: Document) -> bool:
    """Whether the two have headings of other levels, or more and fewer of them."""
    ours, theirs = ([heading.level for heading in document.outline.headings] for document in (translation, source))
    return ours != theirs


def _counts(translation: Document, source: Document, field: str, what: str) -> Iterator[tuple[Place, str]]:
    ours, theirs = len(_list(translation, field)), len(_list(source, field))
    if ours == theirs:
        return
    extra, count = (source, ours) if theirs > ours else (translation, theirs)
    place = translation.key_place(field if field in translation.meta else "questions")
    line = extra.place(field, count).line
    if extra is source:
        yield place, f"the source has one more {what} on its line {line}" if theirs == ours + 1 else _more(theirs - ours, what, line)
    else:
        yield translation.place(field, count), f"the source, from its line {_line(source, field)} on, has no such {what}"


def _more(count: int, what: str, line: int) -> str:
    return f"the source has {count} more {what}s, the first on its line {line}"


def _headings(translation: Document, source: Document) -> Iterator[tuple[Place, str]]:
    last: Heading | None = None
    for ours, theirs in zip_longest(translation.outline.headings, source.outline.headings):
        if ours is None:
            place = Place(translation.file, last.line, last.column) if last else Place(translation.file, translation.body_line)
            yield place, f"the source goes on with the heading {theirs.text!r} on its line {theirs.line}"
            return
        place = Place(translation.file, ours.line, ours.column)
        if theirs is None:
            yield place, "the source has no such heading"
            return
        if ours.level != theirs.level:
            yield place, f"this heading is of level {ours.level}, that of the source on its line {theirs.line} of level {theirs.level}"
            return
        last = ours


def _pictures(translation: Document, source: Document) -> Iterator[tuple[Place, str]]:
    ours, theirs = ([link for link in document.outline.links if link.image] for document in (translation, source))
    if len(ours) > len(theirs):
        picture = ours[len(theirs)]
        yield Place(translation.file, picture.line, picture.column), "the source has no such picture"
    elif len(ours) < len(theirs):
        line = theirs[len(ours)].line
        place = Place(translation.file, ours[-1].line, ours[-1].column) if ours else Place(translation.file, translation.body_line)
        yield place, f"the source has one more picture on its line {line}"


def _list(document: Document, field: str) -> list[Any]:
    value = document.meta.get(field)
    return value if isinstance(value, list) else []


def _line(document: Document, field: str) -> int:
    return document.key_place(field).line if field in document.meta else document.body_line - 1
