"""What a long command shows meanwhile: a bar with counts and the time left to a person, plain lines in CI, nothing in a pipe."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from peerlore.outside.steps import Cost, listener

ProfileOption = Annotated[bool, typer.Option("--profile", help="Print at the end where the time went, step by step.")]

_OFTEN = 0.1
"""Seconds between two drawings of a bar."""


@contextmanager
def watched(*, profile: bool) -> Iterator[None]:
    """Show the steps of what happens inside, and with `profile` at its end what each of them took."""
    watcher = _Watcher()
    token = listener.set(watcher)
    try:
        yield
    finally:
        listener.reset(token)
        watcher.close()
        if profile:
            sys.stderr.write(table_of(watcher.costs))


def table_of(costs: list[Cost]) -> str:
    """Costs as a table for people.

    >>> print(table_of([Cost("Reading the library", 1.5, 1.25)]), end="")
                              wall s   CPU s
    Reading the library         1.50    1.25
    """
    lines = [f"{'':24}{'wall s':>8}{'CPU s':>8}", *(f"{cost.name:24}{cost.wall:8.2f}{cost.cpu:8.2f}" for cost in costs)]
    return "".join(f"{line}\n" for line in lines)


class _Watcher:
    def __init__(self) -> None:
        self.costs: list[Cost] = []
        self._in_ci = bool(os.environ.get("CI"))
        self._bars = _bars() if sys.stderr.isatty() and not self._in_ci else None
        self._drawn = 0.0
        self._task: Any = None

    def begun(self, name: str, count: int) -> None:
        if self._in_ci:
            print(f"{name}: {count:,}" if count else name, file=sys.stderr, flush=True)
        if self._bars:
            self._task = self._bars.add_task(name, total=count or None)
            self._bars.refresh()

    def advanced(self, done: int) -> None:
        if self._bars and time.monotonic() > self._drawn + _OFTEN:
            self._drawn = time.monotonic()
            self._bars.update(self._task, completed=done, refresh=True)

    def ended(self, cost: Cost) -> None:
        self.costs.append(cost)
        if self._bars:
            self._bars.remove_task(self._task)

    def close(self) -> None:
        if self._bars:
            self._bars.stop()


def _bars() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # No thread draws: processes that render pages are split off from this one, and a thread could hold a lock just then.
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bars = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
    bars.start()
    return bars
