"""`make bench`: our commands and the peers', interleaved in one run, on the same libraries; Markdown tables and a plot.

Ratios inside one table are the claim; seconds belong to the machine that ran it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from build_rows import build_group
from check_rows import check_group
from history_rows import history_group
from made_history import make_history
from made_ledger import make_ledger
from made_library import make_library
from measure import Cost, run_in_turn
from plot import render_plot
from report import render_growth, render_heading, render_table
from rows import Group, Sample

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
MAP = HERE.parent.parent / "tests/imports/eips.map.yml"


def main() -> None:
    """Make the libraries, run every row that is asked the asked number of times in turn, write the tables."""
    options = _options()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    tables: list[str] = []
    built: dict[str, list[tuple[int, Cost]]] = {}
    grown: dict[str, list[tuple[int, Cost]]] = {}
    for sample, group in _groups(options, work):
        wanted = [row for row in group.rows if re.search(options.rows, row.name)]
        if not wanted:
            continue
        costs = run_in_turn(wanted, options.runs, (f"{sample.title},",))
        tables.append(render_table(sample, group, costs))
        for name, cost in costs.items() if sample.made else ():
            grown.setdefault(name, []).append((sample.modules, cost))
            if group.title.startswith("Build"):
                built.setdefault(name, []).append((sample.modules, cost))
    text = "\n\n".join(part for part in (render_heading(options.runs), *tables, render_growth(grown)) if part) + "\n"
    print(text)
    if options.write:
        options.write.write_text(text, "utf-8")
    if options.plot:
        options.plot.write_text(render_plot(built or grown), "utf-8")


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--modules", type=int, nargs="*", default=[1000, 2000, 10_000], help="sizes of made libraries")
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--rows", default="", metavar="REGEX", help="only rows whose names hold this")
    asked.add_argument("--groups", nargs="+", choices=("check", "build", "history"), default=["check", "build", "history"])
    asked.add_argument("--real", type=Path, metavar="DIR", help="a folder with foreign documents, imported and measured too")
    asked.add_argument("--map", type=Path, default=MAP, help="the map for importing them")
    asked.add_argument("--everything", action="store_true", help="peers that take minutes or many gigabytes, at any size")
    asked.add_argument("--work", type=Path, default=HERE / "work")
    asked.add_argument("--write", type=Path, metavar="FILE", help="put the tables into a file too")
    asked.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw time against the number of modules")
    options = asked.parse_args()
    if options.plot and len(set(options.modules)) < 2:
        asked.error("--plot needs two sizes in --modules")
    return options


def _groups(options: argparse.Namespace, work: Path) -> Iterator[tuple[Sample, Group]]:
    """Each library anew, with the groups that are asked of it."""
    for modules in options.modules:
        sample = Sample(f"{modules:,} modules", work / f"library-{modules}", modules)
        if "check" in options.groups:
            make_library(sample.folder, modules)
            _commit(sample.folder)
            group = check_group(sample, work)
            _pack(sample.folder)
            yield sample, group
        if {"build", "history"} & set(options.groups):
            with_past = replace(sample, folder=work / f"past-{modules}")
            make_library(with_past.folder, modules)
            commits = make_history(with_past.folder)
            if "build" in options.groups:
                make_ledger(with_past.folder, 5 * modules)
            _pack(with_past.folder)
            if "build" in options.groups:
                yield with_past, build_group(with_past, work, options.everything)
            if "history" in options.groups:
                yield with_past, history_group(with_past, work, commits)
    if options.real:
        sample = _imported(options.real, options.map, work)
        if "check" in options.groups:
            yield sample, check_group(sample, work)
        if "build" in options.groups:
            yield sample, build_group(sample, work, options.everything)


def _imported(documents: Path, map_file: Path, work: Path) -> Sample:
    """A real library: foreign documents as `peerlore import` adopts them, without evidence."""
    folder = work / "real"
    shutil.rmtree(folder, ignore_errors=True)
    words = ("import", str(documents.resolve()), "--map", str(map_file.resolve()), "--into", str(folder))
    done = subprocess.run((str(BIN / "peerlore"), *words), check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):  # 1: some need a person
        raise SystemExit(f"the documents cannot be imported: {done.stderr}")
    settings = folder / "content/library.yml"
    settings.write_text(re.sub(r"^evidence:.*\n", "", settings.read_text("utf-8"), flags=re.MULTILINE) + "evidence: optional\n", "utf-8")
    subprocess.run((str(BIN / "peerlore"), "check", "--write-baseline"), cwd=folder, check=False, capture_output=True)
    _commit(folder)
    modules = sum(1 for _ in (folder / "content/modules").rglob("*.md"))
    return Sample(f"{modules:,} real documents", folder, modules, made=False)


def _commit(library: Path) -> None:
    identity = ("-c", "user.name=Bench", "-c", "user.email=bench@example.com", "-c", "gc.auto=0")
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), (*identity, "commit", "-q", "-m", "Made library")):
        subprocess.run(("git", *words), cwd=library, check=True)


def _pack(library: Path) -> None:
    """As a clone has it."""
    subprocess.run(("git", "repack", "-a", "-d", "-q"), cwd=library, check=True)


if __name__ == "__main__":
    main()
