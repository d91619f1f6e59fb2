"""`peerlore check` as people use it: a change, a fix, a baseline, a waiver, every format."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, validators

from library_kit import findings, module, run, small_library
from peerlore.outside.schemas import read_schema
from story import BASE

PAGE = "content/modules/tools/choose-a-screwdriver.md"
WRENCH = "content/modules/tools/use-a-torque-wrench/index.md"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "Bibliothèque d'atelier"
    shutil.copytree(BASE, root)
    return root


def change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), "utf-8", newline="")


def commit(root: Path, message: str) -> None:
    identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]
    if not (root / ".git").exists():
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    subprocess.run(["git", *identity, "commit", "-q", "-m", message], cwd=root, check=True)


def test_a_change_is_told_what_it_touches_and_what_it_breaks_elsewhere(library: Path) -> None:
    change(library, "content/paths/first-week.md", "authors: [bob]", "authors: [bobb]")
    commit(library, "An old fault that nobody asked about")
    change(library, WRENCH, "## Read the scale", "## Read the number on the scale")
    result = run("check", "--changed-since", "HEAD", cwd=library)
    assert result.code == 1
    assert f"{PAGE}:" in result.out
    assert "L002" in result.out, "the link to the old heading is broken in a file that did not change"
    assert "P001" not in result.out, "the old fault belongs to somebody else"


def test_fixes_become_suggestions_on_lines_of_the_change(library: Path) -> None:
    change(library, PAGE, "authors: [ann]", "authors: [annn]")
    commit(library, "An old fault that nobody asked about")
    change(library, WRENCH, "## Read the scale", "Turn the the ```key``` [hree](../choose-a-screwdriver.m).\n\n## Read the scale")
    commit(library, "New faults")
    change(library, WRENCH, "## Read the scale", "It is the the end.\n\n## Read the scale")
    review = json.loads(run("check", "--changed-since", "HEAD~1", "--format", "review", cwd=library).out)
    assert review["event"] == "COMMENT"
    lines = (library / WRENCH).read_text("utf-8").split("\n")
    said = {}
    for comment in review["comments"]:
        assert (comment["path"], comment["side"]) == (WRENCH, "RIGHT")
        marks, suggestion = re.search(r"\n\n(`{3,})suggestion\n(.*)\n\1$", comment["body"], re.DOTALL).groups()  # type: ignore[union-attr]
        assert marks not in suggestion
        said[lines[comment["line"] - 1]] = suggestion
    assert said == {
        "Turn the the ```key``` [hree](../choose-a-screwdriver.m).": "Turn the ```key``` [hree](../choose-a-screwdriver.md).",
        "It is the the end.": "It is the end.",
    }
    assert "name the branch" in run("check", "--format", "review", cwd=library).err


@pytest.mark.parametrize("code", ["N", "W003", "N001,W003"])
def test_what_is_selected_is_found_as_in_a_whole_check(tmp_path: Path, code: str) -> None:
    """Also what asks for more of a text than others do: what it is like, and which of its words may be misspelt."""
    body = " ".join(f"Ask the {number}th colleague what {number * 7} people said of it." for number in range(40)) + " Recieve the answer.\n"
    twins = {f"content/modules/circles/{id}.md": module(id, body) for id in ("ask-all", "ask-everybody")}
    library = small_library(tmp_path / "library", twins)
    whole = [finding for finding in findings(library) if finding["code"].startswith(tuple(code.split(",")))]
    assert {finding["code"][0] for finding in whole} == {part[0] for part in code.split(",")}
    done = run("check", "--select", code, "--format", "json", cwd=library)
    assert json.loads(done.out)["findings"] == whole


def test_only_the_selected_codes_are_looked_for(library: Path) -> None:
    change(library, PAGE, "authors: [ann]", "authors: [nobody]")
    change(library, WRENCH, "## Read the scale", "## Read the number on the scale, which is not\n\n[here](nowhere.md)\n\n## To be")
    codes = lambda outcome: set(re.findall(r": ([A-Z]\d{3}) ", outcome.out))  # noqa: E731
    assert {"P001", "L001", "L002", "A011"} <= codes(run("check", cwd=library))
    assert codes(run("check", "--select", "P, l001", cwd=library)) == {"P001", "L001"}
    assert run("check", "--select", "W", cwd=library).code == 0
    assert "no code begins with 'Y'" in run("check", "--select", "Y", cwd=library).err
    assert "leave out --select" in run("check", "--select", "W", "--write-baseline", cwd=library).err


def test_a_deleted_module_breaks_what_named_it(library: Path) -> None:
    commit(library, "All is well")
    shutil.rmtree(library / Path(WRENCH).parent)
    result = run("check", "--changed-since", "HEAD", cwd=library)
    assert result.code == 1
    assert re.findall(r": ([A-Z]\d{3}) ", result.out) == ["L001", "Q003"]


def test_a_clean_change_in_a_faulty_library_passes(library: Path) -> None:
    change(library, "content/paths/first-week.md", "authors: [bob]", "authors: [bobb]")
    commit(library, "An old fault")
    change(library, PAGE, "A tip that is too small slips.", "A tip that is too small slips and hurts.")
    assert run("check", "--changed-since", "main", cwd=library).code == 0


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "HEAD~5", "a b", "", "-h"][:4])
def test_an_unknown_commit_is_refused_in_one_sentence(library: Path, ref: str) -> None:
    commit(library, "First")
    result = run("check", f"--changed-since={ref}", cwd=library)
    assert result.code == 2
    assert "git knows no commit" in result.err
    assert result.err.count("\n") == 1
    assert not (library / "x").exists()


def test_without_a_repository_a_change_cannot_be_told(library: Path) -> None:
    result = run("check", "--changed-since", "HEAD", cwd=library)
    assert result.code == 2
    assert "git cannot tell what changed" in result.err


def test_a_baseline_counts_old_findings_and_fails_on_new_ones(library: Path) -> None:
    change(library, "content/paths/first-week.md", "authors: [bob]", "authors: [bobb]")
    assert run("check", "--write-baseline", cwd=library).code == 0
    result = run("check", cwd=library)
    assert result.code == 0
    assert "1 old findings" in result.out
    change(library, PAGE, "authors: [ann]", "authors: [anna]")
    result = run("check", cwd=library)
    assert result.code == 1
    assert result.out.count("P001") == 2, "the new finding and the line that points to explain"
    assert "anna" in result.out
    assert "bobb" not in result.out


def test_a_mended_finding_leaves_the_baseline_with_a_word(library: Path) -> None:
    change(library, "content/paths/first-week.md", "authors: [bob]", "authors: [bobb]")
    run("check", "--write-baseline", cwd=library)
    change(library, "content/paths/first-week.md", "authors: [bobb]", "authors: [bob]")
    result = run("check", cwd=library)
    assert result.code == 0
    assert "1 findings of baseline.json are gone" in result.out


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 2, "findings": {}}', '{"version": 1}', '{"version": 1, "findings": {"a": 1}}'])
def test_a_broken_baseline_is_refused(library: Path, text: str) -> None:
    (library / "baseline.json").write_text(text, "utf-8")
    result = run("check", cwd=library)
    assert result.code == 2
    assert "--write-baseline" in result.err


def waive(root: Path, code: str, until: str) -> None:
    entry = f"  - code: {code}\n    paths: content/paths/**\n    reason: Bob changes his handle this week.\n    until: {until}\n"
    file = root / "content/library.yml"
    file.write_text(f"{file.read_text('utf-8')}waivers:\n{entry}", "utf-8")


def test_a_waiver_covers_its_findings_until_its_day(library: Path) -> None:
    change(library, "content/paths/first-week.md", "authors: [bob]", "authors: [bobb]")
    waive(library, "P001", "2999-12-31")
    result = run("check", cwd=library)
    assert result.code == 0
    assert "Bob changes his handle this week." in result.out


def test_an_expired_waiver_covers_nothing_and_says_so(library: Path) -> None:
    change(library, "content/paths/first-week.md", "authors: [bob]", "authors: [bobb]")
    waive(library, "P001", "2020-01-31")
    result = run("check", cwd=library)
    assert {"E001", "P001"} <= set(re.findall(r": ([A-Z]\d{3}) ", result.out))


HOSTILE = "x\\n::error::y %0A | `z` <b onclick=1> @ann #1"


@pytest.fixture
def hostile(library: Path) -> Path:
    change(library, PAGE, "level: beginner", f'level: "{HOSTILE}"')
    return library


def test_every_format_keeps_a_hostile_message_one_finding(hostile: Path) -> None:
    for name in ("text", "github", "summary", "json", "sarif"):
        result = run("check", "--format", name, cwd=hostile)
        assert result.code == 1
        assert "\x1b" not in result.out
        if name == "github":
            assert [line.split(" ")[0] for line in result.out.splitlines() if line.startswith("::")] == ["::error"]
        if name == "summary":
            rows = [line for line in result.out.splitlines() if line.startswith("| ") and "S004" in line]
            assert len(rows) == 1
            assert "<b" not in rows[0]
            assert len(re.findall(r"(?<!\\)\|", rows[0])) == 4
        if name == "json":
            assert [finding["code"] for finding in json.loads(result.out)["findings"]] == ["S004"]
        if name == "sarif":
            assert [finding["ruleId"] for finding in json.loads(result.out)["runs"][0]["results"]] == ["S004"]


def test_an_unknown_format_is_refused(library: Path) -> None:
    result = run("check", "--format", "xml", cwd=library)
    assert result.code == 2
    assert "text, json, github, sarif, review, summary" in result.err


SARIF = Path(__file__).parent / "npm/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


def test_sarif_fits_its_schema_with_places_levels_and_fixes(library: Path) -> None:
    change(library, PAGE, "summary: Pick the tip", "summary: TODO Pick the tip")
    change(library, PAGE, "[how to use a torque wrench]", "[here]")
    change(library, PAGE, "level: beginner", "levle: beginner")
    change(library, PAGE, "choose a tip by the shape of the head", "choose a tip by the shape of the head.")
    log = json.loads(run("check", "--format", "sarif", "--notices", cwd=library).out)
    validator = validators.validator_for(json.loads(SARIF.read_text("utf-8")))(json.loads(SARIF.read_text("utf-8")))
    assert [error.message for error in validator.iter_errors(log)] == []
    run_ = log["runs"][0]
    rules = [rule["id"] for rule in run_["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    for result in run_["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    assert any("fixes" in result for result in run_["results"])


def said_in_json(library: Path, *words: str) -> list[dict[str, Any]]:
    """The findings that `peerlore check` prints as JSON, once they fit the schema and have every key of it and no other."""
    schema = read_schema("findings")
    said = json.loads(run("check", "--format", "json", *words, cwd=library).out)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(said)] == []
    assert set(said) == set(schema["properties"])
    for finding in said["findings"]:
        known = schema["properties"]["findings"]["items"]["properties"]
        assert {"fix", *finding} == set(known)
        assert set(finding.get("fix", known["fix"]["properties"])) == set(known["fix"]["properties"])
    return said["findings"]


def test_json_is_what_its_schema_says(library: Path) -> None:
    assert said_in_json(library) == []
    change(library, PAGE, "level: beginner", "levle: beginner")
    change(library, PAGE, "choose a tip by the shape of the head", "choose a tip by the shape of the head.")
    change(library, "content/paths/first-week.md", "authors: [bob]", "authors: [bobb]")
    shutil.copy(library / Path(WRENCH).with_name("scale.png"), library / Path(WRENCH).with_name("unused.png"))
    levels = {finding["level"] for finding in said_in_json(library, "--notices")}
    assert levels == {"error", "warning", "notice"}
    assert {"P001", "S002", "T002"} <= {finding["code"] for finding in said_in_json(library)}
    waive(library, "P001", "2999-12-31")
    assert "P001" not in {finding["code"] for finding in said_in_json(library)}
    run("check", "--write-baseline", cwd=library)
    assert said_in_json(library) == []


def test_json_is_what_its_schema_says_for_hostile_names_and_texts(hostile: Path) -> None:
    shutil.copy(hostile / PAGE, hostile / "content/modules/tools/a\n::error::b\x1b.md")
    (hostile / "content/modules/tools/zero.md").write_bytes(b"\xff\xfe---\n\0\r<b>")
    (hostile / "page.md").write_text(f"---\ntitle: {HOSTILE}\n---\n<a href='x\ny'>", "utf-8")
    assert {"I005", "R001", "S004"} <= {finding["code"] for finding in said_in_json(hostile, "--notices")}
    assert {finding["file"] for finding in said_in_json(hostile, "page.md")} == {"page.md"}
