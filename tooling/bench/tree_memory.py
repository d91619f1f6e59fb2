"""The memory that a command and everything it started take together, looked at again and again while it runs (Linux).

The sum of proportional set sizes: what processes share is counted once. https://docs.kernel.org/filesystems/proc.html
"""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

_PROC = Path("/proc")
_SHORTEST, _LONGEST = 0.02, 0.2
_PSS = re.compile(rb"^Pss: +(\d+) kB", re.MULTILINE)


class TreeMemory:
    """Watches the tree of a process from its start until `peak` is asked."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._peak = 0
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def peak(self) -> float:
        """The largest sum that was seen, in MB. Ends the watching."""
        self._over.set()
        self._thread.join()
        return self._peak / 1024

    def _watch(self) -> None:
        start = time.monotonic()
        while not self._over.is_set():
            self._peak = max(self._peak, sum(map(_memory, _tree(self._process))))
            self._over.wait(min(_LONGEST, max(_SHORTEST, (time.monotonic() - start) / 50)))


def _tree(root: int) -> set[int]:
    """The process, its descendants, and what it left behind in its session."""
    parents, tree = {}, {root}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                # `pid (name) state parent group session …`: a name may hold anything, so the fields begin after its last bracket
                _, parent, _, session, *_ = (folder / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
                parents[int(folder.name)] = int(parent)
                if int(session) == root:
                    tree.add(int(folder.name))
    while more := {process for process, parent in parents.items() if parent in tree} - tree:
        tree |= more
    return tree


def _memory(process: int) -> int:
    with suppress(OSError):  # it ended meanwhile
        found = _PSS.search((_PROC / str(process) / "smaps_rollup").read_bytes())
        return int(found[1]) if found else 0
    return 0
