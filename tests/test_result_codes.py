"""Result codes: read as the page writes them, whatever stands around them, and refused in one sentence where they are not whole."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from library_kit import PEERLORE, run, surroundings
from peerlore.quizzing.codes import DIGITS, CodeFault, Outcome, Result, checksum, read_code
from quiz_kit import code, result

ASSETS = Path(__file__).parent.parent / "tooling/peerlore/theme/assets"

chosen = st.one_of(
    st.just(""),
    st.lists(st.sampled_from("abcdef"), unique=True, min_size=1).map(lambda letters: "".join(sorted(letters))),
    st.permutations("abcde").map(lambda letters: "o" + "".join(letters)),
    st.text("abcx", min_size=2, max_size=7).map(lambda letters: f"p{letters}"),
)
results = st.builds(
    Result,
    module=st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True),
    digest=st.text("0123456789abcdef", min_size=10, max_size=10),
    test=st.sampled_from([0, 14, 28]),
    attempt=st.integers(1, 999),
    day=st.dates().map(str),
    copy=st.text(DIGITS, min_size=6, max_size=6),
    outcomes=st.lists(st.builds(Outcome, right=st.booleans(), chosen=chosen), min_size=1, max_size=30).map(tuple),
)


def test_python_reads_what_the_page_writes(browser: Browser) -> None:
    source = (ASSETS / "js/result_code.js").read_text("utf-8").replace("export function", "function")
    page = browser.new_page()
    page.evaluate(f"{source}; window.resultCode = resultCode; window.copyMark = copyMark;")

    @given(st.lists(results, min_size=20, max_size=20))
    @settings(max_examples=25, deadline=None, derandomize=True, database=None)
    def same(found: list[Result]) -> None:
        values = [
            {
                **{name: getattr(each, name) for name in ("module", "digest", "attempt", "day", "copy")},
                "test": str(each.test),
                "outcomes": [{"right": outcome.right, "letters": outcome.chosen} for outcome in each.outcomes],
            }
            for each in found
        ]
        written = page.evaluate("all => all.map(resultCode)", values)
        assert [read_code(word) for word in written] == found
        assert written == [code(each) for each in found]

    same()
    marks = page.evaluate("Array.from({ length: 200 }, copyMark)")
    assert all(len(mark) == 6 and set(mark) <= set(DIGITS) for mark in marks)
    assert len(set(marks)) > 190
    page.close()


@given(results, st.data())
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_a_slip_of_the_pen_is_noticed_or_does_not_matter(found: Result, data: st.DataObject) -> None:
    word = code(found)
    assert read_code(word.upper()) == found
    place = data.draw(st.integers(0, len(word) - 1))
    instead = data.draw(st.sampled_from("abcxyz0189.-oil"))
    slipped = word[:place] + instead + word[place + 1 :]
    try:
        still = read_code(slipped)
    except CodeFault:
        still = found
    assert still == found
    with pytest.raises(CodeFault):
        read_code(word[:-1])


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ("plq1.ask.0123456789.0.1.20261102.000000.ya", "it has 9 parts"),
        ("plq1.Ask_.0123456789.0.1.20261102.000000", None),
        ("plq1.ask.012345678g.0.1.20261102.000000.ya", "as digest"),
        ("plq1.ask.0123456789.7.1.20261102.000000.ya", "'7' as test"),
        ("plq1.ask.0123456789.0.0.20261102.000000.ya", "'0' as attempt"),
        ("plq1.ask.0123456789.0.1.20261302.000000.ya", "there is no day '20261302'"),
        ("plq1.ask.0123456789.0.1.20261102.000000.y-", "as answers"),
        (f"plq1.ask.0123456789.0.1.20261102.000000.{'-'.join(['y'] * 31)}", "as answers"),
        ("plq12.ask.0123456789.0.1.20261102.000000.ya", "it is of version 12"),
    ],
)
def test_what_no_page_writes_is_refused_in_one_sentence(tmp_path: Path, parts: str, said: str | None) -> None:
    word = f"{parts}.{checksum(parts)}" if said != "it has 9 parts" else f"{parts}.x.{checksum(parts)}"
    outcome = run("quiz", "results", "-", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    (tmp_path / "codes.txt").write_text(f"first line\nhere: {word} <- mine\n", "utf-8")
    outcome = run("quiz", "results", "codes.txt", cwd=tmp_path)
    assert outcome.code == 2
    assert "there is no result code to count" in outcome.err
    if said:
        assert "codes.txt:2: 'plq1" in outcome.err
        assert (said if said != "it has 9 parts" else "it has 10 parts") in outcome.err


def test_codes_are_found_in_any_text_and_faulty_ones_do_not_stop_the_others(tmp_path: Path) -> None:
    good = [code(result("yn", number=number)) for number in range(3)]
    text = f"> Hi, `{good[0]}`.\n\n| me | **{good[1]}** |\r\n{good[2]}, {good[2].upper()}\n{good[0][:-1]}0\n\x1b[31m plq1.{'x' * 5000}\n"
    (tmp_path / "mails é.txt").write_text(text, "utf-8")
    outcome = run("quiz", "results", "mails é.txt", "--private", "--format", "json", cwd=tmp_path)
    assert outcome.code == 1
    assert json.loads(outcome.out)["tests"][0]["attempts"] == 3
    assert outcome.err.count("is not counted") >= 2
    assert "\x1b" not in outcome.err
    assert max(map(len, outcome.err.splitlines())) < 250


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    outcome = run("quiz", "results", "nowhere.txt", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (2, "peerlore: nowhere.txt cannot be read: No such file or directory\n")


def test_standard_input_is_read(tmp_path: Path) -> None:
    text = "\n".join(code(result("y", number=number)) for number in range(5))
    done = subprocess.run(
        [*PEERLORE, "quiz", "results", "-"], input=text, capture_output=True, encoding="utf-8", cwd=tmp_path, env=surroundings(), check=True
    )
    assert "5 first attempts" in done.stdout
