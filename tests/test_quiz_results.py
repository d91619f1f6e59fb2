"""Results handed in: figures are right, and small counts are held back."""

from __future__ import annotations

import csv
import io
import json
import statistics
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library_kit import run
from peerlore.quizzing.codes import Outcome, Result
from peerlore.quizzing.holding_back import FEWEST, publishable
from peerlore.quizzing.items import analyse
from quiz_kit import code, result


def told(*found: Result, words: tuple[str, ...] = (), folder: Path) -> Any:
    """What the command says of results, as JSON."""
    file = folder / "codes.txt"
    file.write_text("\n".join(map(code, found)), "utf-8")
    outcome = run("quiz", "results", file, "--format", "json", *words, cwd=folder)
    assert outcome.code == 0, outcome
    return json.loads(outcome.out)["tests"]


# Figures ---------------------------------------------------------------------------------------------------------------


def test_figures_of_a_small_table_worked_out_by_hand(tmp_path: Path) -> None:
    """Five people, three questions.

    Question 1 is 1 1 1 0 0 beside the rest 2 1 1 0 0: r = (5·4 - 3·4) / √((5·3 - 9)(5·6 - 16)) = 8 / √84.
    Question 2 is 1 1 0 0 0 beside the rest 2 1 2 0 0: r = (5·3 - 2·5) / √((5·2 - 4)(5·9 - 25)) = 5 / √120; question 3 likewise.
    """
    table = ("yyy", "yyn", "yny", "nnn", "nnn")
    (test,) = told(*(result(rights, number=number) for number, rights in enumerate(table)), words=("--private",), folder=tmp_path)
    assert [item["right"] for item in test["questions"]] == [3, 2, 2]
    assert [item["facility"] for item in test["questions"]] == [0.6, 0.4, 0.4]
    assert [item["discrimination"] for item in test["questions"]] == [0.8729, 0.4564, 0.4564]
    assert [item["chosen"] for item in test["questions"]] == [{"a": 3, "b": 2}, {"a": 2, "b": 3}, {"a": 2, "b": 3}]
    assert test["share"] == 0.4667


@given(st.integers(1, 6).flatmap(lambda width: st.lists(st.text("yn", min_size=width, max_size=width), min_size=3, max_size=40)))
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_figures_are_those_of_the_standard_library(table: list[str]) -> None:
    (test,) = analyse(result(rights, number=number) for number, rights in enumerate(table))
    for place, item in enumerate(test.items):
        scores = [int(rights[place] == "y") for rights in table]
        rest = [rights.count("y") - score for rights, score in zip(table, scores, strict=True)]
        assert item.facility == pytest.approx(statistics.fmean(scores))
        if len(set(scores)) == 1 or len(set(rest)) == 1:
            assert item.discrimination is None
        else:
            assert item.discrimination == pytest.approx(statistics.correlation(scores, rest))
    assert test.share == pytest.approx(statistics.fmean(rights.count("y") / len(rights) for rights in table))


def test_the_same_code_counts_once_and_further_attempts_do_not_count(tmp_path: Path) -> None:
    found = [result("yn", number=number) for number in range(10)]
    again = [result("yy", number=number, attempt=2) for number in range(20, 26)]
    (test,) = told(*found, *found[:4], *again, folder=tmp_path)
    assert (test["attempts"], test["further_attempts"], test["share"]) == (10, 6, 0.5)


def test_other_wordings_and_later_tests_stand_on_their_own(tmp_path: Path) -> None:
    found = [result("yyyn", number=number) for number in range(8)]
    found += [result("yynn", number=number, test=14) for number in range(40, 46)]
    found += [result("nnnn", number=number, digest="ffffffffff") for number in range(80, 87)]
    tests = told(*found, folder=tmp_path)
    assert [(test["quiz"][0], test["after"], test["attempts"], test["share"], test["retention"]) for test in tests] == [
        ("0", 0, 8, 0.75, None),
        ("0", 14, 6, 0.5, 0.6667),
        ("f", 0, 7, 0.0, None),
    ]
    table = run("quiz", "results", "codes.txt", cwd=tmp_path).out
    assert "ask, the test 14 days later (quiz 0123456789): 6 first attempts" in table
    assert "what stayed: 67% (50% of 6 after 75% of 8 at once)" in table
    assert table.count("This quiz was edited or translated") == 3
    rows = list(csv.DictReader(io.StringIO(run("quiz", "results", "codes.txt", "--format", "csv", cwd=tmp_path).out)))
    assert len(rows) == 12
    assert list(rows[0].values()) == ["ask", "0123456789", "0", "8", "1", "8", "1.0", "", "a:8"]


# Few people --------------------------------------------------------------------------------------------------------------


def test_fewer_than_five_are_shown_to_nobody_but_who_asks(tmp_path: Path) -> None:
    found = [result("yn", number=number) for number in range(4)]
    (tmp_path / "codes.txt").write_text("\n".join(map(code, found)), "utf-8")
    outcome = run("quiz", "results", "codes.txt", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "peerlore: tests are left out that have fewer than 5 first attempts; --private shows them to you\n"
    assert "4 first attempts" in run("quiz", "results", "codes.txt", "--private", cwd=tmp_path).out


def test_one_who_was_wrong_is_not_singled_out(tmp_path: Path) -> None:
    found = [result("yy" if number else "yn", number=number) for number in range(9)]
    (test,) = told(*found, folder=tmp_path)
    assert test["held_back"]
    assert test["share"] is None
    assert [item["right"] for item in test["questions"]] == [9, None]
    table = run("quiz", "results", "codes.txt", cwd=tmp_path).out
    assert "2         –      –         –               –" in table
    assert "8" not in table.replace("0123456789", "")


@pytest.mark.parametrize(
    ("answers", "chosen"),
    [
        ({"yab": 12, "nabc": 5, "nb": 5}, {"a": 17, "b": 22, "c": 5}),
        ({"yab": 12, "nabc": 5, "nb": 3}, None),  # 3 of 20 left a
        ({"yab": 12, "na": 3, "nb": 6}, None),  # 15 chose a, and 12 of these were right
        ({"ya": 9, "nb": 6, "nc": 5}, {"a": 9, "b": 6, "c": 5}),
        ({"ya": 9, "nb": 6, "n": 4}, None),  # 4 of 19 chose nothing
    ],
)
def test_what_was_chosen_is_told_where_no_few_stand_behind_it(
    tmp_path: Path, answers: dict[str, int], chosen: dict[str, int] | None
) -> None:
    words = [word for word, count in answers.items() for _ in range(count)]
    found = [
        Result("ask", "0123456789", 0, 1, "2026-11-02", f"{number:06d}", (Outcome(word[0] == "y", word[1:]),))
        for number, word in enumerate(words)
    ]
    (test,) = told(*found, folder=tmp_path)
    assert test["questions"][0]["chosen"] == chosen
    assert test["questions"][0]["right"] == sum(count for word, count in answers.items() if word[0] == "y")


several = st.lists(st.sampled_from(["", "a", "b", "ab", "abc"]), min_size=3, max_size=3)
small_tables = st.lists(st.tuples(st.text("yn", min_size=3, max_size=3), several), min_size=1, max_size=25)


@given(small_tables)
@settings(max_examples=400, deadline=None, derandomize=True, database=None)
def test_no_small_count_is_told_or_can_be_worked_out(table: list[tuple[str, list[str]]]) -> None:
    found = [
        Result(
            *("ask", "0123456789", 0, 1, "2026-11-02", f"{number:06d}"),
            tuple(Outcome(right == "y", letter) for right, letter in zip(rights, letters, strict=True)),
        )
        for number, (rights, letters) in enumerate(table)
    ]
    for test in publishable(analyse(found)):
        assert test.count >= FEWEST
        known = [item.right for item in test.items if item.right is not None]
        for item in test.items:
            if item.right is None:
                assert (item.facility, item.discrimination, item.choices, test.share) == (None, None, None, None)
                continue
            assert not 0 < item.right < FEWEST
            assert not 0 < test.count - item.right < FEWEST
            for letter, number in (item.choices or {}).items():
                assert not 0 < number < FEWEST
                assert not 0 < test.count - number < FEWEST
                chose = [
                    outcome.right
                    for outcome in (each.outcomes[item.number - 1] for each in found)
                    if letter in outcome.chosen or not letter
                ]
                assert not letter or not 0 < chose.count(False) < FEWEST, "chosen, less those who were right"
        if len(known) < len(test.items):
            assert test.share is None, "the mean and the others would tell it"
