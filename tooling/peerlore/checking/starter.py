"""The sentences with which `peerlore new` starts a module, and how those of any page are found again. Each asks for the author's own words, and is found again wherever it still stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from peerlore.checking import starters_together as together
from peerlore.reading.words import word_set


@dataclass(frozen=True, slots=True)
class Starter:
    """The text of a new module in one language, sentence by sentence; headings and titles of boxes may stay as they are."""

    summary: str
    objective: str
    question: str
    asked: str
    right: str
    right_because: str
    wrong: str
    wrong_because: str
    why: str
    situation_heading: str
    situation: str
    steps_heading: str
    steps: str
    exercise_heading: str
    exercise: str

    def body(self) -> str:
        """The body of a new module."""
        return (
            f"\n{self.why}\n\n## {self.situation_heading}\n\n{self.situation}\n\n## {self.steps_heading}\n\n{self.steps}\n\n"
            f'!!! try "{self.exercise_heading}"\n\n    {self.exercise}\n'
        )


STARTERS: dict[str, Starter] = {
    "en": Starter(
        summary="Say in one sentence what a busy colleague gains from this.",
        objective="write what a colleague will be able to do, with a verb that one can see",
        question="Which question about this would colleagues argue about?",
        asked="What would a colleague get wrong without this module?",
        right="Write the right answer here.",
        right_because="Say why this answer is right.",
        wrong="Write a likely mistake here.",
        wrong_because="Say where this mistake leads.",
        why="Say in two sentences why this matters at work, as you would tell a colleague at the coffee machine.",
        situation_heading="A situation you know",
        situation="Tell what really happened: who, what, how it went.",
        steps_heading="How to do it",
        steps="Give the steps, the words to say, the mistakes to avoid; pictures go into a folder of the module's own.",
        exercise_heading="Try it (10 min)",
        exercise="Give the reader one small thing to do today, with what they have.",
    ),
    "fr": Starter(
        summary="Dites en une phrase ce qu’un collègue pressé y gagne.",
        objective="écrire ce qu’un collègue saura faire, avec un verbe que l’on peut observer",
        question="Sur quelle question à ce sujet vos collègues ne seraient-ils pas d’accord ?",
        asked="Quelle erreur un collègue ferait-il sans ce module ?",
        right="Écrivez ici la bonne réponse.",
        right_because="Dites pourquoi cette réponse est juste.",
        wrong="Écrivez ici une erreur fréquente.",
        wrong_because="Dites où mène cette erreur.",
        why="Dites en deux phrases à quoi cela sert au travail, comme vous le diriez à un collègue devant la machine à café.",
        situation_heading="Une situation que vous connaissez",
        situation="Racontez ce qui s’est vraiment passé : qui, quoi, comment cela s’est fini.",
        steps_heading="Comment faire",
        steps="Donnez les étapes, les mots à dire, les erreurs à éviter ; les images vont dans un dossier propre au module.",
        exercise_heading="À vous (10 min)",
        exercise="Donnez au lecteur une petite chose à faire aujourd’hui, avec ce qu’il a sous la main.",
    ),
}
"""By language. Other languages start with the English sentences."""


@dataclass(frozen=True, slots=True)
class GroupStarter:
    """The text of a new group in one language; `title` and `kinds` may stay as they are."""

    title: str
    kinds: Mapping[str, str]
    summary: str
    why: str


GROUP_STARTERS: dict[str, GroupStarter] = {
    "en": GroupStarter(
        title="{kind} on {skill}, {number}",
        kinds={"circle": "Circle", "working-group": "Working group", "pair": "Pair", "tutoring": "Tutoring", "mentoring": "Mentoring"},
        summary="Say in one sentence what this group does and for whom it is there.",
        why="Say in two sentences what brings you together, and how you would like to work.",
    ),
    "fr": GroupStarter(
        title="{kind}, {skill}, {number}",
        kinds={"circle": "Cercle", "working-group": "Groupe de travail", "pair": "Binôme", "tutoring": "Tutorat", "mentoring": "Mentorat"},
        summary="Dites en une phrase ce que fait ce groupe et à qui il s’adresse.",
        why="Dites en deux phrases ce qui vous réunit, et comment vous aimeriez travailler.",
    ),
}
"""By language, for the groups that `peerlore compose` proposes."""


def suspects(words: frozenset[str]) -> list[re.Pattern[str]]:
    """What may stand in a text with these words: sentences of a starter, in group 1, however their lines are broken."""
    return [pattern for needed, pattern in _SENTENCES if needed <= words]


def is_begun(text: str) -> bool:
    """Whether somebody still has to write in this file: a sentence of a starter stands in it."""
    return any(pattern.search(text) for pattern in suspects(word_set(text)))


_SHORT = 8
"""With fewer words a sentence could be an author's own; it is the starter's only where nothing else stands beside it."""


def _sentences() -> Iterator[tuple[frozenset[str], re.Pattern[str]]]:
    of_gatherings = (one for starters in together.STARTERS.values() for one in starters.values())
    for starter in (*STARTERS.values(), *GROUP_STARTERS.values(), *of_gatherings):
        for field in fields(starter):
            if not field.name.endswith("_heading") and field.name not in ("title", "kinds"):
                words = getattr(starter, field.name).split()
                spaced = r"\s+".join(re.escape(word) for word in words)
                alone = rf"^[\"' \t]*({spaced})[\"' \t]*$"
                yield word_set(" ".join(words)), re.compile(alone if len(words) < _SHORT else rf"(?<!\w)({spaced})(?!\w)", re.MULTILINE)


_SENTENCES = tuple(_sentences())
