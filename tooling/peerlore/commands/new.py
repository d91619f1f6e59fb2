"""`peerlore new`: start a module that passes the checks and says where your own words go."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.checking.rules.writing import ASKS_FOR_TEXT
from peerlore.checking.starter import STARTERS
from peerlore.commands.terminal import LibraryOption, complain
from peerlore.library import Library
from peerlore.model.errors import CannotRun
from peerlore.outside.files import write_new


def run(
    title: Annotated[str, typer.Option(help="What a reader will be able to do, in a few words.")] = "",
    topic: Annotated[str, typer.Option(help="Id of the topic; a folder of content/modules/.")] = "",
    author: Annotated[str, typer.Option(help="Your handle.")] = "",
    skill: Annotated[str, typer.Option(help="Id of the skill that the module teaches.")] = "",
    language: Annotated[str, typer.Option(help="Language of the text; by default the library's own.")] = "",
    id: Annotated[str, typer.Option("--id", help="Permanent id; by default made from the title.")] = "",
    folder: Annotated[bool, typer.Option("--folder", help="Make a folder for the module, with room for pictures.")] = False,
    library: LibraryOption = ".",
) -> None:
    """Start a module. Asks for what it does not know; what it writes passes every check but those that ask for real text.

    Example: `peerlore new --title "Hand over a shift" --topic circles --author mara --skill facilitating`
    """
    root = pipeline.library_root(Path(library).resolve())
    shelf = pipeline.read_registers(root)
    title = _asked(title, "title", "What will a reader be able to do? (title)")
    topics = [topic.id for topic in shelf.settings.topics]
    topic = _choice(topic, "topic", topics)
    skill = _choice(skill, "skill", [skill.id for skill in shelf.skills_map.skills])
    author = _asked(author, "author", "Your handle").removeprefix("@").lower()
    module_id = id or _id_of(title)
    language = language or shelf.settings.languages[0]
    place = f"content/modules/{topic}/{module_id}" + ("/index.md" if folder else ".md")
    text = _module(module_id, title, author, skill, shelf, language)
    if (root / "schemas").is_dir():
        help_line = f"# yaml-language-server: $schema={'../' * place.count('/')}schemas/module.schema.json"
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
    print("When it is ready, take out the line `status: draft`, run `peerlore check`, commit, and open a pull request.")


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


def _id_of(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    made = "-".join(words)[:64].strip("-")
    if len(made) < 2:
        raise CannotRun("no id can be made from this title; say --id, in lower-case letters, digits and hyphens")
    return made


def _module(id: str, title: str, author: str, skill: str, shelf: Library, language: str) -> str:
    level = shelf.skills_map.levels[min(1, len(shelf.skills_map.levels) - 1)].id
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    text = STARTERS.get(language[:2], STARTERS["en"])
    return f"""---
id: {id}
title: "{quoted}"
summary: {text.summary}
authors: [{author}]
skills:
  - skill: {skill}
    level: {level}
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
