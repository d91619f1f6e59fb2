"""`peerlore needs`: what is asked for, what could answer it, and how long people waited."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_kit import module, page, run, run_program, small_library, write
from peerlore.figures.needs import lead_times, median_days
from peerlore.library import Library
from peerlore.model.documents import Document
from peerlore.model.gatherings import Match, Need
from peerlore.model.nouns import Person, Settings, SkillsMap
from test_together import NEED, OPEN, files


def on_day(library: Path, day: str, files: dict[str, str]) -> None:
    """Commit files on a day."""
    if not (library / ".git").exists():
        assert run_program("git", "init", "-q", "--initial-branch=main", cwd=library).code == 0
    for name, content in files.items():
        write(library / name, content)
    who = {f"GIT_{part}_{key}": value for part in ("AUTHOR", "COMMITTER") for key, value in (("NAME", "Zoé"), ("EMAIL", "zoe@example.com"))}
    dates = {f"GIT_{part}_DATE": f"{day}T10:00:00+00:00" for part in ("AUTHOR", "COMMITTER")}
    for words in (("add", "--all"), ("commit", "-qm", "A change")):
        assert run_program("git", *words, cwd=library, **who, **dates).code == 0


def matched(id: str, asked_on: str, **match: list[str]) -> dict[str, str]:
    return {f"content/needs/{id}.md": page({**NEED, "id": id, "title": f"Need {id}", "asked_on": asked_on, "matched_to": match})}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ask came on 15 January, listen on 20 February and was changed in March, draw on 1 March."""
    made = small_library(
        tmp_path_factory.mktemp("besoins") / "à deux",
        {**files(), "content/needs/ask-a-stranger.md": None, "content/modules/circles/draw-the-plan/index.md": None},
    )
    (made / "content/modules/circles/ask-a-question.md").write_text(module("ask-a-question"), "utf-8")
    (made / "content/modules/circles/ask-a-question.fr.md").unlink()
    (made / "content/modules/circles/draw-the-plan/plan.png").unlink()
    on_day(made, "2026-01-15", {})
    on_day(made, "2026-02-20", {"content/modules/circles/listen.md": module("listen")})
    on_day(made, "2026-03-01", {"content/modules/circles/draw.md": module("draw")})
    needs = {
        **matched("written-for-it", "2026-02-02", modules=["listen", "draw"]),
        **matched("there-before", "2026-02-02", modules=["ask-a-question"], people=["zoe"]),
        **matched("new-and-old", "2026-02-19", modules=["ask-a-question", "draw"]),
        "content/needs/no-camera.md": page(
            {
                **{key: value for key, value in OPEN.items() if key != "decided_on"},
                "id": "no-camera",
                "title": "=No camera",
                "status": "declined",
                "reason": "Others do it better.",
            }
        ),
    }
    on_day(made, "2026-03-05", {**needs, "content/modules/circles/listen.md": module("listen", "Another text that tells how to listen.\n")})
    return made


def test_a_lead_time_ends_on_the_day_on_which_an_answer_was_first_published(library: Path) -> None:
    outcome = run("needs", "--format", "json", cwd=library)
    assert outcome.code == 0, outcome
    said = json.loads(outcome.out)
    needs = {need["id"]: need for need in said["needs"]}
    assert [need["status"] for need in said["needs"]] == ["open", "matched", "matched", "matched", "declined"]
    times = {name: (need["answered_on"], need["lead_time_days"], need["there_before"]) for name, need in needs.items()}
    assert times == {
        "ask-a-boss": ("", None, False),
        "there-before": ("", None, True),
        "written-for-it": ("2026-02-20", 18, False),
        "new-and-old": ("2026-03-01", 10, False),
        "no-camera": ("", None, False),
    }
    assert needs["written-for-it"]["answered_by"] == "content/modules/circles/listen.md"
    assert said["lead_time"] == {"median_days": 14, "counted": 2, "there_before": 1}


def test_an_open_need_names_what_could_be_its_match(library: Path) -> None:
    needs = {need["id"]: need for need in json.loads(run("needs", "-f", "json", cwd=library).out)["needs"]}
    # the modules teach it at a lower level, and nobody helps with it
    could = {"modules": [], "people": [], "groups": ["open-questions"], "sessions": ["2026-03-17-ask-once-more"]}
    assert needs["ask-a-boss"]["could_match"] == could
    assert needs["ask-a-boss"]["supporters"] == 1, "nils asked, and does not support himself"
    table = run("needs", cwd=library).out
    assert "ask-a-boss could be matched to groups open-questions; sessions 2026-03-17-ask-once-more" in table
    assert "new-and-old was matched to modules ask-a-question, draw" in table
    assert table.endswith("median lead time 14 days, of 2; answers of 1 were there before they were asked\n")


def test_spreadsheets_get_the_same_and_no_formula(library: Path) -> None:
    table = list(csv.DictReader(io.StringIO(run("needs", "--format", "csv", cwd=library).out)))
    assert {row["id"]: row["lead_time_days"] for row in table if row["lead_time_days"]} == {"written-for-it": "18", "new-and-old": "10"}
    assert next(row for row in table if row["id"] == "no-camera")["title"] == "'=No camera"
    assert next(row for row in table if row["id"] == "ask-a-boss")["could_groups"] == "open-questions"


def test_a_library_without_needs_says_so(tmp_path: Path) -> None:
    made = small_library(tmp_path / "calme")
    outcome = run("needs", cwd=made)
    assert (outcome.code, outcome.out) == (0, "Nobody has declared a need yet.\n")
    broken = small_library(tmp_path / "cassée", {"content/skills.yml": "levels: 3\n"})
    refused = run("needs", cwd=broken)
    assert (refused.code, refused.err) == (2, "peerlore: content/skills.yml cannot be read; `peerlore check` tells why\n")


DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31)).map(str)


@given(st.lists(st.tuples(DAYS, st.lists(st.sampled_from("abc"), unique=True)), max_size=6), st.dictionaries(st.sampled_from("abc"), DAYS))
def test_nobody_waits_less_than_no_time_and_no_order_matters(asked: list[tuple[str, list[str]]], first: dict[str, str]) -> None:
    known = Library(Settings("Ours", ("en",), ()), SkillsMap(), people={name: Person(name, name, document(name)) for name in "abc"})
    needs = [
        Need(f"need-{number}", "", "", "matched", "en", (), "", day, document("need"), matched_to=Match(people=tuple(people)))
        for number, (day, people) in enumerate(asked)
    ]
    times = lead_times(needs, known, first)
    assert sorted(lead_times(reversed(needs), known, first), key=lambda time: time.need) == sorted(times, key=lambda time: time.need)
    for time, (day, people) in zip(times, asked, strict=True):
        published = [first[name] for name in people if name in first]
        assert (time.days is None) == (not any(one >= day for one in published))
        assert time.days is None or time.days >= 0
        assert time.there_before == (bool(published) and time.days is None)
    known_days = [time.days for time in times if time.days is not None]
    assert (median_days(times) is None) == (not known_days)
    assert not known_days or min(known_days) <= (median_days(times) or 0) <= max(known_days)


def document(file: str) -> Document:
    return Document(file, "person")
