"""A translated quiz beside its source: where the two first ask for something else, whatever the words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peerlore.model.documents import Document
from peerlore.model.findings import Place
from peerlore.model.quizzes import WAYS

_SAME = ("holds", "after", "points", "objective")
"""Fields whose values have no words in them."""


def quiz_difference(translation: Document, source: Document) -> Iterator[tuple[Place, str]]:
    """The first question that is answered differently, with its place in the translation; the message names the line of the source."""
    for index, (ours, theirs) in enumerate(zip(_questions(translation), _questions(source), strict=False)):
        if not isinstance(ours, dict) or not isinstance(theirs, dict):
            continue
        for field, said in _differences(ours, theirs):
            there = source.place("quiz", index, field) if field in theirs else source.place("quiz", index)
            place = translation.place("quiz", index, field) if field in ours else translation.place("quiz", index)
            yield place, f"this question {said} in the source, on its line {there.line}"
            return


def _differences(ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields that differ, and how."""
    ways = [next((way for way in WAYS if way in item), "") for item in (ours, theirs)]
    if ways[0] != ways[1]:
        yield ways[0], f"is answered with {ways[0]!r}, and with {ways[1]!r}"
        return
    way = ways[0]
    if way == "answers":
        yield from _answers(ours[way], theirs[way])
    elif way in ("order", "pairs"):
        mine, others = len(_list(ours[way])), len(_list(theirs[way]))
        if mine != others:
            yield way, f"has {mine} entries in {way!r}, and {others}"
    elif way == "number":
        yield from _numbers(ours[way], theirs[way])
    for field in _SAME:
        if field in ours and field in theirs and ours[field] != theirs[field]:
            yield field, f"says {field}: {_said(ours[field])}, and {_said(theirs[field])}"
    if ("after" in ours) != ("after" in theirs):
        yield (
            "after",
            f"{'is asked later alone' if 'after' in ours else 'is asked at once'}, and {'at once' if 'after' in ours else 'later alone'}",
        )


def _answers(ours: Any, theirs: Any) -> Iterator[tuple[str, str]]:
    (mine, right), (others, right_there) = (_right(answers) for answers in (ours, theirs))
    if mine != others:
        yield "answers", f"has {mine} answers and {others}"
    elif len(right) != len(right_there):
        yield "answers", f"has {len(right)} of its answers right and {len(right_there)}"
    elif right != right_there:
        yield "answers", f"has answer {_numbered(right)} right, and {_numbered(right_there)}"


def _numbers(ours: Any, theirs: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(ours, dict) or not isinstance(theirs, dict) or ours.get("unit") != theirs.get("unit"):
        return  # another unit may well go with another number
    for name in ("is", "within"):
        if ours.get(name, 0) != theirs.get(name, 0):
            yield "number", f"says {name}: {_said(ours.get(name, 0))}, and {_said(theirs.get(name, 0))}"


def _right(answers: Any) -> tuple[int, list[int]]:
    """How many answers there are, and the numbers of those that are right."""
    found = [answer for answer in _list(answers) if isinstance(answer, dict)]
    return len(found), [number for number, answer in enumerate(found, 1) if answer.get("correct") is True]


def _numbered(numbers: list[int]) -> str:
    return " and ".join(map(str, numbers))


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _questions(document: Document) -> list[Any]:
    return _list(document.meta.get("quiz"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
