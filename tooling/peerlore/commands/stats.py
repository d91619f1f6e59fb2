"""`peerlore stats`: what a library holds, who takes part and how long things take, as of any day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from peerlore import pipeline
from peerlore.commands.days import AsOfOption, day_of
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.figures.columns import Row, aligned, as_csv
from peerlore.figuring import figures_until
from peerlore.model.errors import CannotRun
from peerlore.model.figures import Figure, Figures
from peerlore.staging.pages.figures import figure_rows, overview, said_of, shown_parts, shown_value
from peerlore.staging.words import words_of

_WORDS = words_of("en")


def run(
    figure: Annotated[
        str, typer.Argument(help="Only this one, with its definition and everything it was counted from.", metavar="[ID]")
    ] = "",
    as_of: AsOfOption = "",
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format", "-f", help="For people, or for programs.")] = "table",
    library: LibraryOption = ".",
) -> None:
    """Count what can be told of the library, from git and evidence alone. The same commit and day give the same numbers.

    A number that speaks of fewer than five people, or leaves out fewer than five, is not told.

    Example: `peerlore stats --as-of 2026-09-30`
    """
    root = pipeline.library_root(Path(library).resolve())
    day = day_of(as_of)
    with progress("Counting"):
        counted = figures_until(root, day)
    if figure:
        print(_one(counted, _named(counted, figure), format), end="")
    elif format == "json":
        print(json.dumps(overview(counted), ensure_ascii=False, indent=1))
    elif format == "csv":
        print(as_csv(figure_rows(counted)), end="")
    else:
        print(_table(counted))


def _named(counted: Figures, id: str) -> Figure:
    found = next((figure for figure in counted.figures if figure.id == id), None)
    if found is None:
        raise CannotRun(f"there is no figure {id!r}; there are {', '.join(figure.id for figure in counted.figures)}")
    return found


def _table(counted: Figures) -> str:
    rows: list[Row] = [
        (f"{_WORDS(f'figure_{figure.id}')} ({figure.id})", shown_value(figure, _WORDS), shown_parts(figure, _WORDS))
        for figure in counted.figures
    ]
    return f"{aligned(rows)}\n{_basis(counted)}; `peerlore stats fresh` tells what one figure means and what was counted"


def _one(counted: Figures, figure: Figure, format: str) -> str:
    if format == "json":
        return json.dumps({**overview(counted), "figures": [{**said_of(figure), "sources": list(figure.sources)}]}, indent=1) + "\n"
    if format == "csv":
        return as_csv([("source",), *((source,) for source in figure.sources)])
    parts = shown_parts(figure, _WORDS)
    lines = [f"{_WORDS(f'figure_{figure.id}')}: {shown_value(figure, _WORDS)}{f' ({parts})' if parts else ''}"]
    lines += [_WORDS(f"figure_{figure.id}_means")]
    if figure.few:
        lines.append(_WORDS("figures_why_few"))
    lines += ["", f"Counted from {len(figure.sources):,} sources:", *(f"  {source}" for source in figure.sources), _basis(counted)]
    return "\n".join(lines) + "\n"


def _basis(counted: Figures) -> str:
    evidence = f"{counted.records:,} records of evidence and " if counted.records else ""
    return f"As of {counted.day}, from {evidence}commit {counted.commit[:10]}"
