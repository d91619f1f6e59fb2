"""Pages on all cores: the same pages in the same order, however many processes make them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain

from peerlore.model.errors import CannotRun
from peerlore.publishing.press import Press, Pressed, Sheet
from peerlore.publishing.recipe import Recipe

_CHUNK = 25
"""Pages that go to a process at once."""
_FEW = 50
"""Pages for which no other process is worth its start."""

_press: Press | None = None


def press_all(recipe: Recipe, sheets: Sequence[Sheet], workers: int = 0) -> Iterator[Pressed]:
    """The pages of these sheets, in their order. `workers` are processes; 0 for as many as there are cores.

    Raises CannotRun where the system ends one of them.
    """
    workers = workers or cores()
    if workers == 1 or len(sheets) <= _FEW:
        press = Press(recipe)
        yield from map(press.make, sheets)
        return
    with _processes(recipe, workers) as executor:
        try:
            yield from chain.from_iterable(executor.map(_make, _chunks(sheets)))
        except BrokenProcessPool as error:
            raise CannotRun("a process that renders pages was ended from outside, perhaps for want of memory; build again") from error
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processes(recipe: Recipe, workers: int) -> Executor:
    global _press
    # Where a process can be split in two, the parts share what was read and compiled before.
    forks = sys.platform == "linux"
    if forks:
        _press = Press(recipe)
        gc.freeze()  # a collector that walks over shared memory would copy it
    context = multiprocessing.get_context("fork" if forks else "spawn")
    return ProcessPoolExecutor(workers, context, _begin, (os.getpid(), None if forks else recipe))


def _chunks(sheets: Sequence[Sheet]) -> list[Sequence[Sheet]]:
    return [sheets[start : start + _CHUNK] for start in range(0, len(sheets), _CHUNK)]


def _begin(parent: int, recipe: Recipe | None) -> None:
    global _press
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends this process
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    if recipe is not None:
        _press = Press(recipe)


def _follow(parent: int) -> None:
    """End with the parent, however that ends."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _make(sheets: Sequence[Sheet]) -> list[Pressed]:
    if _press is None:
        raise RuntimeError("a process was asked for pages before it began")
    return list(map(_press.make, sheets))
