"""The demonstration's modules: which there are, and what stands on their pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from random import Random

from peerlore.demo.people import TOPIC_OWNERS
from peerlore.demo.stock import SETTINGS, SUBJECTS, TEAMS, Doing, Quiz, Setting, Subject
from peerlore.demo.stock_fr import FRENCH

DOINGS = sum(len(subject.doings) for subject in SUBJECTS)
MOST = DOINGS * (1 + len(SETTINGS) * (1 + len(TEAMS)))
"""How many different modules the stock gives."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_WORDS_A_MINUTE = 130
_PICTURED = 9
"""One module in so many has a picture."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A module before it is written: what it tells of, and in which circumstances."""

    subject: Subject
    doing: Doing
    author: str
    setting: Setting | None = None
    team: tuple[str, str, str] | None = None
    pictured: bool = False
    quizzed: bool = False

    @property
    def id(self) -> str:
        """Its id."""
        parts = (self.doing.id, self.setting.id if self.setting else "", self.team[0] if self.team else "")
        return "-".join(filter(None, parts))

    @property
    def title(self) -> str:
        """Its title."""
        return " ".join(
            filter(None, (self.doing.title, self.setting.title if self.setting else "", f"in {self.team[1]}" if self.team else ""))
        )

    @property
    def path(self) -> str:
        """Where its page stands."""
        return f"content/modules/{self.subject.id}/{self.id}" + ("/index.md" if self.pictured else ".md")

    @property
    def french(self) -> Doing | None:
        """What it says in French, for a few."""
        return None if self.setting else next((doing for doing in FRENCH if doing.id == self.doing.id), None)


def plan_modules(count: int, authors: Sequence[str], chance: Random) -> list[Plan]:
    """The first `count` modules, with authors who do not own the topic."""
    plans = []
    for number, (subject, doing, setting, team) in enumerate(islice(_combinations(), count)):
        free = [author for author in authors if author != TOPIC_OWNERS[subject.id]]
        plans.append(
            Plan(
                subject,
                doing,
                chance.choice(free),
                setting,
                team,
                pictured=number % _PICTURED == 4,
                quizzed=setting is None and bool(doing.quiz),
            )
        )
    return plans


def _combinations() -> Iterator[tuple[Subject, Doing, Setting | None, tuple[str, str, str] | None]]:
    doings = [(subject, subject.doings[row]) for row in range(len(SUBJECTS[0].doings)) for subject in SUBJECTS]
    for subject, doing in doings:
        yield subject, doing, None, None
    # Neighbours in this order differ in both, so that a small library does not tell of one circumstance only.
    for turn, (number, (subject, doing)) in product(range(len(SETTINGS)), enumerate(doings)):
        yield subject, doing, SETTINGS[(turn + number) % len(SETTINGS)], None
    for team, turn, (number, (subject, doing)) in product(TEAMS, range(len(SETTINGS)), enumerate(doings)):
        yield subject, doing, SETTINGS[(turn + number) % len(SETTINGS)], team


def page(plan: Plan, chance: Random) -> str:
    """The page of a module."""
    body = _first_body(plan, chance) if plan.setting is None else _further_body(plan, plan.setting, chance)
    return f"{_front(plan, body)}\n{body}"


def picture(plan: Plan) -> list[int]:
    """The heights of the bars that a page shows, in per cent."""
    return [20 + 15 * (len(plan.id) * weight % 6) for weight in (1, 5, 3, 7, 2)]


def _first_body(plan: Plan, chance: Random) -> str:
    doing = plan.doing
    steps = "\n".join(f"{number}. **{lead}** {rest}" for number, (lead, rest) in enumerate(doing.steps, 1))
    heading = chance.choice(("What happened", "One case", "How it went wrong once", "A true story", "Last spring"))
    parts = [
        doing.why,
        f"## {heading}",
        doing.case,
        *_shown(plan),
        "## Four steps",
        steps,
        f'!!! try "Try it (5 min)"\n\n    {doing.task}',
        "## Where this ends",
        doing.fails,
    ]
    return "\n\n".join(parts) + "\n"


def _further_body(plan: Plan, setting: Setting, chance: Random) -> str:
    thing, doing = plan.doing.thing, plan.doing
    first = f"{'../' if plan.pictured else ''}{doing.id}{'/index' if _is_pictured(doing) else ''}.md"
    advice = [each.format(thing=thing) for each in chance.sample(setting.advice, 2)]
    steps = chance.sample(doing.steps, 2)
    parts = [
        setting.opening,
        f"This page goes on from [{doing.title}]({first}). Read that one first: the four steps are the same, and {setting.title} two of them weigh more.",
        *([f"## In {plan.team[1]}", plan.team[2]] if plan.team else []),
        *_shown(plan),
        "## What changes",
        "\n".join(f"- {each}" for each in advice),
        f"## The steps that matter most {setting.title}",
        "\n".join(f"- **{lead}** {rest}" for lead, rest in steps),
        f'!!! try "Try it (5 min)"\n\n    {setting.task.format(thing=thing)}',
    ]
    return "\n\n".join(parts) + "\n"


def _is_pictured(doing: Doing) -> bool:
    return next(number for number, (_, each, _, _) in enumerate(_combinations()) if each == doing) % _PICTURED == 4


def _shown(plan: Plan) -> list[str]:
    if not plan.pictured:
        return []
    heights = picture(plan)
    most, least = heights.index(max(heights)), heights.index(min(heights))
    return [f"![How often it came up in a week: most on {_WEEKDAYS[most]}, least on {_WEEKDAYS[least]}.](week.png)"]


def _front(plan: Plan, body: str) -> str:
    doing, setting = plan.doing, plan.setting
    summary = setting.summary if setting else doing.summary
    if setting and plan.team:
        summary = f"{summary[:-1]}, as {plan.team[1]} does it."
    objectives = (setting.objective, doing.objectives[0]) if setting else doing.objectives
    question = setting.question if setting else doing.question
    lines = [
        "---",
        f"id: {plan.id}",
        f"title: {_scalar(plan.title)}",
        f"summary: {_scalar(summary)}",
        f"authors: [{plan.author}]",
        "skills:",
        f"  - skill: {plan.subject.skill}",
        f"    level: {'practising' if setting else 'aware'}",
        f"level: {'intermediate' if setting else 'beginner'}",
        f"format: {'case' if plan.team else 'how-to'}",
        f"duration: {5 + max(1, round(len(body.split()) / _WORDS_A_MINUTE))}",
        "language: en",
        *([f"requires: [{doing.id}]"] if setting else []),
        "objectives:",
        *(f"  - {_scalar(objective)}" for objective in objectives),
        "questions:",
        f"  - {_scalar(question)}",
        *(_quiz(doing.quiz) if plan.quizzed and doing.quiz else []),
        "---",
        "",
    ]
    return "\n".join(lines)


def _quiz(quiz: Quiz) -> list[str]:
    return [
        "quiz:",
        f"  - question: {_scalar(quiz.asked)}",
        "    answers:",
        f"      - text: {_scalar(quiz.wrong)}",
        f"        why: {_scalar(quiz.but)}",
        f"      - text: {_scalar(quiz.right)}",
        "        correct: true",
        f"        why: {_scalar(quiz.because)}",
    ]


def translation(plan: Plan, doing: Doing) -> str:
    """The French page of a module."""
    steps = "\n".join(f"{number}. **{lead}** {rest}" for number, (lead, rest) in enumerate(doing.steps, 1))
    lines = [
        "---",
        f"id: {plan.id}",
        "language: fr",
        f"title: {_scalar(doing.title)}",
        f"summary: {_scalar(doing.summary)}",
        "authors:",
        "  - person: amelie",
        "    role: translator",
        "objectives:",
        *(f"  - {_scalar(objective)}" for objective in doing.objectives),
        "questions:",
        f"  - {_scalar(doing.question)}",
        *(_quiz(doing.quiz) if doing.quiz else []),
        "---",
        "",
    ]
    shown = ["![Combien de fois cela s’est présenté en une semaine.](week.png)"] if plan.pictured else []
    parts = [
        doing.why,
        "## Un cas vécu",
        doing.case,
        *shown,
        "## Quatre étapes",
        steps,
        f'!!! try "À vous (5 min)"\n\n    {doing.task}',
        "## Les limites",
        doing.fails,
    ]
    return "\n".join(lines) + "\n" + "\n\n".join(parts) + "\n"


def _scalar(text: str) -> str:
    """A text as YAML takes it, in quotes only where it needs them."""
    if ": " not in text and " #" not in text and text[0] not in "\"'[]{}>|*&!%#`@,-?:«“":
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
