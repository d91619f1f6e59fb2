"""Figures: each with what it was counted from, the same from the same commit, those of a past day on any later one, nothing of a few people."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_kit import run, run_program, small_library, tree
from peerlore.figures.known import of_people
from peerlore.model.figures import FEW
from peerlore.outside.schemas import read_schema
from peerlore.reviewing.records import file_of
from review_kit import ask

PAST = "2026-06-10"
WHO = ("-c", "user.name=Mara", "-c", "user.email=mara@example.com")


def counted(library: Path, *words: str) -> Any:
    done = ask(library, "stats", "--format", "json", *words)
    assert done.code == 0, done
    return json.loads(done.out)


def values(said: Any) -> dict[str, Any]:
    return {figure["id"]: (figure["numerator"], figure["denominator"]) for figure in said["figures"]}


@pytest.fixture(scope="module")
def library(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with its branches, to do anything to."""
    return Path(shutil.copytree(demo, tmp_path_factory.mktemp("stats") / "library"))


def test_figures_fit_their_schema_and_each_can_be_asked_for_its_sources(library: Path) -> None:
    said = counted(library)
    validator = jsonschema.Draft202012Validator(read_schema("figures"))
    assert [error.message for error in validator.iter_errors(said)] == []
    for figure in said["figures"]:
        one = counted(library, figure["id"])["figures"]
        assert len(one) == 1
        assert len(one[0]["sources"]) == figure["sources"]
        told = ask(library, "stats", figure["id"]).out
        assert all(source in told for source in one[0]["sources"])
    assert [row["id"] for row in said["figures"]] == [
        row["id"] for row in csv.DictReader(io.StringIO(ask(library, "stats", "--format", "csv").out))
    ]


def test_figures_count_what_was_approved(library: Path) -> None:
    """Against numbers that other ways of looking give: the catalogue of the site, and the records."""
    said = values(counted(library))
    catalogue = json.loads((library / "site/catalog.json").read_text("utf-8"))
    assert said["modules"][0] == sum(1 for module in catalogue["modules"] if module["status"] != "retired")
    statuses = [session["status"] for session in catalogue["sessions"]]
    assert said["closed"] == (statuses.count("closed"), statuses.count("closed") + statuses.count("held"))
    sources = counted(library, "first_review")["figures"][0]["sources"]
    shown = run_program("git", "show", f"evidence:{file_of(int(sources[0].removeprefix('record ')))}", cwd=library).out
    record = json.loads(shown)
    assert record["opened"] <= min(review["at"] for review in record["reviews"])


def test_the_same_commit_gives_the_same_figures_without_anything_derived(library: Path, tmp_path: Path) -> None:
    before = ask(library, "stats", "--as-of", PAST, "--format", "json").out
    clone = tmp_path / "clone"
    assert run_program("git", "clone", "-q", library.as_uri(), clone, cwd=tmp_path).code == 0
    assert ask(clone, "stats", "--as-of", PAST, "--format", "json", PEERLORE_CACHE_DIR="").out == before
    assert not (clone / "site").exists() or not any((clone / "site").glob("*.json"))


def test_a_past_day_has_the_figures_that_it_had(library: Path, tmp_path: Path) -> None:
    """Both branches put back to where they stood on that day: asked for then and asked for now, the answer is one."""
    now = counted(library, "--as-of", PAST)
    assert values(now) != values(counted(library))
    then = Path(shutil.copytree(library, tmp_path / "then"))
    for branch in ("evidence", "main"):
        old = run_program("git", "rev-list", "--first-parent", "-1", f"--before={PAST}T23:59:59Z", branch, cwd=then).out.strip()
        assert old
        assert run_program("git", "update-ref", f"refs/heads/{branch}", old, cwd=then).code == 0
    assert run_program("git", "reset", "-q", "--hard", cwd=then).code == 0
    assert counted(then, "--as-of", PAST) == now


def test_the_site_shows_the_figures_of_its_last_day(library: Path) -> None:
    site = library / "site"
    published = json.loads((site / "figures.json").read_text("utf-8"))
    assert published == counted(library, "--as-of", published["as_of"])
    page = (site / "figures/index.html").read_text("utf-8")
    shares = {figure["id"]: figure for figure in published["figures"]}
    assert f"{round(100 * shares['proven']['value'])}%" in page
    assert f"{shares['proven']['numerator']} of {shares['proven']['denominator']}" in page
    assert "Pages que" not in page
    assert "Relu par des collègues" in (site / "fr/figures/index.html").read_text("utf-8")


def test_without_evidence_the_branch_is_counted(tmp_path: Path) -> None:
    library = small_library(tmp_path / "library")
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), (*WHO, "commit", "-q", "-m", "Begin")):
        assert run_program("git", *words, cwd=library, GIT_COMMITTER_DATE="2026-03-01T10:00:00Z").code == 0
    said = counted(library, "--as-of", "2026-03-01")
    assert values(said)["modules"][0] == 3
    assert values(said)["proven"] == (0, 0)
    assert said["evidence"] == {"count": 0, "head": ""}
    early = ask(library, "stats", "--as-of", "2026-02-28")
    assert (early.code, early.err) == (2, "there was no library by 2026-02-28: its first commit is from 2026-03-01")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as-of", "yesterday"), "'yesterday' is no day; write it as year-month-day, such as 2026-11-02"),
        (("--as-of", "2019-01-01"), "nothing was recorded by 2019-01-01: evidence begins on 2026-01-12"),
        (("happiness",), "there is no figure 'happiness'; there are modules, "),
    ],
)
def test_what_cannot_be_counted_is_said(library: Path, words: tuple[str, ...], said: str) -> None:
    done = ask(library, "stats", *words)
    assert done.code == 2
    assert done.err.startswith(said)
    assert done.out == ""


def test_counting_writes_nothing(library: Path) -> None:
    before = tree(library)
    assert run("stats", cwd=library).code == 0
    assert tree(library) == before


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_few_people_cannot_be_found_by_subtraction(some: int, others: int) -> None:
    """What is told of people never lets anybody work out a group of one to four, neither those who did nor those who did not."""
    figure = of_people("helping", "share", some, some + others, ())
    told = figure.numerator is not None
    assert told == (figure.value is not None or some + others == 0) == (not figure.few)
    if told:
        assert not any(0 < number < FEW for number in (some, others, some + others))
