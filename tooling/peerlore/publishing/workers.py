"""Pages on all cores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from peerlore.outside.processes import spread
from peerlore.publishing.press import Press, Pressed, Sheet
from peerlore.publishing.recipe import Recipe

_FEW = 50
"""Pages for which no other process is worth its start."""

_press: Press | None = None


def press_all(recipe: Recipe, sheets: Sequence[Sheet], workers: int = 0) -> Iterator[Pressed]:
    """The pages of these sheets, in their order. `workers` are processes; 0 for as many as there are cores.

    Raises CannotRun where the system ends one of them.
    """
    yield from spread(_make, sheets, partial(_prepare, recipe), few=_FEW, workers=workers)


def _prepare(recipe: Recipe) -> None:
    global _press
    _press = Press(recipe)


def _make(sheets: Sequence[Sheet]) -> list[Pressed]:
    if _press is None:
        raise RuntimeError("a process was asked for pages before it began")
    return list(map(_press.make, sheets))
