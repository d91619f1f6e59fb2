"""A library of any size, made from a seed: the same number and seed give the same bytes on every machine.

Modules have about 665 words and 5 KB: headings, lists, code, an admonition, five links, front matter with every common
field; topics hold fifty of them.
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

WORDS = [
    "work",
    "team",
    "question",
    "answer",
    "colleague",
    "case",
    "morning",
    "meeting",
    "customer",
    "machine",
    "report",
    "shift",
    "table",
    "weekly",
    "plan",
    "change",
    "small",
    "large",
    "often",
    "never",
    "simple",
    "clear",
    "first",
    "second",
    "write",
    "read",
    "listen",
    "show",
    "tell",
    "ask",
    "try",
    "find",
    "keep",
    "give",
    "take",
    "leave",
    "bring",
    "result",
    "reason",
    "moment",
    "problem",
    "number",
    "value",
    "page",
    "list",
    "step",
    "part",
    "place",
    "person",
    "group",
    "example",
    "practice",
    "review",
    "feedback",
    "time",
    "useful",
    "open",
    "early",
    "late",
    "quick",
    "careful",
    "honest",
    "local",
    "common",
    "rare",
    "better",
    "different",
    "early",
    "possible",
    "ready",
    "sure",
]
TOPIC = 50


def make_library(folder: Path, modules: int, seed: int = 1) -> None:
    """Write a library of `modules` modules into `folder`, replacing what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    chance = random.Random(seed)  # noqa: S311 - nothing secret is made here
    content = folder / "content"
    topics = [f"topic-{number:04d}" for number in range((modules + TOPIC - 1) // TOPIC)]
    people = [f"person-{number:03d}" for number in range(max(5, modules // 50))]
    skills = [f"skill-{number:03d}" for number in range(max(5, modules // 20))]
    _write(content / "library.yml", _settings(topics, people))
    _write(content / "skills.yml", _skills(skills))
    for handle in people:
        _write(content / "people" / f"{handle}.md", _person(handle, chance.choice(skills)))
    ids = [f"module-{number:05d}" for number in range(modules)]
    for number, name in enumerate(ids):
        text = _module(chance, number, ids, people, skills)
        _write(content / "modules" / topics[number // TOPIC] / f"{name}.md", text)
    _write(folder / "mkdocs.yml", "site_name: Made library\ndocs_dir: content\ntheme:\n  name: material\nplugins: [peerlore]\n")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")


def _settings(topics: list[str], people: list[str]) -> str:
    entries = "".join(
        f"  - id: {topic}\n    title: Topic {number}\n    summary: What colleagues wrote about subject {number}.\n"
        f"    owners: [{people[number % len(people)]}]\n"
        for number, topic in enumerate(topics)
    )
    return f"title: Made library\nlanguages: [en]\nowners: [{people[0]}]\nevidence: optional\ntopics:\n{entries}"


def _skills(skills: list[str]) -> str:
    levels = (
        "levels:\n  - {id: aware, name: Aware, description: Knows it.}\n  - {id: practising, name: Practising, description: Does it.}\n"
    )
    return levels + "skills:\n" + "".join(f"  - {{id: {skill}, name: {skill.title()}, description: Can do {skill}.}}\n" for skill in skills)


def _person(handle: str, skill: str) -> str:
    return (
        f"---\nhandle: {handle}\nname: {handle.title()}\nhelps:\n  - skill: {skill}\n    level: practising\nexample: true\n---\n\nAsk me.\n"
    )


def _sentence(chance: random.Random, words: int) -> str:
    chosen = [chance.choice(WORDS)]
    while len(chosen) < words:
        word = chance.choice(WORDS)
        if word != chosen[-1]:  # nobody writes a word twice in a row
            chosen.append(word)
    return " ".join(chosen).capitalize() + "."


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance, chance.randint(7, 14)) for _ in range(4))


def _link(ids: list[str], number: int, chance: random.Random) -> str:
    other = chance.randrange(max(0, number - 200), min(len(ids), number + 200))
    folder = "" if other // TOPIC == number // TOPIC else f"../topic-{other // TOPIC:04d}/"
    return f"[{_sentence(chance, 4)[:-1]}]({folder}{ids[other]}.md)"


def _module(chance: random.Random, number: int, ids: list[str], people: list[str], skills: list[str]) -> str:
    topic_start = number - number % TOPIC
    requires = [ids[chance.randrange(topic_start, number)]] if number > topic_start else []
    links = [_link(ids, number, chance) for _ in range(5)]
    first, second = chance.sample(people, 2)
    front = f"""---
id: {ids[number]}
title: {_sentence(chance, 5)[:-1]} {number}
summary: {_sentence(chance, 14)}
authors:
  - {first}
  - person: {second}
    role: editor
skills:
  - skill: {chance.choice(skills)}
    level: practising
level: {"beginner" if not requires else "intermediate"}
format: {chance.choice(["how-to", "tutorial", "case", "exercise"])}
duration: {chance.randint(6, 10)}
language: en
requires: [{", ".join(requires)}]
objectives:
  - choose {_sentence(chance, 5)[:-1].lower()}
  - draw {_sentence(chance, 5)[:-1].lower()}
questions:
  - {_sentence(chance, 8)[:-1]}?
quiz:
  - question: {_sentence(chance, 8)[:-1]}?
    objective: 1
    answers:
      - text: {_sentence(chance, 4)}
        correct: true
        why: {_sentence(chance, 8)}
      - text: {_sentence(chance, 4)}
        why: {_sentence(chance, 8)}
  - question: {_sentence(chance, 7)[:-1]}?
    objective: 2
    answers:
      - text: {_sentence(chance, 4)}
      - text: {_sentence(chance, 4)}
        correct: true
        why: {_sentence(chance, 8)}
tags: [{chance.choice(WORDS)}, made-{number % 7}]
licence: CC-BY-4.0
ai: none
review:
  freshness: 12
---
"""
    parts = []
    for part in range(5):
        parts += [f"## {_sentence(chance, 4)[:-1]} {part}", _paragraph(chance), f"{_sentence(chance, 8)} {links[part]}", _paragraph(chance)]
        if part in (1, 3):
            parts.append("\n".join(f"- {_sentence(chance, 8)}" for _ in range(4)))
        if part == 2:
            parts.append("```python\ndef step(value):\n    return value + 1\n```")
    parts.append(f'!!! try "Try it (3 min)"\n\n    {_sentence(chance, 12)}')
    return front + "\n" + "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    make_library(Path(sys.argv[1]), int(sys.argv[2]))
