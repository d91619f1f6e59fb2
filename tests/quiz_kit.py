"""A quiz that asks in every way, in English and in French, on a page of the small library; and results of quizzes as codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from library_kit import commit, module, page, run, small_library
from peerlore.quizzing.codes import DIGITS, Outcome, Result, checksum

ENGLISH: list[dict[str, Any]] = [
    {
        "question": "What opens a review best?",
        "objective": 1,
        "hint": "Think of a camera.",
        "why": "Both can check it.",
        "answers": [
            {"text": "What you saw", "correct": True, "why": "An observation."},
            {"text": "What you felt", "why": "A feeling."},
            {"text": "What others say"},
        ],
    },
    {
        "question": "What can be checked?",
        "points": 2,
        "why": "Two of them.",
        "answers": [{"text": "A date", "correct": True}, {"text": "A mood"}, {"text": "A length", "correct": True}],
    },
    {"question": "Circles have twelve members.", "holds": False, "why": "Three to six."},
    {"question": "How long is a meeting?", "number": {"is": 4.5, "within": 0.5, "unit": "hours"}, "why": "Half a day."},
    {"question": "What do you write at the end?", "accept": ["synthesis", "Éléments de synthèse"], "why": "It stays."},
    {"question": "In which order?", "order": ["prepare", "exchange", "write"], "why": "Alone first."},
    {
        "question": "How many are in each?",
        "pairs": [{"text": "circle", "with": "three to six"}, {"text": "pair", "with": "two"}, {"text": "crowd", "with": "many"}],
        "why": "As their names say.",
    },
    {"question": "Circles meet once a year.", "holds": False, "after": 14, "why": "Once a month."},
]
FRENCH: list[dict[str, Any]] = [
    {
        "question": "Par quoi commencer ?",
        "objective": 1,
        "why": "Les deux peuvent vérifier.",
        "answers": [{"text": "Ce que vous avez vu", "correct": True}, {"text": "Ce que vous ressentez"}, {"text": "Ce qu’on dit"}],
    },
    {
        "question": "Qu’est-ce qui se vérifie ?",
        "points": 2,
        "why": "Deux sur trois.",
        "answers": [{"text": "Une date", "correct": True}, {"text": "Une humeur"}, {"text": "Une longueur", "correct": True}],
    },
    {"question": "Un cercle compte douze membres.", "holds": False, "why": "Trois à six."},
    {"question": "Combien dure une réunion ?", "number": {"is": 4.5, "within": 0.5, "unit": "heures"}, "why": "Une demi-journée."},
    {"question": "Qu’écrit-on à la fin ?", "accept": ["synthèse"], "why": "Elle reste."},
    {"question": "Dans quel ordre ?", "order": ["préparer", "échanger", "écrire"], "why": "Seul d’abord."},
    {
        "question": "Combien sont-ils ?",
        "pairs": [{"text": "cercle", "with": "trois à six"}, {"text": "binôme", "with": "deux"}, {"text": "foule", "with": "beaucoup"}],
        "why": "Comme leur nom l’indique.",
    },
    {"question": "Un cercle se réunit une fois par an.", "holds": False, "after": 14, "why": "Une fois par mois."},
]
FILE = "content/modules/circles/ask-a-question.md"
PAGE = "modules/circles/ask-a-question/"


def quiz_library(folder: Path, quiz: list[dict[str, Any]] | None = None, body: str = "Ask.\n") -> Path:
    """The small library with a quiz, committed."""
    french = {
        "id": "ask-a-question",
        "title": "Comment poser une question",
        "summary": "Apprendre à poser une question.",
        "authors": ["zoe"],
        "language": "fr",
        "objectives": ["poser une question"],
        "questions": ["Qui en a vu une bonne ?"],
        "quiz": FRENCH,
    }
    files: dict[str, str | bytes] = {FILE: module("ask-a-question", body, duration=12, quiz=ENGLISH if quiz is None else quiz)}
    if quiz is None:
        files[FILE.replace(".md", ".fr.md")] = page(french, "Demandez.\n")
    library = small_library(folder, files)
    commit(library)
    return library


def built(library: Path) -> Path:
    """The site of a library."""
    outcome = run("build", cwd=library)
    assert outcome.code == 0, outcome
    return library / "site"


def code(result: Result) -> str:
    """The code of a result, as the description of the format says."""
    answers = "-".join(("y" if outcome.right else "n") + outcome.chosen for outcome in result.outcomes)
    parts = ("plq1", result.module, result.digest, result.test, result.attempt, result.day.replace("-", ""), result.copy, answers)
    said = ".".join(map(str, parts))
    return f"{said}.{checksum(said)}"


def result(rights: str, *, number: int = 0, module: str = "ask", digest: str = "0123456789", test: int = 0, attempt: int = 1) -> Result:
    """An attempt with `y` and `n` for each question, whose answers `a` are right."""
    copy = "".join(DIGITS[number // 32**place % 32] for place in range(6))
    outcomes = tuple(Outcome(right == "y", "a" if right == "y" else "b") for right in rights)
    return Result(module, digest, test, attempt, "2026-11-02", copy, outcomes)
