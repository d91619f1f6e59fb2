"""What it costs to build a whole site: ours cold, unchanged, and after one change, beside the peers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from peers import peer_rows
from rows import Group, Ratio, Row, Sample

_COMMAND = (str(Path(sys.executable).parent / "peerlore"), "build")
_COUNT = re.compile(r"\((\d+)\)$")


def build_group(sample: Sample, work: Path, everything: bool) -> Group:
    """Ours and the peers'. Their `edited` modules are changed and never committed: evidence is optional in these libraries."""
    library = sample.folder
    memory = work / f"memory-{library.name}"
    kept = {"PEERLORE_CACHE_DIR": str(memory)}
    edited = sorted((library / "content/modules").rglob("*.md"))[0]

    def row(name: str, before: Callable[[], object]) -> Row:
        return Row(f"peerlore build: {name}", _COMMAND, library, before, environment=kept)

    def built_once() -> None:
        if not ((library / "site/build.json").is_file() and memory.is_dir()):
            subprocess.run(_COMMAND, cwd=library, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **kept})

    def after(edit: Callable[[Path], None]) -> None:
        built_once()
        edit(edited)

    ours = (
        row("cold", partial(_forget, library, memory)),
        row("nothing changed", built_once),
        row("one body edited", partial(after, _edit_body)),
        row("one title edited", partial(after, _edit_title)),
    )
    ratios = (Ratio("CPU, pruned Material = 1", "cpu", "mkdocs-material: navigation.prune"), Ratio("wall, Hugo = 1", "wall", "hugo"))
    return Group("Build the site", (*ours, *peer_rows(sample, work, everything)), ratios)


def _forget(library: Path, memory: Path) -> None:
    for folder in (library / "site", library / ".cache", memory):
        shutil.rmtree(folder, ignore_errors=True)


def _edit_body(file: Path) -> None:
    text, _, count = file.read_text("utf-8").removesuffix(" times.\n").partition("\nRead again ")
    file.write_text(f"{text}\nRead again {int(count or 0) + 1} times.\n", "utf-8")


def _edit_title(file: Path) -> None:
    start, title, rest = re.split(r"^title: (.*)$", file.read_text("utf-8"), maxsplit=1, flags=re.MULTILINE)
    count = _COUNT.search(title)
    title = f"{_COUNT.sub('', title)}({int(count[1]) + 1})" if count else f"{title} (1)"
    file.write_text(f"{start}title: {title}{rest}", "utf-8")
