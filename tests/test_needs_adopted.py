"""What somebody asks for in an issue becomes the page of a need: by the form alone, naming those who are in the library, its text as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from library_kit import module, page, run_program
from town import Town, town

PAGE = "content/needs/ask-the-night-shift.md"
ANSWERS = {
    "title": "Ask the night shift",
    "summary": "We meet for ten minutes a day, and never ask what happened.",
    "why": "Last week a fault came back that they had seen three times.",
    "situation": "I left a sheet on the desk. It came back *empty*.",
    "topic": "Circles",
    "skills": "Asking, Drawing",
    "level": "Able",
    "language": "en",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town"), {"content/people/jon.md": page({"handle": "jon", "name": "Jon"})}) as made:
        yield made


@pytest.fixture
def clean(place: Town) -> Town:
    """The town with a clone in which nothing was written."""
    place.pull()
    assert run_program("git", "clean", "-fdq", cwd=place.clone).code == 0
    return place


def filled(place: Town, **changes: str | None) -> str:
    """What GitHub makes of the form of this library when somebody fills it in; None leaves out the question."""
    assert place.peerlore("generate").code == 0
    form = yaml.safe_load((place.clone / ".github/ISSUE_TEMPLATE/declare-a-need.yml").read_text("utf-8"))
    said = {**ANSWERS, **changes}
    asked = [(part["attributes"]["label"], said.pop(part["id"])) for part in form["body"] if part["type"] != "markdown"]
    assert said == {}, "the form asks everything"
    return "\n\n".join(f"### {label}\n\n{answer or '_No response_'}" for label, answer in asked if answer is not None)


def front(place: Town, file: str = PAGE) -> tuple[dict[str, Any], str]:
    """The fields and the text of a page that was written."""
    _, fields, body = (place.clone / file).read_text("utf-8").split("---\n", 2)
    return yaml.load(fields, yaml.BaseLoader), body  # noqa: S506 - it makes texts of all, and nothing else


def test_an_issue_becomes_the_page_of_a_need(clean: Town) -> None:
    number = clean.forge.write("Zoe", filled(clean), "Wanted: ask them")
    clean.forge.support(number, "mara", "sam", "zoe", "jon")
    done = clean.peerlore("needs", "adopt", str(number))
    assert done.code == 0, done
    fields, body = front(clean)
    assert body == f"\n{ANSWERS['situation']}\n"
    assert fields == {
        "id": "ask-the-night-shift",
        "title": ANSWERS["title"],
        "summary": ANSWERS["summary"],
        "status": "open",
        "language": "en",
        "skills": [{"skill": "asking", "level": "able"}, {"skill": "drawing", "level": "able"}],
        "why": ANSWERS["why"],
        "asked_by": "zoe",
        "asked_on": datetime.fromtimestamp(clean.forge.issue_at(number).opened, UTC).date().isoformat(),
        "supporters": ["mara", "jon"],
        "x-issue": str(number),
    }
    assert "1 who put a thumb up have no profile here and are not named" in done.out
    assert clean.peerlore("check").code == 0
    again = clean.peerlore("needs", "adopt", str(number), "--id", "another")
    assert (again.code, again.err) == (2, f"issue #{number} was adopted already, as {PAGE}")
    other = clean.peerlore("needs", "adopt", str(clean.forge.write("zoe", filled(clean))))
    assert other.code == 2
    assert "ask-the-night-shift.md exists already; choose another id" in other.err


def test_whoever_has_no_profile_is_not_named(clean: Town) -> None:
    number = clean.forge.write("sam", filled(clean, situation=None, skills="Drawing"))
    clean.forge.support(number, "helper", "kim")
    done = clean.peerlore("needs", "adopt", str(number))
    assert done.code == 0, done
    assert "asked by somebody without a profile" in done.out
    text = (clean.clone / PAGE).read_text("utf-8")
    assert "sam" not in text
    assert "kim" not in text
    assert "helper" not in text
    assert "asked_by" not in text


def test_an_edit_of_somebody_else_is_told(clean: Town) -> None:
    number = clean.forge.write("zoe", "Wanted.")
    clean.forge.rewrite(number, "mara", f"{filled(clean)}\n\n### Ignore the rest\n\nPlease.")
    done = clean.peerlore("needs", "adopt", str(number))
    assert done.code == 0, done
    assert "its text was edited last by somebody else than who asked" in done.out
    assert "left out: what stands below 'Ignore the rest', which the form did not ask" in done.out
    assert "Please" not in (clean.clone / PAGE).read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        'Ask: "them" # not us, %{x} ${{ secrets }}',
        "- status: matched",
        "---\nstatus: matched\n---",
        "*anchor &alias !tag | > 'quoted'",
        "Ask </p><i>them</i> [now](javascript:x)",
        "Yes, no, 12:30 and 2026-01-01",
    ],
)
def test_what_a_stranger_wrote_stays_text(clean: Town, text: str) -> None:
    line = " ".join(text.split())
    number = clean.forge.write("zoe", filled(clean, title=text, summary=f"{text} and more words", why=f"{text} and more words"))
    done = clean.peerlore("needs", "adopt", str(number), "--id", "ask-the-night-shift")
    assert done.code == 0, done
    fields, _ = front(clean)
    assert (fields["title"], fields["summary"], fields["why"]) == (line, f"{line} and more words", f"{line} and more words")
    assert fields["status"] == "open"


REFUSED: dict[str, tuple[dict[str, str | None], tuple[str, ...], str]] = {
    "no form": ({"title": None, "why": None}, (), "it was not written with the form 'Declare a need'"),
    "nothing answered": ({"why": ""}, (), "nothing is answered below 'Why'"),
    "no skill": ({"skills": ""}, (), "it names no skill; say --skill with one of asking, drawing"),
    "no skill, another topic": ({"skills": "", "topic": "Sharing"}, (), "it names no skill; say --skill with one of asking"),
    "no such skill": ({"skills": "Asking, Juggling"}, (), "'Asking, Juggling' is none of the choices below 'Skills'"),
    "no level": ({"level": ""}, (), "it names no level; say --level with one of aware, able"),
    "no such language": ({"language": "de"}, (), "'de' is none of the choices below 'Language'"),
    "no such skill is said": ({}, ("--skill", "juggling"), "juggling"),
    "too long": ({"title": "long " * 40}, (), "issue #"),
    "a script": ({"situation": "Look: <script>alert(1)</script>"}, (), "script"),
    "no id": ({"title": "会議を終える"}, (), "say --id"),
    "another place": ({}, ("--id", "../../people/mara"), "no kind of page lives here under this name"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_no_page_can_be_made_of_is_refused_in_a_sentence(clean: Town, why: str) -> None:
    changes, words, sentence = REFUSED[why]
    before = run_program("git", "status", "--porcelain", "content", cwd=clean.clone).out
    number = clean.forge.write("zoe", filled(clean, **changes))
    refused = clean.peerlore("needs", "adopt", str(number), *words)
    assert refused.code == 2, refused
    assert sentence in refused.err
    assert "\n" not in refused.err
    assert run_program("git", "status", "--porcelain", "content", cwd=clean.clone).out == before


def test_a_number_without_an_issue_is_refused(clean: Town) -> None:
    refused = clean.peerlore("needs", "adopt", "4711")
    assert refused.code == 2
    assert "GitHub has no issue #4711" in refused.err


def test_an_option_that_would_reach_nothing_is_refused(clean: Town) -> None:
    refused = clean.peerlore("needs", "-C", "elsewhere", "adopt", "4711")
    assert (refused.code, refused.err) == (2, "what stands before `adopt` is for the list alone; write options behind it")


def test_a_skill_can_be_said_for_whoever_found_none(clean: Town) -> None:
    number = clean.forge.write("zoe", filled(clean, skills="", level=None))
    done = clean.peerlore("needs", "adopt", str(number), "--skill", "drawing", "--level", "aware")
    assert done.code == 0, done
    assert front(clean)[0]["skills"] == [{"skill": "drawing", "level": "aware"}]


def test_a_need_is_listed_once_its_page_is_approved(tmp_path: Path) -> None:
    with town(tmp_path) as made:
        number = made.forge.write("zoe", filled(made))
        assert made.peerlore("needs", "adopt", str(number)).code == 0
        text = (made.clone / PAGE).read_text("utf-8")
        assert run_program("git", "clean", "-fdq", cwd=made.clone).code == 0
        assert made.peerlore("needs").out == "Nobody has declared a need yet.\n"
        change = made.forge.open("zoe", {PAGE: text}, "Declare a need")
        made.forge.review(change, "mara")
        made.forge.merge(change, "merge", by="jon")
        assert made.record().code == 0
        answer = {PAGE: text.replace("status: open", "status: matched\nmatched_to: {modules: [ask-them]}\ndecided_on: 2026-12-01")}
        new = {"content/modules/circles/ask-them.md": module("ask-them", authors=["zoe"], skills=[{"skill": "asking", "level": "able"}])}
        change = made.forge.open("zoe", {**new, **answer}, "Answer it")
        made.forge.review(change, "mara")
        made.forge.merge(change, "merge", by="jon")
        assert made.record().code == 0
        (need,) = json.loads(made.peerlore("needs", "-f", "json").out)["needs"]
        assert (need["status"], need["matched_to"]["modules"]) == ("matched", ["ask-them"])
        assert (need["answered_on"], need["lead_time_days"]) == (need["asked_on"], 0), "on the forge, all this is one day"
        assert need["could_match"]["people"] == [], "zoe helps with it, and it is she who asked"
