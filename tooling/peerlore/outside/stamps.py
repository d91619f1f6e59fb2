"""Which files are as they were when somebody last read them, told from what the system says of them without opening one.

The idea is that of git's index (its `racy-git` notes say why): a file whose time, size and number did not change holds the
same bytes, unless it was changed in the same tick of the clock in which it was read. So nothing is kept of a file that was
touched a moment ago. Nobody can set the time of the last change of status (`ctime`) of a file.
"""

from __future__ import annotations

import json
import os

_TICK = 2_000_000_000
"""Nanoseconds: no file system counts time in longer steps (FAT counts in two seconds)."""


class Stamps:
    """The digests of files by what the system says of them.

    `kept` is what `to_bytes` gave before; `now`, in nanoseconds since 1970, is a moment before the first file is looked at.
    """

    def __init__(self, kept: bytes | None, now: int) -> None:
        self._before: dict[str, str] = json.loads(kept) if kept else {}
        self._settled = now - _TICK
        self._seen: dict[str, str] = {}
        self.changed = False
        """Whether there is something new to keep."""

    def known(self, file: str, status: os.stat_result) -> bytes:
        """The digest of a file that did not change; empty where that is not sure."""
        before = self._before.get(file, "")
        if not before.startswith(_stamp(status)):
            return b""
        self._seen[file] = before
        return bytes.fromhex(before.rpartition(" ")[2])

    def keep(self, file: str, status: os.stat_result, digest: bytes) -> None:
        """Remember what was read of a file after the system had said `status` of it."""
        if max(status.st_mtime_ns, status.st_ctime_ns) < self._settled:
            self._seen[file] = _stamp(status) + digest.hex()
            self.changed = True

    def to_bytes(self) -> bytes:
        """All that is sure, for the next time."""
        return json.dumps(self._seen, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino} {status.st_dev} "
