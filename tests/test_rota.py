"""The monthly rota: everything that is due and can be checked by somebody, nobody with more of it than needed, the same from the same commit."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_kit import module, page
from peerlore.figures.rota import assign
from review_kit import OTHER, Repository, adopted, ask

THINGS = st.dictionaries(st.sampled_from("abcde"), st.lists(st.sampled_from(["ann", "bob", "cem"]), unique=True), max_size=5)


@given(THINGS, st.integers(1, 3))
def test_as_many_as_can_be_are_shared_out_as_evenly_as_can_be(may: dict[str, list[str]], most: int) -> None:
    """Against every way there is."""
    found = assign(list(may), {thing: dict.fromkeys(people) for thing, people in may.items()}, most)
    assert all(person in may[thing] for thing, person in found.items())
    best: tuple[int, int] | None = None
    for way in product(*([*people, ""] for people in may.values())):
        shares = Counter(filter(None, way))
        if max(shares.values(), default=0) <= most:
            score = (-sum(shares.values()), max(shares.values(), default=0))
            best = min(best, score) if best else score
    assert (-len(found), max(Counter(found.values()).values(), default=0)) == best


def test_a_long_chain_is_no_trouble() -> None:
    """Each of many can have two things, the last one a single thing: all of them have to move for it."""
    many = 3000
    may = {f"thing-{number}": dict.fromkeys((f"p-{number}", f"p-{number + 1}")) for number in range(many)}
    may["last"] = dict.fromkeys(("p-0",))
    found = assign([*may], may, 1)
    assert len(found) == many + 1
    assert max(Counter(found.values()).values()) == 1


@pytest.fixture
def own(tmp_path: Path) -> Repository:
    """A library whose texts an owner adopted on a day in March 2026; they stay fresh for a year."""
    return adopted(tmp_path)


def checks(own: Repository, *words: str) -> dict[str, dict[str, Any]]:
    done = ask(own.root, "rota", "--format", "json", *words)
    assert done.code == 0, done
    return {check["module"]: check for check in json.loads(done.out)["checks"]}


def test_what_is_due_is_shared_out_among_those_who_know_it(own: Repository) -> None:
    due = max(check["due"] for check in checks(own, "--month", "2099-12").values())
    month = due[:7]
    found = checks(own, "--month", month)
    assert set(found) == {"ask-a-question", "draw-the-plan", "write-it-down"}
    assert {check["person"] for check in found.values()} <= {"mara", "zoe"}
    assert Counter(check["person"] for check in found.values()).most_common(1)[0][1] == 2, "three checks for two people"
    assert found["write-it-down"]["reason"] in ("looks after it", "wrote it", "helps with what it teaches")
    assert checks(own, "--month", month) == found
    early = ask(own.root, "rota", "--month", "2020-01")
    assert (early.code, early.out) == (0, "Nothing is due in 2020-01.\n")


def test_who_is_away_gets_none_and_what_is_left_is_said(own: Repository) -> None:
    month = max(check["due"] for check in checks(own, "--month", "2099-12").values())[:7]
    away = {"away": [{"from": f"{month}-01", "until": f"{month}-15"}, {"from": f"{month}-16", "until": f"{month}-28"}]}
    last = {
        "away": [
            *away["away"][:1],
            {"from": f"{month}-16", "until": f"{month}-31" if month[5:] in ("01", "03", "05", "07", "08", "10", "12") else f"{month}-30"},
        ]
    }
    file = "content/people/zoe.md"
    for said, free in ((away, True), (last, False)):
        own.merge({file: page({"handle": "zoe", "name": "Zoe", **said}, "Ask me.\n")}, "mara")
        assert own.record().code == 0
        people = {check["person"] for check in checks(own, "--month", month).values()}
        assert ("zoe" in people) == free, "one free day is enough for ten minutes"
    told = ask(own.root, "rota", "--month", month, "--most", "1").out
    assert "nobody is free" in told
    assert "give them owners, or raise --most" in told


def test_who_kept_little_up_to_date_comes_first(own: Repository) -> None:
    both = module("write-it-down", "Write it down at once.\n", authors=["mara", "zoe"])
    own.merge({OTHER: both}, "mara", who="zoe")
    assert own.record().code == 0
    month = checks(own, "--month", "2099-12")["write-it-down"]["due"][:7]
    rows = list(csv.DictReader(io.StringIO(ask(own.root, "rota", "--month", month, "--format", "csv").out)))
    assert {row["module"] for row in rows} >= {"write-it-down"}
    listed = ask(own.root, "rota", "--month", month, "--format", "markdown").out
    assert listed.count("- [ ] ") == len(rows)
    assert f"@{rows[0]['person']}, who {rows[0]['reason']}" in listed


@pytest.mark.parametrize("said", ["December", "2026-13", "2026-1", "2026-12-01"])
def test_what_is_no_month_is_refused(own: Repository, said: str) -> None:
    done = ask(own.root, "rota", "--month", said)
    assert (done.code, done.err) == (2, f"{said!r} is no month; write it as year-month, such as 2026-12")
