"""What is measured: a row is one command in one folder, a group is a table of rows that may be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


def nothing() -> None:
    """Happens before a row that needs no preparation."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what runs, where, and what happens before each run (not counted).

    `times` is for a command that does only one part of so many; its seconds are multiplied.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    before: Callable[[], object] = nothing
    times: float = 1.0
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A column: this figure of each row, as a multiple of the same of the row whose name begins so."""

    title: str
    figure: Literal["cpu", "wall"]
    first: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand in one table, and what they are held against."""

    title: str
    rows: tuple[Row, ...]
    ratios: tuple[Ratio, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A library to measure on: its folder, how many modules it has, and whether `make_library` made it."""

    title: str
    folder: Path
    modules: int
    made: bool = True
