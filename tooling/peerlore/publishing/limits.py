"""How much time and memory one page may take: what needs more is stopped, so that the other pages are rendered."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

SECONDS, MEMORY = 5, 512 * 1024 * 1024
"""Seconds of computing, and bytes more than before."""


class TooMuch(BaseException):
    """Raised wherever a page's work stands when its time is over; no `except Exception` on the way may catch it."""


class Refused(Exception):
    """A page cannot be rendered; `str()` is the reason, as a sentence without a full stop."""


def within_limits(work: Callable[[str], str], text: str) -> str:
    """What `work` makes of `text`. Raises Refused where it takes more than a page may take, or fails.

    Time is limited in the main thread alone, where signals arrive; memory where the system tells how much is in use (Linux).
    """
    try:
        with _limited_memory(), _limited_time():
            return work(text)
    except TooMuch:
        reason = f"it takes more than {SECONDS} seconds of computing"
    except MemoryError:
        reason = f"it takes more than {MEMORY // 1024**2} MB of memory"
    except RecursionError:
        reason = "it is nested too deeply"
    except Exception as error:  # extensions that strangers wrote stumble over strangers' texts
        reason = f"the Markdown engine stumbles over it: {type(error).__name__}: {error}"
    raise Refused(reason)


@contextmanager
def _limited_time() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    running = True

    def stop(number: int, frame: FrameType | None) -> None:
        if running:
            raise TooMuch

    before = signal.signal(signal.SIGVTALRM, stop)
    # Again and again: the first one may hit code that swallows whatever is raised.
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, 0.1)
    try:
        yield
    finally:
        running = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _limited_memory() -> Iterator[None]:
    used = _address_space()
    if not used:
        yield
        return
    import resource  # no such thing on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = used + MEMORY
    lower = soft == resource.RLIM_INFINITY or wanted < soft
    if lower:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        if lower:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int:
    """Bytes of address space in use (proc(5), statm); 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except OSError:
        return 0
    return pages * _page_size()


def _page_size() -> int:
    import resource

    return resource.getpagesize()


def limit_this_process(seconds: int = SECONDS, memory: int = MEMORY) -> None:
    """Let the system end this process where it takes more than a page may take."""
    import resource

    def lower(kind: int, value: int) -> None:
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (value, value if hard == resource.RLIM_INFINITY else min(value, hard)))

    lower(resource.RLIMIT_CPU, seconds)
    lower(resource.RLIMIT_AS, memory)
    lower(resource.RLIMIT_CORE, 0)
