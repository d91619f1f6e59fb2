"""What runs in a worker of a cluster: it hands parts of the work to processes of its own, and their answers back unread."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection

from peerlore.model.errors import CannotRun
from peerlore.outside.edition import edition
from peerlore.outside.helper import pack

_IDLE = 30.0
"""Seconds after which helpers whom nobody asks are sent home: whoever asked them may be gone without a word."""
_ATTEMPTS = 2


def look() -> dict[str, str]:
    """The edition of peerlore on this machine."""
    return edition()


def hand_over(prepare: bytes) -> bytes:
    """How to prepare, as a result: workers pass it on to each other, and it is made again where those who had it are lost."""
    return prepare


def do(job: str, expected: bytes, prepare: bytes, work: bytes, part: bytes) -> tuple[str, bytes]:
    """The address of this worker, and what a helper answers to a part of a job: results and None, or None and an error; packed.

    `expected` is the edition of peerlore that the helper has to have, `prepare` is called by it before its first part.
    """
    from distributed import get_worker

    address = get_worker().address
    for _ in range(_ATTEMPTS):
        try:
            with _helper(job, (expected, prepare, address.encode())) as helper:
                return address, helper.answer(work, part)
        except (EOFError, OSError):
            continue
    lost = f"processes that helped the worker at {address} were ended from outside, perhaps for want of memory; its log may tell more"
    return address, pack((None, CannotRun(lost)))


def dismiss(job: str) -> None:
    """Send the helpers of a job home."""
    with _lock:
        helpers = _jobs.pop(job, None)
    for helper in helpers.idle if helpers else ():
        helper.end()


class _Helper:
    """A process beside this one; see `peerlore.outside.helper`."""

    def __init__(self, opening: tuple[bytes, ...]) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-P", "-m", "peerlore.outside.helper", str(theirs.fileno())]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])  # noqa: S603 - by this very Python
        self._there = Connection(ours.detach())
        for words in opening:
            self._there.send_bytes(words)

    def answer(self, work: bytes, part: bytes) -> bytes:
        self._there.send_bytes(work)
        self._there.send_bytes(part)
        return self._there.recv_bytes()

    def end(self) -> None:
        self._there.close()
        self._process.kill()  # it keeps nothing
        self._process.wait()


@dataclass
class _Helpers:
    idle: list[_Helper] = field(default_factory=list)
    busy: int = 0
    asked: float = 0.0


_jobs: dict[str, _Helpers] = {}
_lock = threading.Lock()


@contextmanager
def _helper(job: str, opening: tuple[bytes, ...]) -> Iterator[_Helper]:
    """A helper for one part, who has nothing else to do meanwhile."""
    with _lock:
        _look_after()
        helpers = _jobs.setdefault(job, _Helpers())
        helpers.busy += 1
        helper = helpers.idle.pop() if helpers.idle else None
    kept = False
    try:
        if helper is None:
            helper = _Helper(opening)
        yield helper
        kept = True
    finally:
        with _lock:
            helpers.busy -= 1
            helpers.asked = time.monotonic()
            kept = kept and _jobs.get(job) is helpers
            if kept and helper is not None:
                helpers.idle.append(helper)
        if helper is not None and not kept:
            helper.end()


@cache
def _look_after() -> None:
    """Begin, once in this process, to send home whom nobody asks."""
    threading.Thread(target=_send_home, daemon=True).start()


def _send_home() -> None:
    while True:
        time.sleep(_IDLE / 10)
        with _lock:
            forgotten = [job for job, helpers in _jobs.items() if not helpers.busy and time.monotonic() > helpers.asked + _IDLE]
        for job in forgotten:
            dismiss(job)
