"""Whatever happens to a build, readers see the old site or the new one, whole, and the next build goes well."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from library_kit import PEERLORE, Outcome, is_whole, module, run, run_program, small_library, surroundings, tree, without_coverage, write

WRITTEN = "content/modules/sharing/write-it-down.md"
SHOWN = "modules/sharing/write-it-down/index.html"
KILLS = int(os.environ.get("PEERLORE_TRIALS", "13"))
"""How many builds are killed in each of two libraries: one at any moment, one near the swap, in turns."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library with a site that shows the word `édition-0`, and files in `site/` that are not part of it."""
    made = small_library(tmp_path_factory.mktemp("modèle") / "une bibliothèque", {"site/.git/HEAD": "ref: refs/heads/pages\n"})
    edit(made, 0)
    assert run("build", cwd=made).code == 0
    return made


@pytest.fixture
def library(model: Path, tmp_path: Path) -> Path:
    """A copy of the model to break."""
    return copy_of(model, tmp_path)


def copy_of(library: Path, folder: Path) -> Path:
    return Path(shutil.copytree(library, folder / library.name, symlinks=True))


def edit(library: Path, number: int) -> None:
    write(library / WRITTEN, module("write-it-down", title=f"Write édition-{number} down", requires=["ask-a-question"]))


def edition(library: Path) -> int:
    """Which edition the site shows; it must be whole, with what is not the build's own."""
    site = library / "site"
    assert is_whole(site)
    assert (site / ".gitignore").read_text("utf-8") == "*\n!.gitignore\n"
    assert (site / ".git/HEAD").read_text("utf-8") == "ref: refs/heads/pages\n"
    shown = {word for word in (site / SHOWN).read_text("utf-8").replace("<", " ").split() if word.startswith("édition-")}
    assert len(shown) == 1
    return int(shown.pop().removeprefix("édition-"))


def start(library: Path, *words: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([*PEERLORE, "build", *words], cwd=library, env=surroundings(), stdout=pipe, stderr=pipe, start_new_session=True)


def finish(process: subprocess.Popen[bytes]) -> int:
    """Wait for the end of a build; returns its exit code."""
    process.communicate(timeout=60)
    return process.returncode


def kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    finish(process)


def is_newer(file: Path, moment: float) -> bool:
    try:
        return file.stat().st_mtime > moment
    except OSError:
        return False


def assert_refused(outcome: Outcome, *words: str) -> None:
    """Exit code 2 and one sentence that holds `words`."""
    assert outcome.code == 2, outcome
    assert outcome.out == ""
    assert outcome.err.startswith("peerlore: ")
    assert outcome.err.count("\n") == 1
    assert all(word in outcome.err for word in words), outcome.err


def kill_builds(library: Path, seed: int) -> dict[str, int]:
    """Kill many builds, and count after how many of them the old and the new site stood there."""
    chance = random.Random(seed)  # noqa: S311 - the same moments in every run, nothing secret
    began = time.time()
    assert run("build", cwd=library).code == 0
    whole = time.time() - began
    seen = {"old": 0, "new": 0}
    for number in range(1, KILLS + 1):
        before = edition(library)
        edit(library, number)
        began = time.time()
        process = start(library)
        if number % 2:
            time.sleep(chance.uniform(0, whole * 1.1))
        else:  # near the swap
            finished = (library / ".cache/peerlore/.site.next/build.json", library / "site/build.json")
            while process.poll() is None and not any(is_newer(file, began) for file in finished):
                time.sleep(0.0005)
            time.sleep(chance.uniform(0, whole * 0.03))
        kill(process)
        after = edition(library)
        assert after in (before, number)
        seen["new" if after == number else "old"] += 1
    return seen


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(model: Path, tmp_path: Path) -> None:
    libraries = [copy_of(model, tmp_path / name) for name in ("une", "autre")]
    with ThreadPoolExecutor() as pool:
        seen = list(pool.map(kill_builds, libraries, (20260301, 20260302)))
    for outcome in ("old", "new"):
        assert sum(count[outcome] for count in seen) >= 3, f"the moments were not spread: {seen}"
    edit(libraries[0], 1000)
    assert run("build", cwd=libraries[0]).code == 0
    assert edition(libraries[0]) == 1000
    assert leftovers(libraries[0]) == []


def leftovers(library: Path) -> list[str]:
    """What builds made besides the site, and what the next one begins with."""
    known = {".cache", ".gitignore", "content", "mkdocs.yml", "site"}
    return [entry.name for entry in library.iterdir() if entry.name not in known] + list_of(library / ".cache/peerlore")


def list_of(cache: Path) -> list[str]:
    return [entry.name for entry in cache.iterdir() if entry.name not in ("build.lock", "stage", ".site.next")]


def test_of_two_builds_at_once_both_end_well_and_the_last_text_wins(library: Path) -> None:
    edit(library, 1)
    first = start(library)
    while first.poll() is None and not (library / ".cache/peerlore/frame").exists():
        time.sleep(0.001)
    os.kill(first.pid, signal.SIGSTOP)
    second = start(library)
    assert second.stderr is not None
    assert second.stderr.readline() == b"another build runs in this library; waiting for it to end\n"
    edit(library, 2)  # after the second build looked at the library for the first time
    os.kill(first.pid, signal.SIGCONT)
    assert (finish(first), finish(second)) == (0, 0)
    assert edition(library) == 2
    assert leftovers(library) == []


def test_builds_of_mkdocs_and_peerlore_wait_for_each_other(library: Path) -> None:
    edit(library, 5)
    first = start(library)
    outcome = run_program(sys.executable, "-m", "mkdocs", "build", cwd=library)
    assert (finish(first), outcome.code) == (0, 0), outcome
    assert edition(library) == 5


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 12 MB where the system lets us make one, else any folder; `fill` knows the rest."""
    folder = tmp_path / "petit disque"
    folder.mkdir()
    mounted = run_program("mount", "-t", "tmpfs", "-o", "size=24m", "none", folder, cwd=tmp_path).code == 0
    yield folder
    if mounted:
        assert run_program("umount", folder, cwd=tmp_path).code == 0


@pytest.mark.parametrize("room", [2_000_000, 40_000])
def test_a_full_disk_leaves_the_old_site(model: Path, small_disk: Path, room: int) -> None:
    library = copy_of(model, small_disk)
    edit(library, 1)
    if small_disk.is_mount():
        free = shutil.disk_usage(small_disk).free
        write(small_disk / "ballast", b"\0" * (free - room))
        outcome = run("build", cwd=library)
        (small_disk / "ballast").unlink()
    else:
        outcome = run_with_small_files(library, room // 50)
    assert_refused(outcome, "could not be built")
    assert edition(library) == 0
    assert run("build", cwd=library).code == 0
    assert edition(library) == 1


def test_a_limit_on_file_sizes_leaves_the_old_site(library: Path) -> None:
    edit(library, 1)
    for limit in (20_000, 10):
        assert_refused(run_with_small_files(library, limit), "could not be built", "too large")
        assert edition(library) == 0


def run_with_small_files(library: Path, limit: int) -> Outcome:
    """A build in which no file may grow beyond `limit` bytes."""
    done = subprocess.run(
        [*PEERLORE, "build"],
        cwd=library,
        env=without_coverage(surroundings(PYTHONDONTWRITEBYTECODE="1")),
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def test_a_site_on_another_disk_is_swapped_too(library: Path, small_disk: Path) -> None:
    for number in (1, 2):
        edit(library, number)
        assert run("build", "--output", small_disk / "site", cwd=library).code == 0
        assert is_whole(small_disk / "site")
        assert f"édition-{number}" in (small_disk / "site" / SHOWN).read_text("utf-8")
    assert [entry.name for entry in small_disk.iterdir()] == ["site"]
    assert edition(library) == 0


def test_a_file_where_the_site_should_stand_is_not_replaced(library: Path) -> None:
    shutil.rmtree(library / "site")
    write(library / "site", "mine")
    assert_refused(run("build", cwd=library), "site is not a folder")
    assert (library / "site").read_text("utf-8") == "mine"


def test_a_folder_with_files_of_somebody_is_not_replaced(library: Path) -> None:
    write(library / "à moi/letter.txt", "mine")
    assert_refused(run("build", "--output", "à moi", cwd=library), "holds files that peerlore did not put there")
    assert tree(library / "à moi") == {"letter.txt": b"mine"}


@pytest.mark.parametrize("place", ["content/site", ".", "content"])
def test_a_site_is_never_put_over_the_library(library: Path, place: str) -> None:
    before = tree(library / "content")
    assert_refused(run("build", "--output", place, cwd=library), "could not be built")
    assert tree(library / "content") == before
    assert edition(library) == 0


def test_a_place_that_cannot_be_written_leaves_the_old_site(library: Path) -> None:
    # A file where a folder is needed stops root, too, whom permissions do not stop.
    assert_refused(run("build", "--output", "mkdocs.yml/site", cwd=library), "could not be built", "mkdocs.yml")
    shutil.rmtree(library / ".cache")
    write(library / ".cache", "")
    assert_refused(run("build", cwd=library), "could not be built", ".cache")
    assert edition(library) == 0


def test_a_site_that_is_a_link_stays_one(library: Path, tmp_path: Path) -> None:
    (library / "site").rename(tmp_path / "ailleurs")
    (library / "site").symlink_to(tmp_path / "ailleurs")
    edit(library, 3)
    assert run("build", cwd=library).code == 0
    assert (library / "site").is_symlink()
    assert edition(library) == 3
