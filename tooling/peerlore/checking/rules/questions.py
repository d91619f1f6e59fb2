"""Questions: those to discuss open a conversation, those of a quiz cannot be guessed from their form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from peerlore.checking.collection import groups, texts
from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Fix, Place

_MARKS = "?？؟;"  # Latin, full width, Arabic, Greek
# Questions about what is the case. "Should a manager join?" has a yes and a no as well, but colleagues argue about it.
_CLOSED = {
    "en": re.compile(
        r"(?:do|does|did|have|has|had|are|were|can|could|will|is|was) (?:you|your|we|our|they|there|any\w*|some\w*|people)\b", re.IGNORECASE
    ),
    "fr": re.compile(
        r"(?:est-ce que |est-ce qu['’])?(?:vous|(?:avez|êtes|pouvez|faites|savez|aimez|utilisez|connaissez)-vous|y a-t-il|est-ce qu['’]il y a)\b",
        re.IGNORECASE,
    ),
}
_OPENED = re.compile(
    r"\b(?:or|how|why|what|when|where|which|who|whose|ou|comment|pourquoi|quand|où|qui|quoi|quels?|quelles?|combien|lequel|laquelle)\b|qu['’]est",
    re.IGNORECASE,
)
_FEWEST = 3
_ORDER = ("first", "second", "third", "fourth", "fifth", "sixth")


def question_asks(document: Document) -> Iterator[Finding]:
    """A question to discuss must be a question.

    It opens the conversation below the page; a statement leaves colleagues with nothing to answer.
    """
    for path, text in texts(document, "questions"):
        if any(mark in text for mark in _MARKS):
            continue
        place = document.place(*path)
        hint = "Ask something that colleagues see differently, and end with a question mark."
        yield Finding(
            place,
            "T005",
            f"{_short(text)!r} is not a question",
            hint,
            "warning",
            _with_mark(document, place, text, document.language),
        )


def question_is_open(document: Document) -> Iterator[Finding]:
    """A question to discuss should not be one to answer with yes or no.

    "Yes" ends a conversation. Ask when, how, what for, or for which of two.
    """
    pattern = _CLOSED.get(document.language)
    if pattern is None:
        return
    for path, text in texts(document, "questions"):
        if pattern.match(text) and not _OPENED.search(text):
            hint = "Ask when, how or what, so that the answer tells something."
            yield Finding(document.place(*path), "T006", f"{_short(text)!r} can be answered with yes or no", hint, "notice")


def answers_cannot_be_guessed(document: Document) -> Iterator[Finding]:
    """The correct answers of a quiz should not share a place or be the longest each time.

    Readers find such a pattern before they find out what they know.
    """
    questions = [found for _, entry in groups(document, "quiz") if (found := _single_answer(entry))]
    if len(questions) < _FEWEST:
        return
    place = document.key_place("quiz")
    places = {right for right, _ in questions}
    if len(places) == 1:
        message = f"the correct answer is the {_ORDER[min(places)]} one in each of the {len(questions)} questions"
        yield Finding(place, "T009", message, "Move some of them to another place.", "notice")
    if all(all(lengths[right] > length for index, length in enumerate(lengths) if index != right) for right, lengths in questions):
        message = f"the correct answer is the longest one in each of the {len(questions)} questions"
        yield Finding(place, "T009", message, "Make some of the others as long and as exact.", "notice")


def _single_answer(entry: Mapping[str, Any]) -> tuple[int, list[int]] | None:
    """Which of the answers is the correct one, and how long they all are; None where several are correct."""
    answers = entry.get("answers")
    if not isinstance(answers, list) or not all(isinstance(answer, Mapping) and isinstance(answer.get("text"), str) for answer in answers):
        return None
    right = [index for index, answer in enumerate(answers) if answer.get("correct") is True]
    if len(right) != 1 or len(answers) > len(_ORDER):
        return None
    return right[0], [len(answer["text"]) for answer in answers]


def _with_mark(document: Document, place: Place, text: str, language: str) -> Fix | None:
    """A question mark at the end, where the question stands on one line as it is."""
    line = document.line(place.line)
    start = place.column - 1 + (line[place.column - 1 : place.column] in ("'", '"'))
    if not line.startswith(text, start) or not _OPENED.match(text):
        return None
    stop = text.endswith(".")
    end = start + 1 + len(text)
    mark = "\u00a0?" if language == "fr" else "?"
    return Fix(Place(place.file, place.line, end - stop), Place(place.file, place.line, end), mark, sure=False)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
