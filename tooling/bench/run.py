"""`make bench`: our commands and the peers', interleaved in one run, on the same made library; one Markdown table.

Ratios inside one table are the claim; seconds belong to the machine that ran it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from made_ledger import make_ledger
from made_library import make_library
from measure import Cost, median_cost, run_once

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
PEERS = HERE / ".venv" / "bin"
MEMORY = HERE / "work" / "memory"
"""Where our commands remember, so that a cold run can begin with nothing."""
RECORDS = {2000: 10_000, 10_000: 30_000}
"""How many records of evidence a library of a size has when it is verified; five for each module where nothing is said."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what runs, where, and what happens before each run (not counted)."""

    name: str
    command: tuple[str, ...]
    folder: Path
    before: Callable[[], object] = lambda: None


def main() -> None:
    """Make the libraries, run every row the asked number of times in turn, write the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--modules", type=int, nargs="+", default=[1000, 2000, 10_000])
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--work", type=Path, default=HERE / "work")
    asked.add_argument("--write", type=Path, help="where to put the table; by default it is printed")
    options = asked.parse_args()
    os.environ["PEERLORE_CACHE_DIR"] = str(MEMORY)
    tables = []
    for modules in options.modules:
        rows = rows_for(modules, options.work)
        costs: dict[str, list[Cost]] = {row.name: [] for row in rows}
        for _ in range(options.runs):
            for row in rows:  # interleaved, so that a busy minute hurts everybody alike
                row.before()
                costs[row.name].append(run_once(row.command, row.folder))
                print(f"{modules:,} {row.name}: {costs[row.name][-1].cpu:.2f} s CPU", file=sys.stderr, flush=True)
        tables.append(table(modules, {name: median_cost(some) for name, some in costs.items()}))
    text = "\n\n".join((heading(options.runs), *tables)) + "\n"
    if options.write:
        options.write.write_text(text, "utf-8")
    else:
        print(text)


def rows_for(modules: int, work: Path) -> list[Row]:
    """The rows for a library of this size, made anew below `work`."""
    library = work / f"library-{modules}"
    make_library(library, modules)
    _commit(library)
    records = RECORDS.get(modules, 5 * modules)
    make_ledger(library, records)
    _pack(library)
    schema, texts = _for_schema_checkers(library, work / f"front-matter-{modules}")
    ours = str(BIN / "peerlore")
    edited = library / "content/modules/topic-0000"
    return [
        Row("peerlore check: every rule, cold", (ours, "check"), library, _forget),
        Row("peerlore check: every rule, warm", (ours, "check"), library),
        Row(
            "peerlore check --changed-since HEAD: 10 files, warm",
            (ours, "check", "--changed-since", "HEAD"),
            library,
            lambda: _edit(edited),
        ),
        Row("peerlore check --select S,I,K,L,P,Q: schema, references and links, cold", (ours, "check", "--select", "S,I,K,L,P,Q"), library),
        Row(f"peerlore review verify: offline, {records:,} records", (ours, "review", "verify"), library),
        Row(
            "check-jsonschema: schema only, front matter extracted before",
            (str(PEERS / "check-jsonschema"), "--schemafile", str(schema), *texts),
            library,
        ),
        Row("node, gray-matter and ajv: schema only", (_node(), str(HERE / "matter_ajv.mjs"), str(schema), "content/modules"), library),
    ]


def table(modules: int, costs: dict[str, Cost]) -> str:
    """One Markdown table, with CPU as a multiple of the first row's."""
    first = next(iter(costs.values()))
    lines = [
        f"### {modules:,} modules",
        "",
        "| | CPU s | wall s | memory MB | CPU, first row = 1 |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} | {cost.cpu / first.cpu:.2f} |" for name, cost in costs.items()
    ]
    return "\n".join(lines)


def heading(runs: int) -> str:
    """What was measured on what."""
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"Medians of {runs} interleaved runs; {machine}. CPU counts child processes; memory is the largest process."


def _commit(library: Path) -> None:
    identity = ("-c", "user.name=Bench", "-c", "user.email=bench@example.com", "-c", "gc.auto=0")
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), (*identity, "commit", "-q", "-m", "Made library")):
        subprocess.run(("git", *words), cwd=library, check=True)


def _pack(library: Path) -> None:
    """As a clone has it."""
    subprocess.run(("git", "repack", "-a", "-d", "-q"), cwd=library, check=True)


def _forget() -> None:
    shutil.rmtree(MEMORY, ignore_errors=True)


def _edit(folder: Path) -> None:
    for file in sorted(folder.glob("*.md"))[:10]:
        text, _, count = file.read_text("utf-8").removesuffix(" times.\n").partition("\nEdited ")
        file.write_text(f"{text}\nEdited {int(count or 0) + 1} times.\n", "utf-8")


def _for_schema_checkers(library: Path, folder: Path) -> tuple[Path, list[str]]:
    """What the peers need: one schema without references, and each front matter as a file of its own."""
    from peerlore.checking.schemas import Schemas
    from peerlore.outside.schemas import read_schemas

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    schema = folder / "module.schema.json"
    schema.write_text(json.dumps(Schemas(read_schemas()).by_kind["module"]), "utf-8")
    texts = []
    for file in sorted((library / "content/modules").rglob("*.md")):
        front = file.read_text("utf-8").split("---\n", 2)[1]
        target = folder / f"{file.stem}.yml"
        target.write_text(front, "utf-8")
        texts.append(str(target))
    return schema, texts


def _node() -> str:
    found = shutil.which("node")
    if not found:
        raise SystemExit("node is missing; install it to compare with the peers written in JavaScript")
    return found


if __name__ == "__main__":
    main()
