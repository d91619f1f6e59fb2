"""Evidence packs: every indicator with what shows it or what is missing, nobody named who may not be, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from library_kit import run_program, tree
from peerlore.outside.frameworks import framework_names, read_framework_text
from review_kit import ask

PAST = "2026-07-31"
OWN = """\
id: ours
title: What we ask ourselves
summary: Three things that our works council wants to see.
language: en
criteria:
  - id: A
    title: All
    indicators:
      - {id: A1, title: People review, shown_by: [reviews, "figure:proven"]}
      - {id: A2, title: There are rules, shown_by: ["files:content/library.yml", "files:nowhere/*.md"]}
      - {id: A3, title: People are well, elsewhere: The yearly survey}
"""


@pytest.fixture(scope="module")
def library(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with its branches."""
    return Path(shutil.copytree(demo, tmp_path_factory.mktemp("pack") / "library"))


def packed(library: Path, out: Path, *words: str) -> dict[str, bytes]:
    done = ask(library, "evidence", "--out", str(out), *words)
    assert done.code == 0, done
    return tree(out)


def rows(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"))))


@pytest.mark.parametrize("framework", framework_names())
def test_our_frameworks_are_read_and_tell_of_each_indicator(framework: str, library: Path, tmp_path: Path) -> None:
    files = packed(library, tmp_path / "pack", "--framework", framework, "--as-of", PAST)
    asked = yaml.safe_load(read_framework_text(framework)[0])
    wanted = [entry for criterion in asked["criteria"] for entry in criterion["indicators"]]
    told = {row["indicator"]: row for row in rows(files["indicators.csv"])}
    assert list(told) == [entry["id"] for entry in wanted]
    pieces = Counter(row["indicator"] for row in rows(files["evidence.csv"]))
    page = files["index.html"].decode("utf-8")
    for entry in wanted:
        row = told[entry["id"]]
        assert row["title"] == entry["title"]
        assert int(row["pieces"]) == pieces[entry["id"]]
        missing = row["missing"].split()
        expected = "elsewhere" if "shown_by" not in entry else "shown" if not missing else "part" if pieces[entry["id"]] else "missing"
        assert row["state"] == expected
        assert f'id="indicator-{entry["id"]}"' in page


def test_the_french_framework_has_seven_criteria_and_thirty_two_indicators() -> None:
    said = yaml.safe_load(read_framework_text("rnq")[0])
    numbers = [entry["id"] for criterion in said["criteria"] for entry in criterion["indicators"]]
    assert (len(said["criteria"]), numbers) == (7, [str(number) for number in range(1, 33)])
    assert [len(criterion["indicators"]) for criterion in said["criteria"]] == [3, 5, 8, 4, 2, 7, 3]


def test_the_manifest_holds_every_other_file(library: Path, tmp_path: Path) -> None:
    files = packed(library, tmp_path / "pack")
    sums = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode("ascii").splitlines())
    assert sums == {name: sha256(raw).hexdigest() for name, raw in files.items()}
    assert run_program("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=tmp_path / "pack").code == 0


def test_another_clone_makes_the_same_bytes(library: Path, tmp_path: Path) -> None:
    before = packed(library, tmp_path / "pack", "--as-of", PAST)
    assert run_program("git", "clone", "-q", library.as_uri(), tmp_path / "clone", cwd=tmp_path).code == 0
    done = ask(tmp_path / "clone", "evidence", "--out", str(tmp_path / "again"), "--as-of", PAST, PEERLORE_CACHE_DIR="")
    assert done.code == 0, done
    assert tree(tmp_path / "again") == before
    assert packed(library, tmp_path / "pack", "--as-of", PAST) == before, "and over an earlier pack"


def test_each_piece_can_be_held_against_the_repository(library: Path, tmp_path: Path) -> None:
    files = packed(library, tmp_path / "pack")
    proven = [row for row in rows(files["evidence.csv"]) if row["digest"]]
    assert proven
    for row in list({(row["file"], row["digest"]): row for row in proven}.values())[::7]:
        said = json.loads(ask(library, "review", "verify", "--why", row["file"], "--format", "json").out)
        assert said["texts"][0]["shown"]["digest"] == row["digest"]


@pytest.mark.parametrize("framework", framework_names())
def test_people_are_told_by_role_and_otherwise_nowhere(framework: str, library: Path, tmp_path: Path) -> None:
    handles = sorted(file.stem for file in (library / "content/people").glob("*.md"))
    names = re.compile(rf"(?<![\w-])({'|'.join(handles)})(?![\w-])")
    ids = re.compile(r"\bp-[a-z2-7]{8}\b")
    for role, named, by_id in (("manager", True, False), ("auditor", False, True), ("public", False, False)):
        files = packed(library, tmp_path / role, "--role", role, "--framework", framework)
        table = rows(files["evidence.csv"])
        told = " ".join(row["people"] + " " + row["file"] for row in table)
        assert (bool(names.search(told)), bool(ids.search(told))) == (named, by_id), role
        everything = b"\n".join(files[name] for name in ("index.html", "pack.json")).decode("utf-8")
        # Titles and what people wrote may hold a first name; a handle stands in lower case, and an id anywhere.
        assert bool(names.search(everything)) == named, role
        assert bool(ids.search(everything)) == by_id, role


def test_an_own_framework_counts_files_figures_and_what_is_missing(library: Path, tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text(OWN, "utf-8")
    files = packed(library, tmp_path / "pack", "--framework", str(tmp_path / "own.yml"), "--role", "public")
    states = {row["indicator"]: (row["state"], row["missing"]) for row in rows(files["indicators.csv"])}
    assert states == {"A1": ("shown", ""), "A2": ("part", "files:nowhere/*.md"), "A3": ("elsewhere", "")}
    kinds = {row["kind"]: row for row in rows(files["evidence.csv"])}
    assert kinds["reviews"]["title"] == "How many there are"
    assert "The yearly survey" in files["index.html"].decode("utf-8")


def changed(**fields: Any) -> str:
    return yaml.safe_dump({**yaml.safe_load(OWN), **fields})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN.replace("id: A2", "id: A1"), "there are two indicators 'A1'"),
        (OWN.replace("[reviews,", "[smiles,"), "indicator A1 is shown by 'smiles'; known are modules, objectives"),
        (OWN.replace("figure:proven", "figure:happiness"), "indicator A1 asks for the figure happiness; there are modules, proven"),
        (OWN.replace("language: en", "language: la"), "language"),
        (changed(criteria=[]), "criteria"),
        (
            OWN.replace(", elsewhere: The yearly survey", ""),
            "indicator A3 says neither what shows it (`shown_by`) nor what others must add",
        ),
        ("{", "own.yml"),
        ("[" * 3000, "own.yml"),
    ],
)
def test_a_framework_with_a_mistake_is_refused_and_nothing_is_written(text: str, said: str, library: Path, tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text(text, "utf-8")
    done = ask(library, "evidence", "--framework", str(tmp_path / "own.yml"), "--out", str(tmp_path / "pack"))
    assert (done.code, said in done.err, "\n" in done.err) == (2, True, False), done
    assert not (tmp_path / "pack").exists()


def test_nobody_loses_files_to_a_pack(library: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("Dear Jon", "utf-8")
    done = ask(library, "evidence", "--out", str(tmp_path / "mine"))
    assert (done.code, "is not empty and holds no SHA256SUMS" in done.err) == (2, True)
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    assert "is no folder" in ask(library, "evidence", "--out", str(tmp_path / "link")).err
    assert tree(tmp_path / "mine") == {"letter.txt": b"Dear Jon"}
    missing = ask(library, "evidence", "--framework", "isos", "--out", str(tmp_path / "pack"))
    assert missing.err == "isos cannot be read: No such file or directory; name a file, or one of ours: general and rnq"
