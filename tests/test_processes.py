"""Work on all cores gives what one core gives, and ends well when one of the processes does not."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from library_kit import PEERLORE, is_whole, module, run, small_library, surroundings, tree, without_coverage, write

MANY = 260
"""Modules; that many are judged and rendered by several processes where there are several cores."""
SITE = "modules/sharing/page-7/index.html"

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux lists the children of a process")
needs_cores = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core has no use for a second process")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = {
        f"content/modules/sharing/page-{number}.md": module(
            f"page-{number}", f"## Part\n\nRead [the one before](page-{max(number - 1, 1)}.md), the the {number}.\n"
        )
        for number in range(1, MANY + 1)
    }
    return small_library(tmp_path_factory.mktemp("beaucoup") / "bibliothèque", pages)


@pytest.fixture
def library(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / model.name))


def on_one_core(*words: str | Path, library: Path) -> str:
    core = min(os.sched_getaffinity(0))
    done = subprocess.run(
        [*PEERLORE, *map(str, words)],
        cwd=library,
        env=surroundings(PEERLORE_CACHE_DIR=""),
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    assert done.returncode in (0, 1), done
    return done.stdout


def test_a_check_says_the_same_on_one_core_and_on_all(library: Path) -> None:
    alone = on_one_core("check", "--format", "json", library=library)
    assert alone.count('"W004"') == MANY
    assert run("check", "--format", "json", cwd=library, PEERLORE_CACHE_DIR="").out == alone


def test_a_site_is_the_same_from_one_core_and_from_all(library: Path, tmp_path: Path) -> None:
    on_one_core("build", library=library)
    alone = tree(library / "site")
    assert run("build", "-o", tmp_path / "site", cwd=library, PEERLORE_CACHE_DIR="").code == 0
    assert {name: content for name, content in alone.items() if name != ".gitignore"} == tree(tmp_path / "site")


def children(process: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    return []


def workers(process: int) -> Iterator[int]:
    """The processes that help another one: they run the same program, and not git or Pagefind."""
    for child in children(process):
        with suppress(OSError):
            if b"peerlore" in Path(f"/proc/{child}/cmdline").read_bytes():
                yield child


def built_until_helped(library: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """A build that is far enough to render pages, and the processes that help it."""
    process = subprocess.Popen(
        [*PEERLORE, "build"],
        cwd=library,
        env=without_coverage(surroundings(CI="true")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("Rendering pages"):
            break
    while process.poll() is None and len(helpers := list(workers(process.pid))) < 2:
        time.sleep(0.005)
    return process, helpers


@needs_proc
@needs_cores
def test_a_helper_that_is_killed_leaves_the_old_site_and_a_sentence(library: Path) -> None:
    assert run("build", cwd=library).code == 0
    old = tree(library / "site")
    write(library / "mkdocs.yml", (library / "mkdocs.yml").read_text("utf-8") + "copyright: Ours\n")  # every page is made anew
    process, helpers = built_until_helped(library)
    os.kill(helpers[0], signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert re.search(r"^peerlore: .*a process that helped was ended from outside", said, re.MULTILINE), said
    assert tree(library / "site") == old
    assert run("build", cwd=library).code == 0
    assert is_whole(library / "site")


@needs_proc
@needs_cores
def test_helpers_do_not_outlive_a_build_that_is_killed(library: Path) -> None:
    process, helpers = built_until_helped(library)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and any(Path(f"/proc/{helper}").exists() for helper in helpers):
        time.sleep(0.1)
    assert [helper for helper in helpers if Path(f"/proc/{helper}").exists()] == []


def test_in_ci_a_build_tells_its_steps_in_plain_lines_and_where_the_time_went(library: Path) -> None:
    outcome = run("build", "--profile", cwd=library, CI="true")
    assert outcome.code == 0
    lines = outcome.err.splitlines()
    assert lines[0] == "Reading the library"
    assert any(re.fullmatch(r"Rendering pages: \d+", line) for line in lines)
    assert re.search(r"^Making the search index +\d+\.\d\d +\d+\.\d\d$", outcome.err, re.MULTILINE)
    assert "\x1b" not in outcome.err
    assert run("build", cwd=library).err == ""
