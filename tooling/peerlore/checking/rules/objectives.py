"""Objectives: each begins with something that a colleague can see, and something on the page checks it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peerlore.checking.collection import groups, texts
from peerlore.checking.rules.objective_words import BEGINNINGS, Beginnings, base_of
from peerlore.checking.rules.practice import is_learned_from, practices
from peerlore.model.documents import Document, KeyPath
from peerlore.model.findings import Finding, Fix, Place

_FIRST_WORD = re.compile(r"[^\W\d_]+")
_FIRST_WORDS = re.compile(r"\S+(?: \S+)?")
_STOP = re.compile(r"(?<![.…])[.;]$")
_ABBREVIATION = re.compile(r"(?:\b(?:etc|e\.g|i\.e|vs|approx|incl|min|max|no|inc|ltd|co|p\. ?ex|env)|\b[A-Z])\.$", re.IGNORECASE)
_SHORTEST = 100


def objective_can_be_seen(document: Document) -> Iterator[Finding]:
    """An objective must begin with a verb for something that a colleague can see.

    Nobody can see that somebody understands or knows; one can see them choose, explain, measure. Such an objective
    tells the reader when they are done, and the author what to leave out. The page says "You will be able to" before
    the list, so each begins with the verb itself: `choose a tip by the shape of the head`.
    """
    language = document.language
    beginnings = BEGINNINGS.get(language)
    if beginnings is None:
        return
    for path, text in texts(document, "objectives"):
        if said := _fault(beginnings, text, english=language == "en"):
            at, message, hint, fix = said
            yield _finding(document, path, text, at, message, hint, fix)


_Said = tuple[int, str, str, tuple[int, int, str, bool] | None]
"""Where in the objective, message, hint, and what to put from where to where, and whether that is sure."""


def _fault(beginnings: Beginnings, text: str, *, english: bool) -> _Said | None:
    lead = beginnings.preamble.match(text)
    start = lead.end() if lead else 0
    if said := _unseen(beginnings, text, start) or (_gerund(text, start) if english else None):
        return said
    if lead is None:
        return None
    message = f"{lead.group().strip()!r} stands above the objectives already"
    return 0, message, "Begin with the verb itself.", _without(text, 0, start, sure=True)


def _unseen(beginnings: Beginnings, text: str, start: int) -> _Said | None:
    drop = beginnings.drop.match(text, start)
    fix = _without(text, start, drop.end()) if drop and not beginnings.unseen.match(text, drop.end()) else None
    hint = f"Begin with what somebody could see a colleague do, such as {beginnings.examples}."
    if match := beginnings.unseen.match(text, start):
        return start, f"{match.group().strip()!r} is nothing that a colleague can see", hint, fix
    if match := beginnings.question.match(text, start):
        words = _FIRST_WORDS.match(text, start)
        return start, f"{words.group() if words else match.group()!r} does not say what somebody can do", hint, fix
    if beginnings.thing.match(text, start) and (words := _FIRST_WORDS.match(text, start)):
        return start, f"{words.group()!r} is a thing, not something that somebody can do", hint, None
    return None


def _gerund(text: str, start: int) -> _Said | None:
    word = _FIRST_WORD.match(text, start)
    base = base_of(word.group()) if word else None
    if word is None or base is None or ", " in text:
        return None  # "Using the data sheet, choose …" begins with a condition
    capital = word.group()[0].isupper()
    base = base.capitalize() if capital else base
    hint = f"Write {base!r}." if base else "Begin with the verb as it stands in a dictionary."
    fix = (start, word.end(), base, False) if base else None
    return start, f"{word.group()!r} does not fit behind 'You will be able to'", hint, fix


def _without(text: str, start: int, end: int, *, sure: bool = False) -> tuple[int, int, str, bool]:
    first = text[end : end + 1]
    return start, end + 1, first.upper() if text[start].isupper() else first, sure


def objective_has_no_full_stop(document: Document) -> Iterator[Finding]:
    """An objective must end without a full stop.

    Objectives stand in a list and complete the sentence "You will be able to".
    """
    for path, text in texts(document, "objectives"):
        if _STOP.search(text) and not _ABBREVIATION.search(text):
            message = f"this objective ends with {text[-1]!r}"
            end = len(text) - 1
            yield _finding(document, path, text, end, message, "Leave it out.", (end, end + 1, "", True), "T002")


def objective_is_checked(document: Document) -> Iterator[Finding]:
    """Each objective must be checked by a quiz question, or the page must have something to try.

    Who only reads believes that they can do it. A question of the quiz names its objective by number, `objective: 1`; a
    box `!!! try "Try it (10 min)"` counts for all. References, exercises, retired pages and very short texts may do
    without.
    """
    if not is_learned_from(document) or document.outline.words < _SHORTEST or document.meta.get("format") == "exercise":
        return
    objectives = document.meta.get("objectives")
    if not isinstance(objectives, list) or any(True for _ in practices(document)):
        return
    checked = [entry.get("objective") for _, entry in groups(document, "quiz")]
    missing = [number for number in range(1, len(objectives) + 1) if number not in checked]
    if not missing:
        return
    if "quiz" not in document.meta:
        message = "nothing on this page lets readers find out whether they can do it"
        hint = 'Add a box `!!! try "Try it (10 min)"`, or a quiz with a question for each objective.'
        yield Finding(document.key_place("objectives"), "T003", message, hint, "warning")
        return
    message = f"no question of the quiz checks objective {_in_words(missing)}"
    hint = f"Add a question with `objective: {missing[0]}`, or a box `!!! try` for all of them."
    yield Finding(document.place("objectives", missing[0] - 1), "T003", message, hint, "warning")


def quiz_names_an_objective(document: Document) -> Iterator[Finding]:
    """A question of the quiz must name an objective that there is.

    The first objective has the number 1. A wrong number shows readers a result for something else.
    """
    objectives = document.meta.get("objectives")
    count = len(objectives) if isinstance(objectives, list) else 0
    for path, entry in groups(document, "quiz"):
        number = entry.get("objective")
        if isinstance(number, int) and count and number > count:
            many = f"there are only {count} objectives" if count > 1 else "there is only one objective"
            hint = f"Write a number from 1 to {count}." if count > 1 else "Write 1."
            yield Finding(document.place(*path, "objective"), "T004", f"this question checks objective {number}, but {many}", hint)


def _finding(
    document: Document,
    path: KeyPath,
    text: str,
    at: int,
    message: str,
    hint: str,
    fix: tuple[int, int, str, bool] | None,
    code: str = "T001",
) -> Finding:
    value = document.place(*path)
    line = document.line(value.line)
    start = value.column - 1 + (line[value.column - 1 : value.column] in ("'", '"'))
    if not line.startswith(text, start):
        return Finding(value, code, message, hint, "warning")  # written over several lines, or with escapes

    def place(offset: int) -> Place:
        return Place(document.file, value.line, start + 1 + offset)

    mended = Fix(place(fix[0]), place(fix[1]), *fix[2:]) if fix else None
    return Finding(place(at), code, message, hint, "warning", mended)


def _in_words(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return str(numbers[0])
    return f"{', '.join(map(str, numbers[:-1]))} or {numbers[-1]}"
