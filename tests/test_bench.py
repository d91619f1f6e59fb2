"""The libraries that are measured on, and the command that measures: a rule that came later must not stop it half way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parent.parent / "tooling/bench/run.py"


def test_every_row_of_ours_runs_on_a_made_library(tmp_path: Path) -> None:
    said = tmp_path / "said.md"
    words = ("--modules", "60", "--runs", "1", "--rows", "^peerlore", "--work", tmp_path / "work", "--write", said)

    done = subprocess.run((sys.executable, BENCH, *words), capture_output=True, text=True, check=False)

    assert not done.returncode, done.stderr
    rows = [line for line in said.read_text("utf-8").splitlines() if line.startswith("| peerlore")]
    told = {line.split("|")[1].strip() for line in rows}
    assert {"peerlore check: every rule, cold", "peerlore build: cold", "peerlore build: one title edited"} <= told
    assert all(float(line.split("|")[2].replace(",", "")) > 0 for line in rows)
