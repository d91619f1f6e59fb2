"""`peerlore compose` as people run it: what it says, what it writes, and what it never says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from company_kit import DAY, company_files, group, profile
from library_kit import HOME, Outcome, commit, findings, run, small_library, write

PEOPLE = [
    profile("ada", "fluent", team="Workshop"),
    profile("bo", "able", team="Sales", languages=["fr", "en"]),
    profile("cy", "able", team="Workshop", timezone="Europe/London"),
    profile("di", "trying", languages=["de", "en"], helps=[], learns=[{"skill": "asking", "level": "able"}]),
    profile("ed", "guiding", facilitates_at_most=0, team="Planning"),
    profile("flo", "able", languages=["fr"]),
    profile("gus", away=[{"from": "2026-10-10", "until": "2026-11-10"}]),
    profile("hal", working_hours=[{"days": ["mon"], "from": "09:00", "until": "17:00"}], timezone="Asia/Tokyo"),
    {key: value for key, value in profile("ivy").items() if key != "working_hours"},
    {key: value for key, value in profile("jo").items() if key != "open_to"},
    profile("kim", helps=[{"skill": "drawing", "level": "able"}]),
]
PAST = [group("old-pair", ["ada", "bo"], kind="pair"), group("everybody", ["ada", "cy", "di"], kind="community")]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return small_library(tmp_path / "bibliothèque", company_files(PEOPLE, PAST))


def compose(place: Path, *words: str | Path, kind: str = "circle", **changes: str) -> Outcome:
    return run("compose", kind, "--skill", "asking", "--as-of", DAY, *words, cwd=place, **changes)


def said(place: Path, *words: str | Path, kind: str = "circle") -> Any:
    outcome = compose(place, "--format", "json", *words, kind=kind)
    assert outcome.code == 0, outcome
    return json.loads(outcome.out)


TOLD = """\
2 circles on asking, 6 people

1. ada, di, hal
   ada  facilitator, helps at fluent
   di   member, wants to reach able
   hal  member, helps at able
   All speak en.
   The first hour that all have free begins on Monday 2026-10-19 at 09:00 (Europe/Paris).
   Their levels lie 2 steps apart: far enough to learn from each other.
   ada leads no group now, and is ready for one more.
   No two of them were in a group together before.
   Gave way: It has 3 members instead of 4.

2. bo, cy, ed
   bo  facilitator, helps at able
   cy  member, helps at able
   ed  member, helps at guiding
   All speak en.
   The first hour that all have free begins on Monday 2026-10-19 at 10:00 (Europe/Paris).
   Their levels lie 2 steps apart: far enough to learn from each other.
   bo leads no group now, and is ready for one more.
   All are of different teams.
   No two of them were in a group together before.
   Gave way: It has 3 members instead of 4.

Left over
   flo: shares no language with enough others
   gus: is away, or has no free hour, in the 14 days after 2026-10-16
   ivy: has not said when they work (`working_hours` and `timezone`)

No other choice keeps these rules better: this is proven.
Gives way, first to last:
"""


def test_circles_are_made_and_explained(place: Path) -> None:
    outcome = compose(place)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(TOLD)


def test_programs_and_pages_are_told_the_same(place: Path) -> None:
    told, markdown = said(place), compose(place, "--format", "markdown").out
    assert [[one["person"] for one in circle["members"]] for circle in told["groups"]] == [["ada", "di", "hal"], ["bo", "cy", "ed"]]
    assert told["groups"][0]["first"] == "2026-10-19T09:00:00+02:00"
    assert told["proven"] is True
    assert {one["person"]: one["reason"] for one in told["left_over"]}["flo"] == "shares no language with enough others"
    for sentence in (*told["groups"][1]["reasons"], *told["conclusion"], *told["gives_way"], *told["stands"]):
        assert sentence in markdown


def test_the_same_people_give_the_same_bytes(place: Path) -> None:
    first = compose(place, PYTHONHASHSEED="1")
    assert first == compose(place, PYTHONHASHSEED="2") != compose(place, "--size", "3")


def test_a_language_keeps_the_others_out(place: Path) -> None:
    write(place / "content/people/lu.md", company_files([profile("lu", "fluent", languages=["fr"])])["content/people/lu.md"])
    told = said(place, "--language", "fr")
    assert [[one["person"] for one in circle["members"]] for circle in told["groups"]] == [["bo", "flo", "lu"]]
    assert {"person": "ada", "reason": "does not speak fr"} in told["left_over"]


@pytest.mark.parametrize("kind", ["circle", "working-group", "pair", "tutoring", "mentoring"])
def test_what_is_written_asks_for_real_text_and_nothing_else(place: Path, kind: str) -> None:
    before = {finding["file"] for finding in findings(place)}
    outcome = compose(place, "--write", kind=kind)
    assert outcome.code == 0, outcome
    written = sorted(file.relative_to(place).as_posix() for file in (place / "content/groups").glob(f"asking-{kind}-*.md"))
    assert written
    assert all(file in outcome.out for file in written)
    left = [finding for finding in findings(place) if finding["file"] not in before]
    assert {finding["file"] for finding in left} == set(written)
    assert {finding["code"] for finding in left} == {"W001"}
    again = compose(place, kind=kind)
    assert f"is already in asking-{kind}-1" in again.out + again.err, "nobody is proposed twice for the same"


def test_a_group_of_french_speakers_gets_a_french_page(place: Path) -> None:
    settings = json.loads((place / "content/library.yml").read_text("utf-8"))
    write(place / "content/library.yml", json.dumps({**settings, "languages": ["fr", "en"]}))
    for handle in ("lu", "mo"):
        write(place / f"content/people/{handle}.md", company_files([profile(handle, languages=["fr"])])[f"content/people/{handle}.md"])
    assert compose(place, "--write", "--language", "fr").code == 0
    page = (place / "content/groups/asking-circle-1.md").read_text("utf-8")
    assert "language: fr" in page
    assert "Dites en une phrase" in page
    assert [finding["code"] for finding in findings(place) if "asking-circle-1" in finding["file"]] == ["W001"] * 3


def test_a_private_file_that_changes_nothing_leaves_no_trace(place: Path, tmp_path: Path) -> None:
    secret = tmp_path / "never-say-this.txt"
    write(secret, "# they cannot meet anyway\nflo, hal\n@gus ivy\n\n")
    for form in ("table", "json", "markdown"):
        assert compose(place, "--format", form, "--private", secret) == compose(place, "--format", form)


def test_a_private_file_is_kept_to_and_never_told(place: Path, tmp_path: Path) -> None:
    secret = tmp_path / "never-say-this.txt"
    write(secret, "bo cy\nada hal\nda ada\n".replace("da ada", "di ada"))
    for form in ("table", "json", "markdown"):
        outcome = compose(place, "--format", form, "--private", secret)
        assert outcome.code == 0
        for word in ("never-say-this", "private.txt", str(tmp_path), "exclu", "forbid", "apart file", "conflict"):
            assert word not in outcome.out + outcome.err
    groups = [{one["person"] for one in circle["members"]} for circle in said(place, "--private", secret, "--write")["groups"]]
    assert groups
    assert not any(pair <= group for pair in ({"bo", "cy"}, {"ada", "hal"}, {"ada", "di"}) for group in groups)
    assert "never-say-this" not in "".join(file.read_text("utf-8") for file in place.rglob("*.md"))


SAID = {
    "an unknown skill": (["--skill", "askin"], "there is no skill 'askin'; did you mean 'asking'?"),
    "a size that no circle has": (["--size", "9"], "a circle has 3 to 6 members, so --size 9 is impossible"),
    "a day that is none": (["--as-of", "2026-02-30"], "'2026-02-30' is no day; write it as year-month-day, such as 2026-11-02"),
    "too few people": (["--skill", "drawing"], "1 person can be in a circle on 'drawing', and 3 are needed: "),
    "a private file that is not there": (["--private", "../none.txt"], "the file of --private cannot be read: No such file or directory"),
    "a private file in the repository": (
        ["--private", "content/apart.txt"],
        "the file of --private lies inside of the repository, where it could be committed; keep it elsewhere",
    ),
    "a stranger": (
        ["--private", "../stranger.txt"],
        "line 2 of the file of --private names somebody who has no profile; write handles as in content/people/",
    ),
    "somebody alone": (
        ["--private", "../alone.txt"],
        "line 1 of the file of --private names one person; write the handles of at least two",
    ),
    "no text": (["--private", "../picture.png"], "the file of --private is no text in UTF-8"),
}


@pytest.mark.parametrize("case", SAID)
def test_what_cannot_be_done_is_said_in_one_sentence(place: Path, case: str) -> None:
    write(place.parent / "stranger.txt", "ada bo\nada zz-secret\n")
    write(place.parent / "alone.txt", "ada ada # twice\n")
    write(place.parent / "picture.png", b"\x89PNG\xff\xfe")
    write(place / "content/apart.txt", "ada bo\n")
    words, sentence = SAID[case]
    outcome = run("compose", "circle", *(["--skill", "asking"] if "--skill" not in words else []), *words, cwd=place)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"peerlore: {sentence}")
    assert outcome.err.count("\n") == 1
    assert "zz-secret" not in outcome.err


def test_a_private_file_beside_the_library_in_its_repository_is_refused(place: Path) -> None:
    commit(place.parent)
    write(place.parent / "apart.txt", "ada bo\n")
    assert "lies inside of the repository" in compose(place, "--private", place.parent / "apart.txt").err


def test_two_are_two(place: Path) -> None:
    assert compose(place, "--size", "3", kind="pair").err == "peerlore: a pair has 2 members, so --size 3 is impossible\n"


def test_without_the_extra_a_sentence_says_what_to_install(place: Path, tmp_path: Path) -> None:
    write(tmp_path / "none/highspy.py", "raise ImportError('not installed')\n")
    outcome = run("compose", "circle", "--skill", "asking", "--as-of", DAY, cwd=place, PYTHONPATH=str(tmp_path / "none"))
    sentence = "peerlore: composing groups needs the extra `compose` of peerlore: `pip install 'peerlore[compose]'`\n"
    assert outcome == Outcome(2, "", sentence)


def test_the_sample_library_has_people_for_a_circle() -> None:
    outcome = run("compose", "circle", "--skill", "receiving-feedback", "--size", "3", "--as-of", "2026-11-20", cwd=HOME)
    assert outcome.out.startswith("1 circle on receiving-feedback, 3 people\n")
    assert "Gave way: bram and mara were together before, in questions-from-the-floor." in outcome.out


def test_pages_of_people_tell_what_they_are_open_to(sample: Path) -> None:
    english, french = ((sample / "site" / folder / "people/bram/index.html").read_text("utf-8") for folder in ("", "fr"))
    assert "Open to: Circle, Pair, Mentoring" in english
    assert "Team: Field service" in english
    assert "D’accord pour : Cercle, Binôme, Mentorat" in french.replace("\u202f", " ").replace("\xa0", " ")
    assert "Open to" not in (sample / "site/people/sam/index.html").read_text("utf-8")
