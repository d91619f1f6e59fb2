"""Work on all cores, or on other machines: the same results in the same order, whoever does it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextvars import ContextVar
from functools import partial
from itertools import chain
from typing import Protocol, TypeVar

from peerlore.model.errors import CannotRun

_MOST = 16
"""Processes at once: beyond that, handing out and taking in is what takes the time."""

_CHUNK_AFAR = 50
"""Things at once for other machines: handing out a part costs a millisecond or two, whatever is in it."""

T = TypeVar("T")
R = TypeVar("R")


class Crew(Protocol):
    """Processes on other machines, which see none of this one's files."""

    def results(
        self, work: Callable[[Sequence[T]], Sequence[R]], parts: Iterable[Sequence[T]], prepare: Callable[[], object]
    ) -> Iterator[Sequence[R]]:
        """What `work` makes of each part, in their order, in processes in which `prepare` has run. Raises CannotRun where it cannot be had."""


crew: ContextVar[Crew | None] = ContextVar("crew", default=None)
"""Who does the work instead of this machine's own processes."""


def spread(
    work: Callable[[Sequence[T]], Sequence[R]],
    things: Sequence[T],
    prepare: Callable[[], object],
    *,
    few: int,
    chunk: int = 25,
    workers: int = 0,
) -> Iterator[R]:
    """What `work` makes of these things, one result for each and in their order.

    `work` gets `chunk` of them at once, after `prepare` has run once in its process; both are functions that can be
    pickled, and where `crew` is set, nothing in the things may need this machine's files. No other process is asked for
    `few` things or less. `workers` are processes; 0 for as many as there are cores.
    Raises CannotRun where the system ends one of them, or the crew is gone.
    """
    others = crew.get() if len(things) > few else None
    if others:
        chunk = max(chunk, _CHUNK_AFAR)
        parts_afar = (things[start : start + chunk] for start in range(0, len(things), chunk))
        yield from chain.from_iterable(others.results(work, parts_afar, prepare))
        return
    parts = [things[start : start + chunk] for start in range(0, len(things), chunk)]
    workers = min(workers or cores(), len(parts), _MOST)
    if workers <= 1 or len(things) <= few:
        if things:
            prepare()
        yield from chain.from_iterable(map(work, parts))
        return
    with _started(prepare, workers) as executor:
        try:
            yield from chain.from_iterable(executor.map(work, parts))
        except BrokenProcessPool as error:
            raise CannotRun("a process that helped was ended from outside, perhaps for want of memory; try again") from error
        finally:
            executor.shutdown(wait=True, cancel_futures=True)
            gc.unfreeze()


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _started(prepare: Callable[[], object], workers: int) -> ProcessPoolExecutor:
    # Where a process can be split in two, the parts share what was read and compiled before.
    forks = sys.platform == "linux"
    if forks:
        prepare()
        gc.freeze()  # a collector that walks over shared memory would copy it
    context = multiprocessing.get_context("fork" if forks else "spawn")
    return ProcessPoolExecutor(workers, context, partial(_begin, os.getpid(), None if forks else prepare))


def _begin(parent: int, prepare: Callable[[], object] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends this process
    follow(parent)
    if prepare:
        prepare()


def follow(parent: int) -> None:
    """Let this process end with its parent, however that ends."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
