"""Running a command and counting what it costs: CPU of the whole process tree, wall time, peak memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from rows import Row
from tree_memory import TreeMemory


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU (children included), seconds of wall time, peak memory in MB of all processes of a command together."""

    cpu: float
    wall: float
    memory: float


def run_once(row: Row) -> Cost:
    """Run a row's command to its end. Raises RuntimeError if it fails: a failed run measures nothing."""
    row.before()
    with tempfile.TemporaryFile() as errors, open(os.devnull, "wb") as nothing:
        start = time.perf_counter()
        process = subprocess.Popen(
            row.command,
            cwd=row.folder,
            env={**os.environ, **row.environment},
            stdin=subprocess.DEVNULL,
            stdout=nothing,
            stderr=errors,
            start_new_session=True,
        )
        memory = TreeMemory(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = memory.peak()
        errors.seek(0)
        said = errors.read()
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(row.command)[:500]} ended with {process.returncode}: {said.decode('utf-8', 'replace')[-2000:]}")
    return Cost((usage.ru_utime + usage.ru_stime) * row.times, wall * row.times, peak)


def run_in_turn(rows: Iterable[Row], runs: int, say: Sequence[str] = ()) -> dict[str, Cost]:
    """The median costs of rows by their names. All rows run once, then all again: a busy minute hurts everybody alike."""
    rows = list(rows)
    costs: dict[str, list[Cost]] = {row.name: [] for row in rows}
    for _ in range(runs):
        for row in rows:
            cost = run_once(row)
            costs[row.name].append(cost)
            print(*say, f"{row.name}: {cost.cpu:.2f} s CPU, {cost.wall:.2f} s", flush=True)
    return {name: median_cost(some) for name, some in costs.items()}


def median_cost(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        median(cost.memory for cost in costs),
    )
