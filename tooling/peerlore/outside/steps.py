"""Where a long command is, and where its time went: steps tell of themselves, and whoever runs the command listens.

Nobody has to listen; then telling costs next to nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol


class Listener(Protocol):
    """Hears of steps as they begin, go on and end."""

    def begun(self, name: str, count: int) -> None:
        """A step with `count` things to do began; 0 where nobody can count them."""

    def advanced(self, done: int) -> None:
        """So many of them are done."""

    def ended(self, cost: Cost) -> None:
        """The step ended."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a step took: seconds by the clock, and seconds of the processor with those of processes that ended meanwhile."""

    name: str
    wall: float
    cpu: float


listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def step(name: str, count: int = 0) -> Iterator[Callable[[int], None]]:
    """Tell of a step while it goes on. Gives a function that tells how many of `count` things are done."""
    ear = listener.get()
    if ear is None:
        yield _nobody
        return
    wall, cpu = time.perf_counter(), _processor()
    ear.begun(name, count)
    try:
        yield ear.advanced
    finally:
        ear.ended(Cost(name, time.perf_counter() - wall, _processor() - cpu))


def _nobody(done: int) -> None:
    """Where nobody listens."""


def _processor() -> float:
    return sum(os.times()[:4])
