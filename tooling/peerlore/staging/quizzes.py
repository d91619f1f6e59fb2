"""A quiz on its page: what everybody can read, and what the script needs to ask it."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from peerlore.model.nouns import Module, Translation
from peerlore.model.quizzes import DELAYS, Number, QuizQuestion
from peerlore.staging.escape import json_text
from peerlore.staging.linked_data import script_json
from peerlore.staging.words import Words

_DIGITS = 10


def quiz_values(text: Module | Translation, words: Words) -> dict[str, Any]:
    """What the template prints: the questions of the day and those of later tests; empty without a quiz."""
    if not text.quiz:
        return {}
    at_once = [item for item in text.quiz if not item.after]
    later = [(days, [item for item in text.quiz if item.after == days]) for days in DELAYS]
    return {
        "questions": [_shown(item, words) for item in at_once],
        "later": [
            {"days": days, "said": words("quiz_after", days=days), "questions": [_shown(item, words) for item in items]}
            for days, items in later
            if items
        ],
    }


def quiz_data(text: Module | Translation) -> Markup:
    """What the script asks, as JSON that can stand in a page. Apart from the rest, since what is `Markup` takes longer to write."""
    tests: dict[str, list[dict[str, Any]]] = {"0": []}
    for item in text.quiz:
        tests.setdefault(str(item.after), []).append(_asked(item))
    return script_json({"module": text.id, "title": text.title, "digest": _digest(tests), "tests": tests})


def _digest(tests: dict[str, list[dict[str, Any]]]) -> str:
    """Stands for all that a quiz asks and takes for right: change one word and it is another one."""
    return hashlib.sha256(json_text(tests).encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def _asked(item: QuizQuestion) -> dict[str, Any]:
    """A question with all that is said of it, without what is not."""
    asked: dict[str, Any] = {"way": item.way, "question": item.question}
    more = {"after": item.after, "points": item.points if item.points > 1 else 0, "hint": item.hint, "why": item.why}
    asked |= {name: value for name, value in more.items() if value}
    if item.way == "answers":
        asked["answers"] = [
            {"text": answer.text, **({"correct": True} if answer.correct else {}), **({"why": answer.why} if answer.why else {})}
            for answer in item.answers
        ]
    elif item.way == "number" and item.number:
        asked["number"] = {"is": item.number.value, "within": item.number.within, "unit": item.number.unit}
    elif item.way == "pairs":
        asked["pairs"] = [[pair.text, pair.partner] for pair in item.pairs]
    else:
        asked[item.way] = getattr(item, item.way)
    return asked


def _shown(item: QuizQuestion, words: Words) -> dict[str, Any]:
    """A question as it is read without a script: what is in it for readers, in no order that gives the answer away."""
    return {
        "question": item.question,
        "hint": item.hint,
        "why": item.why,
        "task": words("quiz_task_several" if sum(answer.correct for answer in item.answers) > 1 else f"quiz_task_{item.way}"),
        "answers": [{"text": answer.text, "correct": answer.correct, "why": answer.why} for answer in item.answers],
        "mixed": sorted(item.order, key=_mixing) or [pair.text for pair in item.pairs],
        "partners": sorted((pair.partner for pair in item.pairs), key=_mixing),
        "right": _right(item, words),
        "steps": list(item.order) or [f"{pair.text}: {pair.partner}" for pair in item.pairs],
    }


def _right(item: QuizQuestion, words: Words) -> str:
    """The right answer in words, where it is one."""
    if item.holds is not None:
        return words("quiz_true" if item.holds else "quiz_false")
    if item.number:
        return _figure(item.number, words)
    return ", ".join(item.accept)


def _figure(number: Number, words: Words) -> str:
    written = [format(Decimal(str(value)), "f") for value in (number.value, number.within)]
    comma = [text.replace(".", ",") if words.language == "fr" else text for text in written]
    return " ".join(filter(None, [" ± ".join(comma) if number.within else comma[0], number.unit]))


def _mixing(text: str) -> bytes:
    """An order that has nothing to do with the author's, and is the same in every build."""
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
