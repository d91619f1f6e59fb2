"""Quizzes: each question has something to choose, explains itself, and is asked at the right time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from peerlore.checking.collection import groups
from peerlore.model.documents import Document, KeyPath
from peerlore.model.findings import Finding

MOST = 10
"""Questions that one test may ask."""


def answer_can_be_wrong(document: Document) -> Iterator[Finding]:
    """A question with answers to choose from must have one that is wrong.

    Where every answer is right, there is nothing to find out.
    """
    for path, entry in groups(document, "quiz"):
        answers = _groups(entry.get("answers"))
        if len(answers) > 1 and all(answer.get("correct") is True for answer in answers):
            hint = "Add an answer that colleagues take for right, and say why it is not."
            yield Finding(
                document.place(*path, "answers"), "T011", f"all {len(answers)} answers of this question are correct", hint, "warning"
            )


def answers_differ(document: Document) -> Iterator[Finding]:
    """The answers of a question must differ by more than capitals and spaces, and so must the two sides of pairs.

    Of two that read the same, one may be right and the other wrong, and readers cannot tell which they chose.
    """
    for path, entry in groups(document, "quiz"):
        for field, name in (("answers", "text"), ("pairs", "text"), ("pairs", "with")):
            texts = [(((*path, field, index, name)), answer.get(name)) for index, answer in enumerate(_groups(entry.get(field)))]
            yield from _twice(document, texts)
        for field in ("order", "accept"):
            value = entry.get(field)
            yield from _twice(
                document, [((*path, field, index), text) for index, text in enumerate(value if isinstance(value, list) else ())]
            )


def answers_are_explained(document: Document) -> Iterator[Finding]:
    """A question of the quiz should say why: `why` on the question, or on one of its answers.

    Who was wrong learns from the reason, not from the mark.
    """
    for path, entry in groups(document, "quiz"):
        if "why" not in entry and not any("why" in answer for answer in _groups(entry.get("answers"))):
            hint = "Write `why:` and one sentence on what makes the right answer right, or under each answer what is learned from it."
            yield Finding(document.place(*path), "T013", "this question explains none of its answers", hint, "warning")


def tolerance_is_small(document: Document) -> Iterator[Finding]:
    """The tolerance of a number should be smaller than the number.

    Otherwise nothing at all is a right answer, or its opposite.
    """
    for path, entry in groups(document, "quiz"):
        number = entry.get("number")
        if not isinstance(number, Mapping):
            continue
        right, within = number.get("is"), number.get("within")
        if _is_number(right) and _is_number(within) and right and within >= abs(right):
            message = f"from {right - within:g} to {right + within:g}, everything is a right answer"
            hint = "Write under `within` how much more or less than the right number still shows that somebody knows."
            yield Finding(document.place(*path, "number", "within"), "T014", message, hint, "warning")


def quiz_is_short(document: Document) -> Iterator[Finding]:
    """A test should ask no more than 10 questions, at once as well as after 14 and after 28 days.

    Five that matter are answered by everybody; twenty are closed half-way.
    """
    count: dict[Any, int] = {}
    for path, entry in groups(document, "quiz"):
        after = entry.get("after") or 0
        count[after] = count.get(after, 0) + 1
        if count[after] == MOST + 1:
            when = f"after {after} days" if after else "at once"
            message = f"with this question, {MOST + 1} are asked {when}"
            yield Finding(document.place(*path), "T015", message, f"Keep the {MOST} that tell most, or make two modules of one.", "warning")


def quiz_asks_at_once(document: Document) -> Iterator[Finding]:
    """A quiz must ask at least one question without `after`.

    What stayed after weeks can only be compared with what was there in the beginning.
    """
    entries = list(groups(document, "quiz"))
    if entries and all(entry.get("after") for _, entry in entries):
        hint = "Leave `after` out of those that are asked on the day itself."
        yield Finding(document.key_place("quiz"), "T016", "every question of this quiz is asked weeks later alone", hint)


def _twice(document: Document, texts: list[tuple[KeyPath, Any]]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for path, text in texts:
        if not isinstance(text, str):
            continue
        same = " ".join(text.casefold().split())
        place = document.place(*path)
        if same in seen:
            said = repr(text if len(text) <= 60 else f"{text[:59]}…")
            yield Finding(place, "T012", f"{said} stands already on line {seen[same]}", "Write another one, or leave one of the two out.")
        seen.setdefault(same, place.line)


def _groups(value: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
