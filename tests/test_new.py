"""`peerlore new`: every kind of page starts as a file that passes all checks but those that ask for its author's own words."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from library_kit import HOME, findings, page, run, sample_library, small_files, small_library
from peerlore.reading.front_matter import read_values
from peerlore.reading.limits import PAGE

ABOUT = {"module": ("--topic", "circles"), "group": (), "session": (), "need": ()}
SENTENCES = {"module": 12, "group": 3, "session": 11, "need": 3}
TITLE = {"en": 'Ask: "why" # not \\ how', "fr": "Demander « pourquoi » : l’essentiel"}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return sample_library(tmp_path / "Ma bibliothèque")


def begun(library: Path, kind: str, *words: str, author: str = "mara") -> Path:
    """The page that the command writes."""
    known = () if kind == "module" else ("--kind", kind)
    outcome = run("new", *known, "--author", author, "--skill", "facilitating", *words, cwd=library)
    assert outcome.code == 0, outcome
    (line,) = re.findall(r"Wrote (.+)", outcome.out)
    return library / line


def fields(file: Path) -> dict[str, Any]:
    said: dict[str, Any] = read_values(file.read_text("utf-8").split("---\n")[1], PAGE).meta
    return said


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", ABOUT)
def test_a_new_page_asks_for_words_and_for_nothing_else(library: Path, kind: str, language: str) -> None:
    outcome = begun(library, kind, *ABOUT[kind], "--title", TITLE[language], "--language", language)
    found = findings(library)
    assert {finding["code"] for finding in found} == {"W001"}
    assert len(found) == SENTENCES[kind]
    assert fields(outcome)["title"] == TITLE[language]
    assert fields(outcome)["language"] == language
    # every sentence that the author did not write is among them
    text = outcome.read_text("utf-8")
    lines = {finding["line"] for finding in found}
    told = [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(r"\w+ \w+ \w+ \w+ \w+", line) and TITLE[language][:9] not in line
    ]
    headings = [number for number in told if text.splitlines()[number - 1].startswith(("#", "!!!"))]
    assert set(told) - set(headings) <= lines


def test_the_schema_of_its_kind_helps_while_one_writes(library: Path) -> None:
    (library / "schemas").symlink_to(HOME / "schemas")
    for kind in ABOUT:
        file = begun(library, kind, *ABOUT[kind], "--title", f"Ask about a {kind}")
        named = re.findall(r"\$schema=(\S+)", file.read_text("utf-8"))
        assert [(file.parent / name).resolve() for name in named] == [HOME / f"schemas/{kind}.schema.json"]


def test_a_session_of_a_group_is_its_next_meeting_that_has_none_yet(library: Path) -> None:
    words = ("--group", "questions-from-the-floor", "--title", "Ask again")
    first, second = (begun(library, "session", *words, author="lea") for _ in range(2))
    one, other = fields(first), fields(second)
    assert one["date"] > datetime.now(UTC).date().isoformat()
    assert (one["start"], one["duration"], one["timezone"], one["group"]) == ("10:30", 60, "Europe/Paris", "questions-from-the-floor")
    assert other["date"] > one["date"], "the first meeting is taken"
    assert date.fromisoformat(one["date"]).weekday() == 3, "the group meets on Thursdays"
    assert first.name == f"{one['date']}-ask-again.md"


def test_a_session_without_a_group_is_on_a_working_day_where_its_facilitator_is(library: Path) -> None:
    said = fields(begun(library, "session", "--title", "Ask again"))
    day = date.fromisoformat(said["date"])
    assert day.weekday() < 5
    assert timedelta(days=13) <= day - datetime.now(UTC).date() <= timedelta(days=17)
    assert said["timezone"] == "Europe/Stockholm", "the one in mara's profile"
    assert "group" not in said
    on = fields(begun(library, "session", "--title", "Ask again", "--date", "2031-01-14"))
    assert on["date"] == "2031-01-14"


def test_whoever_needs_something_may_stay_unnamed(library: Path) -> None:
    outcome = run("new", "--kind", "need", "--title", "Close a meeting", "--skill", "synthesising", cwd=library)
    assert outcome.code == 0, outcome
    said = fields(library / "content/needs/close-a-meeting.md")
    assert "asked_by" not in said
    assert said["status"] == "open"
    assert abs(date.fromisoformat(said["asked_on"]) - datetime.now(UTC).date()) <= timedelta(days=1)
    assert fields(begun(library, "need", "--title", "Close it"))["asked_by"] == "mara"


REFUSED = {
    "a day for a module": (("--date", "2031-01-14", "--topic", "circles"), "--date is for a session, and this is a module"),
    "a topic for a group": (("--kind", "group", "--topic", "circles"), "--topic is for a module, and this is a group"),
    "a folder for a need": (("--kind", "need", "--folder"), "--folder is for a module, and this is a need"),
    "a group for a need": (("--kind", "need", "--group", "open"), "--group is for a session, and this is a need"),
    "no such group": (("--kind", "session", "--group", "open"), "there is no group 'open'"),
    "no such day": (("--kind", "session", "--date", "2031-02-30"), "'2031-02-30' is no day"),
    "no such skill": (("--kind", "need", "--skill", "askin"), "there is no skill 'askin'; did you mean 'asking'?"),
    "no such author": (("--kind", "group", "--author", "Nobody Here"), "'nobody here'"),
    "a name without a day": (("--kind", "session", "--id", "ask-again"), "the name 'ask-again' does not begin with a day"),
    "no id": (("--kind", "need", "--title", "会議"), "say --id"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_started_is_refused_and_nothing_is_written(tmp_path: Path, why: str) -> None:
    words, sentence = REFUSED[why]
    library = small_library(tmp_path / "l")
    before = sorted(library.rglob("*"))
    refused = run("new", "--title", "Ask again", "--author", "mara", "--skill", "asking", *words, cwd=library)
    assert refused.code == 2, refused
    assert sentence in refused.err
    assert refused.err.count("\n") == 1
    assert sorted(library.rglob("*")) == before


def test_instructions_that_are_left_in_a_script_are_found(tmp_path: Path) -> None:
    library = small_library(tmp_path / "l")
    file = begun_small(library)
    lines = file.read_text("utf-8").splitlines()
    for finding in findings(library):
        place, column = finding["line"] - 1, finding["column"] - 1
        if not lines[place].startswith("  regulation: "):
            lines[place] = f"{lines[place][:column].rstrip(chr(34))}It is said here in other words."
    file.write_text("\n".join(lines) + "\n", "utf-8")
    (left,) = findings(library)
    assert (left["code"], lines[left["line"] - 1][:14]) == ("W001", "  regulation: ")


def begun_small(library: Path) -> Path:
    outcome = run(
        "new",
        "--kind",
        "session",
        "--title",
        "Ask",
        "--id",
        "2031-01-14-ask",
        "--date",
        "2031-01-14",
        "--author",
        "mara",
        "--skill",
        "asking",
        cwd=library,
    )
    assert outcome.code == 0, outcome
    return library / "content/sessions/2031-01-14-ask.md"


def test_a_library_in_another_language_starts_with_the_english_sentences(tmp_path: Path) -> None:
    settings = {**json.loads(str(small_files()["content/library.yml"])), "languages": ["de"]}
    library = small_library(
        tmp_path / "l", {"content/library.yml": json.dumps(settings), "content/people/mara.md": page({"handle": "mara", "name": "Mara"})}
    )
    outcome = run("new", "--kind", "need", "--title", "Fragen", "--skill", "asking", cwd=library)
    assert outcome.code == 0, outcome
    said = fields(library / "content/needs/fragen.md")
    assert (said["language"], said["summary"][:19]) == ("de", "Say in one sentence")
