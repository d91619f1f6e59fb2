"""What it costs to know on which day each file came and changed: ours, git's own pass, and a log for each file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from rows import Group, Ratio, Row, Sample

HERE = Path(__file__).parent
NEW = 50
SAMPLE = 200


def history_group(sample: Sample, work: Path, commits: int) -> Group:
    """Rows for a library with a past of so many commits."""
    folder, memory = sample.folder, work / f"memory-history-{sample.modules}"
    ours = (sys.executable, str(HERE / "ask_days.py"))
    kept = {"PEERLORE_CACHE_DIR": str(memory)}
    forget = partial(shutil.rmtree, memory, ignore_errors=True)
    some = sorted((folder / "content/modules").rglob("*.md"))[:: max(1, sample.modules // SAMPLE)][:SAMPLE]
    names = work / f"sample-{sample.modules}.txt"
    names.write_bytes(b"\0".join(bytes(file.relative_to(folder)) for file in some))
    rows = (
        Row("peerlore: days of every file, nothing remembered", ours, folder, forget, environment=kept),
        Row("peerlore: the same, no new commit", ours, folder, environment=kept),
        Row(f"peerlore: the same, {NEW} new commits", ours, folder, partial(_know_less, folder, {**kept}, ours), environment=kept),
        Row("git: one log of all files, nothing read of it", _log("--no-renames", "--name-status", "-z"), folder),
        Row("git: the same with moves found", _log("--find-renames=100%", "--name-status", "-z"), folder),
        Row(
            f"date plugins: `git log -1` a file, {len(some)} files scaled up",
            ("xargs", "-0", "-a", str(names), "-n", "1", "git", "log", "-1", "--format=%ct", "--"),
            folder,
            times=sample.modules / len(some),
        ),
    )
    return Group(f"Days of {commits:,} commits", rows, (Ratio("CPU, git's one log = 1", "cpu", "git: one log"),))


def _log(*options: str) -> tuple[str, ...]:
    return ("git", "log", "--first-parent", "-m", *options, "--format=%x01%H %ct %P")


def _know_less(folder: Path, environment: dict[str, str], ours: tuple[str, ...]) -> None:
    """Remember all but the last commits."""
    import os

    (head,) = subprocess.run(("git", "rev-parse", "HEAD"), cwd=folder, check=True, capture_output=True, text=True).stdout.split()
    subprocess.run(("git", "update-ref", "HEAD", f"HEAD~{NEW}"), cwd=folder, check=True)
    subprocess.run(ours, cwd=folder, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **environment})
    subprocess.run(("git", "update-ref", "HEAD", head), cwd=folder, check=True)
