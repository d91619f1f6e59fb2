"""People see what is kept to be faster, and can be rid of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from library_kit import PEERLORE, run, small_library, surroundings, tree

HOLDS = (
    "import fcntl, sys; held = open('.cache/peerlore/build.lock'); fcntl.flock(held, fcntl.LOCK_EX); print(flush=True); sys.stdin.read()"
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    made = small_library(tmp_path / "bibliothèque")
    for _ in range(2):  # the second build leaves the first one's site for the third
        assert run("build", cwd=made, PEERLORE_CACHE_DIR=str(tmp_path / "memory")).code == 0
    return made


def sizes(library: Path, memory: Path) -> list[str]:
    """What `cache info` says of each place's size."""
    outcome = run("cache", "info", cwd=library, PEERLORE_CACHE_DIR=str(memory))
    assert outcome.code == 0, outcome
    return [line.split(": ")[1].partition(", /")[0] for line in outcome.out.splitlines()]


def test_what_is_kept_is_told_and_cleared(library: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    own, spare, others = sizes(library, memory)
    assert own.endswith(("bytes", "MB"))
    assert spare.endswith("MB")
    assert others == "nothing"
    site = tree(library / "site")
    outcome = run("cache", "clear", cwd=library, PEERLORE_CACHE_DIR=str(memory))
    assert outcome.out.count("cleared\n") == 2
    assert sizes(library, memory) == ["nothing", "nothing", "nothing"]
    assert run("cache", "clear", cwd=library, PEERLORE_CACHE_DIR=str(memory)).out == "There was nothing to clear.\n"
    assert run("build", cwd=library, PEERLORE_CACHE_DIR=str(memory)).code == 0
    assert tree(library / "site") == site


def test_other_libraries_keep_what_is_theirs_unless_all_is_said(library: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    other = small_library(tmp_path / "autre")
    assert run("check", cwd=other, PEERLORE_CACHE_DIR=str(memory)).code == 0
    (memory / "mine.sqlite").write_text("not yours", "utf-8")
    run("cache", "clear", cwd=library, PEERLORE_CACHE_DIR=str(memory))
    assert sizes(other, memory)[0] != "nothing"
    outcome = run("cache", "clear", "--all", cwd=library, PEERLORE_CACHE_DIR=str(memory))
    assert outcome.out == "What was found out about other libraries: cleared\n"
    assert [file.name for file in memory.iterdir()] == ["mine.sqlite"]


def test_where_nothing_is_kept_there_is_only_what_the_build_left(library: Path) -> None:
    assert len(sizes(library, Path())) == 3
    assert run("cache", "info", cwd=library, PEERLORE_CACHE_DIR="").out.count("\n") == 1


def test_a_cache_in_use_is_not_cleared(library: Path) -> None:
    holder = subprocess.Popen(
        [PEERLORE[0], "-c", HOLDS],
        cwd=library,
        env=surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    outcome = run("cache", "clear", cwd=library)
    holder.communicate()
    assert (outcome.code, outcome.err) == (2, "peerlore: a build runs in this library; clear its cache when it has ended\n")
    assert (library / ".cache/peerlore/.site.next").is_dir()
