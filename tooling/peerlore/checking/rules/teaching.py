"""What makes a text teach: objectives one can observe, something to try, a check, a length that people finish."""

from __future__ import annotations

from peerlore.checking.rule import AnyRule, PageRule
from peerlore.checking.rules import objectives, practice, questions, quizzes, reading_level

RULES: tuple[AnyRule, ...] = (
    PageRule("T001", "objective-not-observable", objectives.objective_can_be_seen, "warning"),
    PageRule("T002", "objective-with-full-stop", objectives.objective_has_no_full_stop, "warning"),
    PageRule("T003", "objective-not-checked", objectives.objective_is_checked, "warning"),
    PageRule("T004", "unknown-objective", objectives.quiz_names_an_objective),
    PageRule("T005", "question-without-question", questions.question_asks, "warning"),
    PageRule("T006", "closed-question", questions.question_is_open, "notice"),
    PageRule("T007", "implausible-duration", practice.duration_fits_the_text, "warning"),
    PageRule("T008", "long-without-practice", practice.practice_comes_soon, "notice"),
    PageRule("T009", "answer-by-pattern", questions.answers_cannot_be_guessed, "notice"),
    PageRule("T010", "hard-to-read", reading_level.text_reads_easily, "notice"),
    PageRule("T011", "nothing-to-choose", quizzes.answer_can_be_wrong, "warning"),
    PageRule("T012", "answer-twice", quizzes.answers_differ),
    PageRule("T013", "answer-without-why", quizzes.answers_are_explained, "warning"),
    PageRule("T014", "tolerance-too-wide", quizzes.tolerance_is_small, "warning"),
    PageRule("T015", "quiz-too-long", quizzes.quiz_is_short, "warning"),
    PageRule("T016", "quiz-only-later", quizzes.quiz_asks_at_once),
)
