"""What several machines cost and gain: builds with 0, 1 and 2 machines that help, on namespaces of this one: `machines.py --modules 1000`.

Run it as root, in the environment that `make test` makes. All machines share the cores of this one, so look at CPU and bytes, not at the clock.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parent.parent / "tests")]

from made_library import make_library  # noqa: E402

from hosts_kit import Machine, network  # noqa: E402 - stands beside the tests
from library_kit import PEERLORE, surroundings  # noqa: E402

_TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--modules", type=int, default=1000)
    asked.add_argument("--machines", type=int, nargs="+", default=[0, 1, 2])
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder, "desk", "library")
        make_library(library, options.modules)
        print(
            "| machines | wall s | driver CPU s | scheduler CPU s | workers CPU s | to workers MB | from workers MB | driver MB | scheduler MB |"
        )
        print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
        for count in options.machines:
            print(_row(count, library, Path(folder, f"machines-{count}")), flush=True)


def _row(count: int, library: Path, folder: Path) -> str:
    if not count:
        return f"| 0 | {_measured(list(PEERLORE), library, folder)} |"
    with network(folder, library, *(f"m{number}" for number in range(count))) as made:
        before = [*map(_bytes, made.machines.values())]
        driver = _measured(made.desk.words(*PEERLORE), library, folder / "site", "--scheduler", made.address)
        wall, cpu, memory = driver.split(" | ")
        after = [*map(_bytes, made.machines.values())]
        sent, got = (sum(b[way] - a[way] for a, b in zip(before, after, strict=True)) / 1e6 for way in (0, 1))
        workers = sum(map(_cpu_there, made.machines.values()))
        scheduler = made.scheduler.pid
        return (
            f"| {count} | {wall} | {cpu} | {_cpu(Path(f'/proc/{scheduler}/stat').read_text()):.1f} | {workers:.1f} "
            f"| {sent:.1f} | {got:.1f} | {memory} | {_peak(scheduler):.0f} |"
        )


def _measured(command: list[str], library: Path, site: Path, *words: str) -> str:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*command, "build", "--profile", "--output", str(site), *words], cwd=library, env=surroundings(PEERLORE_CACHE_DIR="")
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0
    return f"{time.perf_counter() - begun:.1f} | {used.ru_utime + used.ru_stime:.1f} | {used.ru_maxrss / 1024:.0f}"


def _bytes(machine: Machine) -> tuple[int, int]:
    """Bytes that came to a machine and that left it."""
    folder = "/sys/class/net/out/statistics"
    came, left = machine.do("sh", "-c", f"mount -t sysfs none /sys; cat {folder}/rx_bytes {folder}/tx_bytes").split()
    return int(came), int(left)


def _cpu_there(machine: Machine) -> float:
    return sum(map(_cpu, machine.do("sh", "-c", "cat /proc/[0-9]*/stat").splitlines()))


def _cpu(stat: str) -> float:
    """Seconds of a process and of its children that ended (proc(5), stat)."""
    return sum(map(int, stat.rpartition(")")[2].split()[11:15])) / _TICK


def _peak(process: int) -> float:
    """Megabytes."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    main()
