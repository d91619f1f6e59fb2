"""`peerlore new`: start a page that passes the checks and says where your own words go."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from peerlore import pipeline
from peerlore.checking import starters_together as together
from peerlore.checking.rules.writing import ASKS_FOR_TEXT
from peerlore.checking.starter import STARTERS
from peerlore.checking.starters_together import Beginning
from peerlore.commands.terminal import LibraryOption, complain
from peerlore.importing.yaml_text import render_yaml
from peerlore.library import Library
from peerlore.model.errors import CannotRun
from peerlore.outside.files import write_new
from peerlore.reading.ids import id_from
from peerlore.reading.rhythm import meetings_between

Kind = Literal["module", "group", "session", "need"]

_QUESTIONS: dict[str, str] = {
    "module": "What will a reader be able to do? (title)",
    "group": "What will you learn together? (title)",
    "session": "What will you find out together? (title)",
    "need": "What would you like to be able to do? (title)",
}
_AHEAD = timedelta(days=14)
"""How long before a session that names no day people are asked to come."""
_FRIDAY = 4


def run(
    title: Annotated[str, typer.Option(help="What a reader will be able to do, in a few words.")] = "",
    topic: Annotated[str, typer.Option(help="Id of the topic of a module; a folder of content/modules/.")] = "",
    author: Annotated[
        str, typer.Option(help="Your handle: of the author of a module, the facilitator of a group or session, whoever asks for a need.")
    ] = "",
    skill: Annotated[str, typer.Option(help="Id of the skill that it is about.")] = "",
    language: Annotated[str, typer.Option(help="Language of the text; by default the library's own.")] = "",
    id: Annotated[str, typer.Option("--id", help="Permanent id; by default made from the title.")] = "",
    folder: Annotated[bool, typer.Option("--folder", help="Make a folder for the module, with room for pictures.")] = False,
    kind: Annotated[Kind, typer.Option("--kind", "-k", help="What to start.")] = "module",
    day: Annotated[str, typer.Option("--date", help="Day of a session; by default in two weeks.", metavar="DATE")] = "",
    group: Annotated[str, typer.Option("--group", help="Id of the group that meets in a session.")] = "",
    library: LibraryOption = ".",
) -> None:
    """Start a module, or a group, session or need. Asks for what it does not know; what it writes passes every check but those that ask for real text.

    Whoever starts a need may leave `--author` out, and is not named then.

    Examples: `peerlore new --title "Hand over a shift" --topic circles --author mara --skill facilitating` and
    `peerlore new --kind session --title "When nobody answers" --author mara --skill facilitating --date 2027-01-14`
    """
    root = pipeline.library_root(Path(library).resolve())
    shelf = pipeline.read_registers(root)
    _refuse_others(kind, {"--topic": bool(topic), "--folder": folder}, ("module",))
    _refuse_others(kind, {"--date": bool(day), "--group": bool(group)}, ("session",))
    title = _asked(title, "title", _QUESTIONS[kind])
    if kind == "module":
        topic = _choice(topic, "topic", [one.id for one in shelf.settings.topics])
    skill = _choice(skill, "skill", [one.id for one in shelf.skills_map.skills])
    author = (author if kind == "need" else _asked(author, "author", "Your handle")).strip().removeprefix("@").lower()
    language = language or shelf.settings.languages[0]
    hours = _hours(root, group, author, day) if kind == "session" else {"day": _today().isoformat()}
    name = id or _id_of(title, hours["day"] if kind == "session" else "")
    if kind == "module":
        place = f"content/modules/{topic}/{name}" + ("/index.md" if folder else ".md")
        text = _module(name, title, author, skill, shelf, language)
    else:
        place = f"content/{kind}s/{name}.md"
        text = _together(kind, Beginning(name, title, author, skill, _level(shelf), language, **hours))
    if (root / "schemas").is_dir():
        help_line = f"# yaml-language-server: $schema={'../' * place.count('/')}schemas/{kind}.schema.json"
        text = text.replace("---\n", f"---\n{help_line}\n", 1)
    findings = [finding for finding in pipeline.check_text(root, place, text) if finding.level != "notice"]
    wanting = [finding for finding in findings if finding.code == ASKS_FOR_TEXT]
    for worst in findings:
        if worst not in wanting:
            raise CannotRun(f"{worst.message}. {worst.hint}".rstrip())
    write_new(root / place, text)
    print(f"Wrote {place}")
    print(f"It passes every check but the ones that ask for real text: {len(wanting)} sentences wait for your own.")
    print("Next: replace them, with `peerlore serve` to look at the page and `peerlore check` to see what is left.")
    draft = "take out the line `status: draft`, " if kind == "module" else ""
    print(f"When it is ready, {draft}run `peerlore check`, commit, and open a pull request.")


def _refuse_others(kind: Kind, said: dict[str, bool], kinds: Sequence[Kind]) -> None:
    for option, given in said.items():
        if given and kind not in kinds:
            raise CannotRun(f"{option} is for a {kinds[0]}, and this is a {kind}; leave it out")


def _day(said: str) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise CannotRun(f"{said!r} is no day; write it as year-month-day, such as 2027-01-14") from None


def _today() -> date:
    return datetime.now(UTC).date()


def _hours(root: Path, group: str, author: str, said: str) -> dict[str, Any]:
    """When a session takes place: the next meeting of its group that has none yet, else in two weeks where its facilitator is."""
    whole, soon = pipeline.readable_library(root), _today() + _AHEAD
    soon += timedelta(days=7 - soon.weekday() if soon.weekday() > _FRIDAY else 0)
    of = whole.groups.get(group)
    if group and of is None:
        raise CannotRun(f"there is no group {group!r}; leave --group out, or start it with `peerlore new --kind group`")
    if of and of.meetings:
        taken = {session.date for session in whole.sessions.values() if session.group == group}
        coming = meetings_between(of.meetings, _today() + timedelta(days=1), _today() + timedelta(days=90))
        free = next((one.start for one in coming if one.start.date().isoformat() not in taken), None)
        hour = f"{free:%H:%M}" if free and not said else of.meetings.start
        day = said or (free.date() if free else soon).isoformat()
        return {"day": _day(day), "start": hour, "duration": of.meetings.duration, "timezone": of.meetings.timezone, "group": group}
    person = whole.people.get(author)
    zone = {"timezone": person.timezone} if person and person.timezone else {}
    return {"day": _day(said) if said else soon.isoformat(), "group": group, **zone}


def _together(kind: str, known: Beginning) -> str:
    starters = together.STARTERS[kind]
    starter = starters.get(known.language[:2], starters["en"])
    return f"---\n{render_yaml(starter.front(known))}---\n\n{starter.about}\n"


def _asked(value: str, name: str, question: str) -> str:
    if value.strip():
        return value.strip()
    if not sys.stdin.isatty():
        raise CannotRun(f"say --{name}, or run the command in a terminal to be asked")
    return str(typer.prompt(question)).strip()


def _choice(value: str, name: str, known: Sequence[str]) -> str:
    """One of the known ids; somebody at a terminal may try again."""
    asked = not value.strip()
    while (chosen := _asked(value, name, f"Which {name}? ({', '.join(known)})")) not in known:
        close = get_close_matches(chosen.casefold(), known, n=1)
        sentence = f"there is no {name} {chosen!r}; " + (f"did you mean {close[0]!r}?" if close else f"choose one of {', '.join(known)}")
        if not asked:
            raise CannotRun(sentence)
        complain(sentence)
    return chosen


def _id_of(title: str, day: str) -> str:
    """An id from a title; that of a session begins with its day."""
    made = id_from(title)
    if not made:
        raise CannotRun("no id can be made from this title; say --id, in lower-case letters, digits and hyphens")
    return f"{day}-{made}" if day else made


def _level(shelf: Library) -> str:
    return shelf.skills_map.levels[min(1, len(shelf.skills_map.levels) - 1)].id


def _module(id: str, title: str, author: str, skill: str, shelf: Library, language: str) -> str:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    text = STARTERS.get(language[:2], STARTERS["en"])
    return f"""---
id: {id}
title: "{quoted}"
summary: {text.summary}
authors: [{author}]
skills:
  - skill: {skill}
    level: {_level(shelf)}
level: beginner
format: how-to
duration: 10
language: {language}
objectives:
  - {text.objective}
questions:
  - {text.question}
quiz:
  - question: {text.asked}
    objective: 1
    answers:
      - text: {text.right}
        correct: true
        why: {text.right_because}
      - text: {text.wrong}
        why: {text.wrong_because}
status: draft
---
{text.body()}"""
