"""What was judged before, on disk, in the user's own cache and never in the library: nobody can send it along with a change.

A memory is never trusted: what is damaged, of another version or cannot be opened counts as forgotten.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from peerlore.outside.edition import digest_of_files

_FOLDER = "PEERLORE_CACHE_DIR"
_PACKAGE = Path(__file__).parent.parent
_ENOUGH = 4000
_TIMES = 3
"""How many entries are kept for each one in use, so that branches that take turns find theirs again."""
_SELDOM = 64
"""Counting entries takes a while, so one new key in so many is the occasion for it."""
_MOST = 1 << 30
"""Bytes that one library may keep: a hundred thousand modules need about half of it."""
_DAYS = 30
_OUR_NAME = re.compile(r"[0-9a-f]{32}\.(?:sqlite|json)")
_TABLE = (
    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, sum BLOB NOT NULL, born INTEGER NOT NULL, text BLOB NOT NULL) WITHOUT ROWID"
)


def memory_of(root: Path, purpose: str = "") -> DiskMemory | None:
    """The memory for a purpose of the library at `root`; None where the user wants none."""
    file = cache_file(root, "sqlite", purpose)
    return DiskMemory(file) if file else None


def cache_folder() -> Path | None:
    """The user's cache folder, or that of the variable PEERLORE_CACHE_DIR; None where that is empty, which switches memory off."""
    folder = os.environ.get(_FOLDER)
    if folder is None:
        from platformdirs import user_cache_path

        return user_cache_path("peerlore")
    return Path(folder) if folder else None


def cache_file(root: Path, ending: str, purpose: str = "") -> Path | None:
    """Where something is kept that was found out about the library at `root`; None where the user wants nothing kept."""
    folder = cache_folder()
    name = blake2b(os.fsencode(root.resolve()), digest_size=16, salt=purpose.encode()).hexdigest()
    return folder / f"{name}.{ending}" if folder else None


def kept_files() -> list[Path]:
    """Every file that was kept, about whichever library."""
    folder = cache_folder()
    return sorted(file for file in folder.iterdir() if _OUR_NAME.fullmatch(file.name)) if folder and folder.is_dir() else []


def version_of_code(release: str, folder: Path) -> bytes:
    """Stands for our code: another release, an edited file of ours or one in `folder` gives other bytes.

    Where the files lie and when they were written makes no difference, so that a memory outlives an installation.
    """
    ours = ((file.relative_to(_PACKAGE), file) for file in _PACKAGE.rglob("*.py"))
    others = ((file.relative_to(folder), file) for file in folder.rglob("*") if file.is_file())
    return digest_of_files(release, (*ours, *others))


class DiskMemory:
    """Texts by keys, in one SQLite file. Beyond `most` bytes, it keeps the newest half of that."""

    def __init__(self, file: Path, most: int = _MOST) -> None:
        self._file = file
        self._most = most
        self._database: sqlite3.Connection | None = None
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        """What was kept under `key`, if it is whole."""
        if key in self._new:
            return self._new[key]
        row = self._row(key)
        if row is None or type(row[1]) is not bytes or _sum(key, row[1]) != row[0]:
            return None
        self._used.add(key)
        return row[1]

    def put(self, key: bytes, text: bytes) -> None:
        """Keep `text` under `key` from the next `save` on."""
        self._new[key] = text

    def save(self, in_use: Callable[[], Iterable[bytes]] | None = None) -> None:
        """Write what is new. With `in_use`, forget what is not among that and was not asked for, where there is much of it.

        Where that is not possible, nothing is said: it is only slower.
        """
        if self._new:
            with suppress(OSError, sqlite3.Error):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                with self._opened() as database:
                    rows = ((key, _sum(key, text), time.time_ns(), text) for key, text in self._new.items())
                    database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
                    if in_use and any(key[0] % _SELDOM == 0 for key in self._new):
                        self._forget(database, in_use)
                    too_large = _size(database) > self._most
                    if too_large:
                        _forget_oldest(database, self._most // 2)
                if too_large:
                    self._opened_database().execute("VACUUM")
                _remove_old(self._file)
            self._used |= self._new.keys()
            self._new = {}
        self._close()

    def _forget(self, database: sqlite3.Connection, in_use: Callable[[], Iterable[bytes]]) -> None:
        (known,) = database.execute("SELECT count(*) FROM kept").fetchone()
        if known > _ENOUGH:
            used = {*self._used, *self._new, *in_use()}
            if known > _TIMES * len(used) + _ENOUGH:
                keys = database.execute("SELECT key FROM kept").fetchall()
                database.executemany("DELETE FROM kept WHERE key = ?", [row for row in keys if row[0] not in used])

    def _row(self, key: bytes) -> Any:
        if not self._file.is_file():
            return None
        try:
            with self._opened() as database:
                return database.execute("SELECT sum, text FROM kept WHERE key = ?", (key,)).fetchone()
        except sqlite3.OperationalError:
            return None  # somebody else is writing, or the disk is read-only
        except sqlite3.DatabaseError:
            self._close()
            with suppress(OSError):
                self._file.unlink()  # damaged
            return None

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with self._opened_database() as database:
            yield database

    def _opened_database(self) -> sqlite3.Connection:
        if self._database is None:
            self._database = sqlite3.connect(self._file, timeout=2)
            self._database.execute("PRAGMA synchronous = OFF")  # what a power failure leaves behind counts as forgotten
            self._database.execute(_TABLE)
        return self._database

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None


def _sum(key: bytes, text: bytes) -> bytes:
    return blake2b(text, digest_size=8, key=key).digest()


def _size(database: sqlite3.Connection) -> int:
    """Bytes in use."""
    (pages,), (free,), (size,) = (database.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "freelist_count", "page_size"))
    return int((pages - free) * size)


def _forget_oldest(database: sqlite3.Connection, room: int) -> None:
    """Forget all but the newest entries, as far as these take `room` bytes."""
    gone = []
    for key, size in database.execute("SELECT key, length(text) FROM kept ORDER BY born DESC"):
        room -= size
        if room < 0:
            gone.append((key,))
    database.executemany("DELETE FROM kept WHERE key = ?", gone)


def _remove_old(file: Path) -> None:
    """Libraries that nobody checked for a month, such as clones for one build, are forgotten."""
    oldest = time.time() - _DAYS * 24 * 3600
    for other in file.parent.iterdir():
        if _OUR_NAME.fullmatch(other.name) and other.stat().st_mtime < oldest:
            other.unlink()
