"""A proposed group as the page of a group that still gathers, with sentences that ask for the members' own words."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from peerlore.checking.starter import GROUP_STARTERS, STARTERS
from peerlore.composing.explaining import Told
from peerlore.composing.hours import LENGTH
from peerlore.composing.wishes import Wish
from peerlore.library import Library

_MOST = 40
"""So many characters of a skill's id go into that of a group, which has at most 64."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a page that is to stand at `file`."""

    file: str
    text: str


def drafts(groups: Sequence[Told], wish: Wish, library: Library, taken: Collection[str]) -> list[Draft]:
    """A page for each group, numbered on from those that are there; `taken` are files at which something stands already."""
    found: list[Draft] = []
    number = 0
    for group in groups:
        while True:
            number += 1
            id = f"{wish.skill[:_MOST].rstrip('-')}-{wish.kind}-{number}"
            file = f"content/groups/{id}.md"
            if id not in library.groups and file not in taken:
                break
        found.append(Draft(file, _page(id, number, group, wish, library)))
    return found


def _page(id: str, number: int, group: Told, wish: Wish, library: Library) -> str:
    language = next((own for own in library.settings.languages if own[:2] in group.languages), library.settings.languages[0])
    text, objective = GROUP_STARTERS.get(language[:2], GROUP_STARTERS["en"]), STARTERS.get(language[:2], STARTERS["en"]).objective
    title = text.title.format(kind=text.kinds[wish.kind], skill=library.skill_names[wish.skill], number=number)
    members = "\n".join(
        f"  - {one.person}" if one.role == "member" else f"  - person: {one.person}\n    role: {one.role}" for one in group.seats
    )
    schema = "# yaml-language-server: $schema=../../schemas/group.schema.json"
    return f"""---
{schema}
id: {id}
title: {json.dumps(title[:100].strip(), ensure_ascii=False)}
summary: {text.summary}
kind: {wish.kind}
status: planned
language: {language}
languages: [{", ".join(group.languages)}]
members:
{members}
objectives:
  - {objective}
skills:
  - skill: {wish.skill}
    level: {group.aim}
meetings:
  first: {group.first:%Y-%m-%d}
  start: "{group.first:%H:%M}"
  duration: {LENGTH}
  timezone: {group.timezone}
---

{text.why}
"""
