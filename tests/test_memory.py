"""What was judged is remembered for the next check: it says the same, only sooner, and damage to it changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from library_kit import HOME, Outcome, module, run, small_library, write
from peerlore.outside.memory import DiskMemory, version_of_code

FAULTY = {
    "content/modules/sharing/faulty.md": module(
        "faulty", "See [here](nowhere.md) for the the recieved text.\n", level="hard", authors=["nobody"]
    ),
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path / "bibliothèque", FAULTY)


def check(library: Path, memory: Path | str, *words: str) -> Outcome:
    return run("check", "--format", "json", *words, cwd=library, PEERLORE_CACHE_DIR=str(memory))


def memory_file(memory: Path) -> Path:
    (file,) = memory.iterdir()
    return file


def test_a_second_check_says_the_same_from_memory(library: Path, tmp_path: Path) -> None:
    first = check(library, tmp_path / "memory")
    for code in ("S004", "L001", "P001", "W003", "W004", "A011"):
        assert f'"{code}"' in first.out
    assert memory_file(tmp_path / "memory").stat().st_size > 0
    assert check(library, tmp_path / "memory") == first == check(library, "")


def test_what_changed_is_judged_anew(library: Path, tmp_path: Path) -> None:
    check(library, tmp_path / "memory")
    write(library / "content/modules/sharing/faulty.md", module("faulty"))
    outcome = check(library, tmp_path / "memory")
    assert outcome == check(library, "")
    assert '"W003"' not in outcome.out


def test_another_first_language_is_another_judgement(library: Path, tmp_path: Path) -> None:
    write(library / "content/people/mara.md", (library / "content/people/mara.md").read_text("utf-8") + "\nShe has recieved much.\n")
    assert '"W003"' in check(library, tmp_path / "memory", "content/people").out
    settings = library / "content/library.yml"
    write(settings, json.dumps({**json.loads(settings.read_text("utf-8")), "languages": ["fr", "en"]}))
    assert '"W003"' not in check(library, tmp_path / "memory", "content/people").out


def edited_rows(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET text = replace(CAST(text AS TEXT), 'L001', 'L002')")


def forged_rows(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET text = CAST('{}' AS BLOB)")


def other_table(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE kept (something TEXT)")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "noise": lambda file: file.write_bytes(b"\x00noise" * 999),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:5000]),
    "flipped": lambda file: file.write_bytes(file.read_bytes().replace(b"nobody", b"NOBODY")),
    "edited": edited_rows,
    "forged": forged_rows,
    "other table": other_table,
    "a folder": lambda file: (file.unlink(), file.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_memory_counts_as_forgotten(library: Path, tmp_path: Path, damage: str) -> None:
    first = check(library, tmp_path / "memory")
    DAMAGES[damage](memory_file(tmp_path / "memory"))
    assert check(library, tmp_path / "memory") == first
    assert check(library, tmp_path / "memory") == first


def test_a_place_that_cannot_be_written_only_costs_time(library: Path, tmp_path: Path) -> None:
    write(tmp_path / "a file", "")
    assert check(library, tmp_path / "a file/memory") == check(library, "")


def test_nothing_that_comes_with_a_library_is_taken_for_memory(library: Path, tmp_path: Path) -> None:
    check(library, tmp_path / "memory")
    shutil.copytree(tmp_path / "memory", library / ".cache/peerlore")
    for file in (library / ".cache/peerlore").iterdir():
        forged_rows(file)
    assert check(library, tmp_path / "other") == check(library, "")


def test_edited_schemas_judge_anew(tmp_path: Path) -> None:
    for name in ("module.schema.json", "common.schema.json"):
        shutil.copy(HOME / "schemas" / name, tmp_path / name)
    before = version_of_code("1", tmp_path)
    assert version_of_code("1", tmp_path) == before
    elsewhere = Path(shutil.copytree(tmp_path, tmp_path.with_name("elsewhere"), copy_function=shutil.copyfile))
    assert version_of_code("1", elsewhere) == before, "an installation of the same remembers the same"
    write(tmp_path / "module.schema.json", (tmp_path / "module.schema.json").read_text("utf-8") + "\n")
    assert version_of_code("1", tmp_path) != before


def test_only_old_memories_of_our_own_are_removed(library: Path, tmp_path: Path) -> None:
    old = {name: tmp_path / "memory" / name for name in (f"{'0a' * 16}.sqlite", f"{'0b' * 16}.json", "mine.json", "mine.sqlite")}
    for file in old.values():
        write(file, "{}")
        os.utime(file, (0, 0))
    check(library, tmp_path / "memory")
    assert {name for name, file in old.items() if file.exists()} == {"mine.json", "mine.sqlite"}


def test_a_memory_stays_below_its_bounds(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    for day in range(20):
        memory = DiskMemory(file, most=1_000_000)
        memory.get(b"\0asked for each day")
        memory.put(b"\0asked for each day", b"kept")
        memory.put(b"\0of day %d" % day, os.urandom(200_000))
        memory.save()
    assert file.stat().st_size < 1_500_000
    memory = DiskMemory(file)
    assert memory.get(b"\0asked for each day") == b"kept"
    assert memory.get(b"\0of day 19") is not None
    assert memory.get(b"\0of day 0") is None
