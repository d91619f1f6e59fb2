"""`peerlore demo`: a library with a history, to look at and to try things on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.commands import build, serve
from peerlore.commands.terminal import progress
from peerlore.demo.pages import MOST
from peerlore.demo.story import LEAST, Story, tell


def run(
    folder: Annotated[Path, typer.Argument(help="Where to make it: an empty folder, or one that does not exist yet.", metavar="DIR")],
    modules: Annotated[int, typer.Option(help="How many modules it gets.", min=LEAST, max=MOST)] = 40,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it when it is built, or stop there.")] = True,
) -> None:
    """Make a library of invented people and texts, with months of pull requests, approvals and evidence; build and serve it.

    The same number of modules gives the same commits, byte for byte.

    Example: `peerlore demo /tmp/demo`
    """
    from peerlore.demonstration import make_demo, tell_what_was_said

    root = folder.resolve()
    with progress("Telling the story"):
        story = tell(modules)
        make_demo(root, story)
        tell_what_was_said(root, story, pipeline.readable_library(root))
    print(_told(root, modules, story))
    build.run(library=str(root))
    print(_next(folder, story))
    if serving:
        serve.run(library=str(root))


def _told(root: Path, modules: int, story: Story) -> str:
    changes = len({change.number for change in story.changes.values()})
    return f"{root}: {modules:,} modules, {len(story.commits):,} commits, {changes:,} pull requests"


def _next(folder: Path, story: Story) -> str:
    held = "\n".join(f"  peerlore review verify --library {folder} --why {path}" for path in (*story.held, *story.withheld))
    return f"""
Not everything here was approved. See what readers get, and why:
  peerlore review verify --library {folder}
{held}
Look at it as readers do:
  peerlore serve --library {folder}"""
