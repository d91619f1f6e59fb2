"""Pages on all cores, or on other machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from peerlore.outside.kept import SITE
from peerlore.outside.memory import memory_of
from peerlore.outside.processes import crew, spread
from peerlore.publishing.press import Press, Pressed, Sheet
from peerlore.publishing.recipe import Recipe

_FEW = 50
"""Pages for which no other process is worth its start."""

_press: Press | None = None


def press_all(recipe: Recipe, sheets: Sequence[Sheet], root: Path) -> Iterator[Pressed]:
    """The pages of these sheets of the library at `root`, in their order.

    Raises CannotRun where the system ends one of the processes that make them.
    """
    prepare = (
        partial(_prepare_afar, recipe.for_pages(), memory_of(root, SITE) is not None) if crew.get() else partial(_prepare, recipe, root)
    )
    yield from spread(_make, sheets, prepare, few=_FEW)


def _prepare(recipe: Recipe, root: Path) -> None:
    global _press
    _press = Press(recipe, memory_of(root, SITE))  # each process opens its own


def _prepare_afar(recipe: Recipe, learns: bool) -> None:
    global _press
    _press = Press(recipe, _Elsewhere() if learns else None)


class _Elsewhere:
    """The memory of whoever asked: what is learned goes back with the pages, and nothing is remembered here."""

    def get(self, key: bytes) -> None:
        """Nothing."""

    def put(self, key: bytes, text: bytes) -> None:
        """Nothing is kept."""


def _make(sheets: Sequence[Sheet]) -> list[Pressed]:
    if _press is None:
        raise RuntimeError("a process was asked for pages before it began")
    return list(map(_press.make, sheets))
