"""Questionnaires: answered through a form, counted once, and nothing is told from which one could learn what few people said."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import defaultdict
from datetime import UTC, datetime
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance_kit import MET, circle_town, kept, met, staged, sync, was_there
from built_page import read_page
from library_kit import run, run_program, small_files, small_library
from peerlore.figures.holding_back import told
from review_kit import ask
from town import Town

ITEMS: list[dict[str, Any]] = [
    {"id": "use", "question": "I will use something of it | soon.", "kind": "agreement"},
    {"id": "trust", "question": "I could say what I do not know.", "kind": "agreement"},
    {"id": "pace", "question": "How was the pace?", "kind": "choice", "options": ["Too slow", "Right", "Too fast"]},
    {"id": "worth", "question": "Was it worth your time?", "kind": "scale", "low": "Not at all", "high": "Very much"},
    {"id": "again", "question": "I would come again.", "kind": "agreement"},
]
ASKED = {"questionnaires": [{"id": "after-a-session", "title": "After a session", "items": ITEMS}], "questionnaire": "after-a-session"}
CROWD = tuple(f"reader-{number}" for number in range(24))
PAGE = f"sessions/{MET}.md"


def answer(session: str = MET, **chosen: str) -> str:
    """What GitHub makes of the form, with some answers other than usual."""
    usual = {"use": "Agree", "trust": "Agree", "pace": "Right", "worth": "4", "again": "Strongly agree"}
    parts = [("The session you were in", session), *((item["question"], {**usual, **chosen}[item["id"]]) for item in ITEMS)]
    return "\r\n\r\n".join(f"### {label}\r\n\r\n{said}" for label, said in parts)


def crowd_town(folder: Path, session: str = MET, **changes: Any) -> Any:
    """A town with a session that expects many, two weeks and a day before the town's clock begins or after it."""
    return circle_town(folder, met(session, attendees=list(CROWD[:20]), **changes), *CROWD, **ASKED)


def result(place: Town, *words: str, session: str = MET) -> dict[str, Any]:
    """What is told of a session."""
    done = place.peerlore("questionnaire", session, "--format", "json", *words)
    assert done.code == 0, done
    found: dict[str, Any] = json.loads(done.out)["sessions"][session]
    return found


def counts(place: Town, item: str, *words: str) -> dict[str, int | None]:
    (found,) = [one for one in result(place, *words)["items"] if one["id"] == item]
    return {said["answer"]: said["count"] for said in found["answers"]}


def test_answers_become_counts_that_name_nobody(tmp_path: Path) -> None:
    with crowd_town(tmp_path) as place:
        for number, login in enumerate(CROWD[:18]):
            place.forge.write(login, answer(pace="Right" if number < 11 else "Too fast", worth="5" if number == 17 else "4"))
        assert "questionnaires of 1 sessions counted" in sync(place)
        assert counts(place, "pace") == {"Too slow": None, "Right": 11, "Too fast": None}, "7 would tell that nobody found it too slow"
        whole = result(place)
        assert (whole["returned"], whole["asked"]) == (18, 21), "mara leads it and twenty were expected"
        assert all((said["returned"], said["asked"]) == (18, 21) for item in whole["items"] for said in item["answers"])
        raw = kept(place, "questionnaires")
        assert not re.search(r"reader|p-[a-z2-7]{8}", json.dumps(raw))
        assert raw["sessions"][MET]["items"][2]["counts"] == [0, 11, 7]


def test_only_the_newest_answer_of_each_counts(tmp_path: Path) -> None:
    with crowd_town(tmp_path) as place:
        for login in CROWD[:6]:
            place.forge.write(login, answer())
        again = place.forge.write(CROWD[0], answer(pace="Too slow"))
        place.forge.rewrite(again, CROWD[0], answer(pace="Too fast"))
        sync(place)
        assert kept(place, "questionnaires")["sessions"][MET]["items"][2]["counts"] == [0, 5, 1]


def test_of_four_answers_nothing_is_kept(tmp_path: Path) -> None:
    with crowd_town(tmp_path) as place:
        for login in CROWD[:4]:
            place.forge.write(login, answer())
        assert "questionnaires of 0 sessions counted" in sync(place)
        names = place.forge.library.files.git("ls-tree", "-r", "--name-only", "evidence")
        assert "questionnaires" not in names
        done = place.peerlore("questionnaire", MET)
        assert done.code == 2
        assert "nothing was counted" in done.err


REFUSED = {
    "a stranger": (CROWD[22], answer(), f"its author was not expected at {MET}, and nobody who was says that they were there"),
    "no such session": (CROWD[0], answer("2026-02-24-nowhere"), "there is no session '2026-02-24-nowhere'"),
    "an answer of their own": (CROWD[0], answer(pace="My secret"), "it chooses none of the answers to 'How was the pace?'"),
    "an answer left out": (CROWD[0], answer().partition("### I would")[0], "it chooses none of the answers to 'I would come again.'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_count_is_told_without_what_was_said(tmp_path: Path, case: str) -> None:
    login, body, sentence = REFUSED[case]
    with crowd_town(tmp_path) as place:
        for other in CROWD[1:6]:
            place.forge.write(other, answer())
        number = place.forge.write(login, body)
        out = sync(place)
        assert f"#{number} does not count: {sentence}\n" in out
        assert not re.search(r"secret|reader-", out)
        assert result(place)["returned"] == 5


def test_a_guest_who_was_there_may_answer(tmp_path: Path) -> None:
    with crowd_town(tmp_path) as place:
        for login in CROWD[1:6]:
            place.forge.write(login, answer())
        place.forge.write(CROWD[22], answer())
        was_there(place, CROWD[1], CROWD[22])
        was_there(place, CROWD[22])
        sync(place)
        assert (result(place)["returned"], result(place)["asked"]) == (6, 22)


def test_a_session_without_a_questionnaire_asks_nothing(tmp_path: Path) -> None:
    with circle_town(tmp_path) as place:
        number = place.forge.write("mara", answer())
        assert f"#{number} does not count: nothing is asked after the session {MET}" in sync(place)


def test_what_is_counted_stays_as_it_is(tmp_path: Path) -> None:
    with crowd_town(tmp_path) as place:
        numbers = [place.forge.write(login, answer()) for login in CROWD[:9]]
        sync(place)
        before = kept(place, "questionnaires")
        place.forge.take_away(numbers[0])
        place.forge.write(CROWD[10], answer(pace="Too fast"))
        place.forge.world.now += 30 * 86400
        late = place.forge.write(CROWD[11], answer(pace="Too fast"))
        out = sync(place)
        assert f"#{late} does not count: it was written or edited more than 14 days after the session {MET}" in out
        assert kept(place, "questionnaires") == before
        assert result(place) == result(place, "--as-of", before["sessions"][MET]["at"][:10])
        assert place.peerlore("questionnaire", MET, "--as-of", "2026-03-01").code == 2, "it was counted later"


def test_nothing_is_told_while_answers_still_come(tmp_path: Path) -> None:
    today = datetime.now(UTC).date().isoformat()
    id = f"{today}-ask-today"
    with circle_town(tmp_path, met(id, attendees=list(CROWD[:20]), start="00:00", timezone="Pacific/Kiritimati"), *CROWD, **ASKED) as place:
        place.forge.world.now = int(datetime.now(UTC).timestamp())
        for login in CROWD[:9]:
            place.forge.write(login, answer(id))
        assert "questionnaires of 0 sessions counted" in sync(place)
        page = staged(place, tmp_path, f"sessions/{id}.md")
        address = unescape(re.findall(r"\[After a session\]\((\S+)\)", page)[0])
        fields = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (fields["template"], fields["session"]) == ("questionnaire-after-a-session.yml", id)


def test_the_form_asks_what_sync_reads(tmp_path: Path) -> None:
    library = small_library(
        tmp_path / "autre", {"content/library.yml": json.dumps({**json.loads(str(small_files()["content/library.yml"])), **ASKED})}
    )
    assert run("generate", cwd=library).code == 0
    file = library / ".github/ISSUE_TEMPLATE/questionnaire-after-a-session.yml"
    held = run_program(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-issue-forms", file, cwd=library)
    assert held.code == 0, held
    form = yaml.safe_load(file.read_text("utf-8"))
    first, *asked = [part for part in form["body"] if part["type"] != "markdown"]
    assert [part["id"] for part in asked] == [item["id"] for item in ITEMS]
    assert "can read this one" in form["body"][0]["attributes"]["value"], "whoever answers is told who can read it"
    body = "\n\n".join(
        (
            f"### {first['attributes']['label']}\n\n{MET}",
            *(f"### {one['attributes']['label']}\n\n{one['attributes']['options'][0]}" for one in asked),
        )
    )
    with crowd_town(tmp_path) as place:
        for login in CROWD[:5]:
            place.forge.write(login, body)
        sync(place)
        assert [item["counts"][0] for item in kept(place, "questionnaires")["sessions"][MET]["items"]] == [5, 5, 5, 5, 5]


def test_programs_get_the_rate_beside_every_value(tmp_path: Path) -> None:
    with crowd_town(tmp_path) as place:
        for number, login in enumerate(CROWD[:12]):
            place.forge.write(login, answer(pace="Right" if number % 2 else "Too fast"))
        sync(place)
        rows = list(csv.DictReader(io.StringIO(place.peerlore("questionnaire", "--format", "csv").out)))
        assert {(row["returned"], row["asked"]) for row in rows} == {("12", "21")}
        pace = [(row["answer"], row["count"]) for row in rows if row["item"] == "pace"]
        assert sorted(pace) == [("Right", ""), ("Too fast", "6"), ("Too slow", "")]
        table = place.peerlore("questionnaire", MET).out
        assert "12 of 21 (57 %)" in table
        assert "not told" in table


def test_the_page_shows_what_may_be_told(tmp_path: Path) -> None:
    with crowd_town(tmp_path) as place:
        for number, login in enumerate(CROWD[:18]):
            place.forge.write(login, answer(pace="Right" if number < 11 else "Too fast"))
        sync(place)
        place.pull()
        done = ask(place.clone, "build", "--output", str(tmp_path / "site"))
        assert done.code == 0, done
        html = (tmp_path / f"site/sessions/{MET}/index.html").read_text("utf-8")
        read_page(tmp_path / f"site/sessions/{MET}/index.html")
        assert "18 of 21 who were expected or there answered (86 %)" in html
        tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)
        assert len(tables) == 1, "of the others, everybody said the same, and that is told of nobody"
        assert re.search(r"<td[^>]*>Right</td>\s*<td[^>]*>11 ", tables[0])
        assert tables[0].count("18 of 21 (86 %)") == 3, "the rate stands beside every value"
        assert tables[0].count("not told") == 2
        untold = html.partition("no answer was given by enough people")[2]
        assert "I will use something of it | soon. 18 of 21 (86 %)" in unescape(untold)
        assert "reader-" not in html.partition("What those who were there say")[2].partition("How it runs")[0]


@pytest.mark.parametrize("raw", ["{", '{"v":1}'])
def test_counts_that_nobody_could_have_written_are_left_out(tmp_path: Path, raw: str) -> None:
    with circle_town(tmp_path) as place:
        place.forge.commit("github-actions", {"activity/questionnaires.json": raw}, branch="evidence")
        place.pull()
        assert place.peerlore("questionnaire").code == 2
        assert place.peerlore("sync").code == 2
        done = ask(place.clone, "stage", str(tmp_path / "scène"))
        assert "left out: what came back of questionnaires" in done.out


# What is not told cannot be worked out --------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 40), min_size=2, max_size=10).filter(lambda row: sum(row) >= 5))
@settings(max_examples=200, deadline=None)
def test_what_is_not_told_cannot_be_found_by_subtraction(row: list[int]) -> None:
    shown = told(row)
    hidden = [count for count, said in zip(row, shown, strict=True) if said is None]
    assert all(said is None for count, said in zip(row, shown, strict=True) if count < 5)
    assert all(said in (None, count) for count, said in zip(row, shown, strict=True))
    rest = sum(row) - sum(said for said in shown if said is not None)
    assert not hidden or (len(hidden) >= 2 and rest >= 5), "each of them may be anything from nothing to the rest"


@pytest.mark.parametrize(("people", "answers"), [(5, 2), (9, 2), (12, 3), (15, 3), (11, 5), (14, 4)])
def test_not_even_whoever_knows_the_rule_finds_one(people: int, answers: int) -> None:
    """Every table that there could be, gathered by what is told of it: no hidden number is the same in all of them."""
    possible: dict[tuple[int | None, ...], list[set[int]]] = defaultdict(lambda: [set() for _ in range(answers)])
    for row in product(range(people + 1), repeat=answers):
        if sum(row) == people:
            for values, count in zip(possible[told(row)], row, strict=True):
                values.add(count)
    for shown, columns in possible.items():
        assert all(len(values) > 1 for said, values in zip(shown, columns, strict=True) if said is None), shown
