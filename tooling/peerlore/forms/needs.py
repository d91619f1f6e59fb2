"""What somebody answered in the form that declares a need, as the fields of a need's page. Knows no GitHub and no file.

Whether the page passes the checks is not known here; only what the page could not be made of is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peerlore.forms.issues import NEED, SITUATION, TOPIC, Fields, level_field, level_options, skill_options, topic_options
from peerlore.library import Library
from peerlore.model.errors import CannotRun
from peerlore.reading.form_answers import read_answers


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered; ids of skills, level and topic, empty where that was left open. `foreign` are headings that no form asked."""

    title: str
    summary: str
    why: str
    situation: str
    skills: tuple[str, ...]
    level: str
    language: str
    topic: str
    foreign: tuple[str, ...] = ()

    def front(self, id: str, asked_on: str, number: int, asked_by: str, supporters: Sequence[str]) -> dict[str, Any]:
        """The front matter of an open need: who asked for it, on which day (ISO 8601), in the issue of which number."""
        return {
            "id": id,
            "title": self.title,
            "summary": self.summary,
            "status": "open",
            "language": self.language,
            "skills": [{"skill": skill, "level": self.level} for skill in self.skills],
            "why": self.why,
            **({"asked_by": asked_by} if asked_by else {}),
            "asked_on": asked_on,
            **({"supporters": list(supporters)} if supporters else {}),
            ISSUE: number,
        }


_LONGEST = 2_000
"""Letters of an answer that may name choices; nothing longer comes from a menu."""
ISSUE = "x-issue"
"""The field of a need that keeps the number of its issue."""


def read_need(body: str, library: Library, fields: Fields) -> Answers:
    """The answers in the text of an issue. `fields` are those of a need, by the schema.

    Raises CannotRun where the form did not ask them, or one is none of its choices.
    """
    said = read_answers(body)
    labels = {name: fields[name]["title"] for name in ("title", "summary", "why", "skills", "language")}
    labels |= {"level": level_field(fields)["title"], "situation": SITUATION, "topic": TOPIC}
    if any(labels[name] not in said for name in ("title", "summary", "why")):
        raise CannotRun(f"it was not written with the form {NEED!r}; ask for it there, or start the page with `peerlore new --kind need`")
    for name in ("title", "summary", "why"):
        if not said[labels[name]]:
            raise CannotRun(f"nothing is answered below {labels[name]!r}")
    answered = {name: said.get(label, "") for name, label in labels.items()}
    skills_map, settings = library.skills_map, library.settings
    skills = _among(answered["skills"], [skill.id for skill in skills_map.skills], skill_options(library), labels["skills"])
    levels = _among(answered["level"], [level.id for level in skills_map.levels], level_options(library), labels["level"])
    topics = _among(answered["topic"], [topic.id for topic in settings.topics], topic_options(library), TOPIC)
    languages = _among(answered["language"], settings.languages, settings.languages, labels["language"])
    return Answers(
        _line(answered["title"]),
        _line(answered["summary"]),
        _line(answered["why"]),
        answered["situation"],
        skills,
        levels[0] if levels else "",
        languages[0] if languages else settings.languages[0],
        topics[0] if topics else "",
        tuple(label for label in said if label not in labels.values()),
    )


def _among(answer: str, ids: Sequence[str], options: Sequence[str], label: str) -> tuple[str, ...]:
    """The ids of the choices that an answer names. GitHub writes several with a comma between them, and names may hold commas.

    >>> _among("Ask, and wait, Draw", ["ask", "draw", "wait"], ["Ask, and wait", "Draw", "Wait"], "Skills")
    ('ask', 'draw')
    """
    if not answer:
        return ()
    known = {**{id: id for id in ids}, **{option.casefold(): id for id, option in zip(ids, options, strict=True)}}
    chosen = _split(_line(answer).casefold(), sorted(known, key=len, reverse=True)) if len(answer) < _LONGEST else None
    if chosen is None:
        raise CannotRun(f"{_line(answer)[:200]!r} is none of the choices below {label!r}")
    return tuple(dict.fromkeys(known[option] for option in chosen))


def _split(rest: str, options: Sequence[str]) -> list[str] | None:
    """A list with commas as some of the options; None where it is no such list. Of two ways the one with longer options first."""
    ways: dict[int, list[str]] = {}
    ends = [found.start() for found in re.finditer(", |$", rest)]
    for end in ends:
        for option in options:
            begin = end - len(option)
            before = [] if begin == 0 else ways.get(begin - 2)
            if before is not None and rest[begin:end] == option:
                ways[end] = [*before, option]
                break
    return ways.get(len(rest))


def _line(text: str) -> str:
    """A text on one line: fields of front matter that pages show have no more."""
    return " ".join(text.split())
