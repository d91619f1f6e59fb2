"""A process that helps a worker of a cluster: `python -m peerlore.outside.helper DESCRIPTOR`, with one end of a pair of sockets.

A worker does its tasks in threads, and a page's time can be limited only in the main thread of a process. What comes is
pickled; whoever may speak to a worker may run anything on it, with or without us.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
import zlib
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from peerlore.model.errors import CannotRun
from peerlore.outside.edition import difference, edition
from peerlore.outside.processes import follow


def pack(value: object) -> bytes:
    """A value for the way between machines: pages shrink to a tenth."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)


def unpack(packed: bytes) -> Any:
    """What was packed."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - between our own processes; see the help texts on who may speak to a cluster


def _main(descriptor: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, with whom this process ends
    follow(os.getppid())
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    with Connection(descriptor) as asker:
        try:
            expected, prepare, host = asker.recv_bytes(), asker.recv_bytes(), asker.recv_bytes().decode()
            begun = _answer(partial(_begin, unpack(expected), prepare, host))
            while True:
                work, part = asker.recv_bytes(), asker.recv_bytes()
                asker.send_bytes(begun if _is_fault(begun) else _answer(partial(_do, work, part)))
        except (EOFError, OSError):
            return  # nobody asks any more


def _begin(expected: dict[str, str], prepare: bytes, host: str) -> None:
    if differs := difference(expected, edition()):
        raise CannotRun(f"the worker at {host} would make other pages: {differs}; install the same there, and start the worker again")
    unpack(prepare)()


def _answer(work: Callable[[], object]) -> bytes:
    """What work made, or with what error it ended."""
    try:
        return pack((work(), None))
    except Exception as error:
        if not isinstance(error, CannotRun):
            error.add_note(f"On a worker of the cluster:\n{traceback.format_exc()}")
        return pack((None, _portable(error)))


def _do(work: bytes, part: bytes) -> object:
    return unpack(work)(unpack(part))


def _is_fault(answer: bytes) -> bool:
    return unpack(answer)[1] is not None


def _portable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own, to see whether it can be told
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    _main(int(sys.argv[1]))
