"""What was judged before, on disk, in the user's own cache and never in the library: nobody can send it along with a change.

A memory is never trusted: what is damaged, of another version or cannot be opened counts as forgotten.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

_FOLDER = "PEERLORE_CACHE_DIR"
_PACKAGE = Path(__file__).parent.parent
_ENOUGH = 4000
_TIMES = 3
"""How many entries are kept for each one in use, so that branches that take turns find theirs again."""
_DAYS = 30
_OUR_NAME = re.compile(r"[0-9a-f]{32}\.(?:sqlite|json)")
_TABLE = "CREATE TABLE IF NOT EXISTS judged (key BLOB PRIMARY KEY, sum BLOB NOT NULL, text BLOB NOT NULL) WITHOUT ROWID"


def memory_of(root: Path) -> DiskMemory | None:
    """The memory for the library at `root`; None where the user wants none."""
    file = cache_file(root, "sqlite")
    return DiskMemory(file) if file else None


def cache_file(root: Path, ending: str) -> Path | None:
    """Where something is kept that was found out about the library at `root`; None where the user wants nothing kept.

    It lies in the user's cache folder, or in that of the variable PEERLORE_CACHE_DIR; an empty one switches it off.
    """
    folder = os.environ.get(_FOLDER)
    if folder is None:
        from platformdirs import user_cache_path

        folder = str(user_cache_path("peerlore"))
    name = blake2b(os.fsencode(root.resolve()), digest_size=16).hexdigest()
    return Path(folder) / f"{name}.{ending}" if folder else None


def version_of_code(release: str, schemas: Path) -> bytes:
    """Stands for everything that judges: another release, an edited file of ours or of the folder `schemas` gives other bytes."""
    digest = blake2b(release.encode(), digest_size=16)
    for file in sorted((*_PACKAGE.rglob("*.py"), *schemas.glob("*.json"))):
        status = file.stat()
        digest.update(f"{file} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.digest()


class DiskMemory:
    """Texts by keys, in one SQLite file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._rows: dict[bytes, tuple[bytes, bytes]] | None = None
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        """What was kept under `key`, if it is whole."""
        if self._rows is None:
            self._rows = self._load()
        found = self._rows.get(key)
        if found is None or _sum(key, found[1]) != found[0]:
            return self._new.get(key)
        self._used.add(key)
        return found[1]

    def put(self, key: bytes, text: bytes) -> None:
        """Keep `text` under `key` from the next `save` on."""
        self._new[key] = text

    def save(self) -> None:
        """Write what is new, and forget what nobody used for long. Where that is not possible, nothing is said: it is only slower."""
        if not self._new:
            return
        with suppress(OSError, sqlite3.Error):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._opened() as database:
                database.executemany("INSERT OR REPLACE INTO judged VALUES (?, ?, ?)", self._written())
                self._forget(database)
            _remove_old(self._file)
        self._used |= self._new.keys()
        self._rows = {**(self._rows or {}), **{key: (sum, text) for key, sum, text in self._written()}}
        self._new = {}

    def _written(self) -> Iterator[tuple[bytes, bytes, bytes]]:
        return ((key, _sum(key, text), text) for key, text in self._new.items())

    def _forget(self, database: sqlite3.Connection) -> None:
        known = {*(self._rows or {}), *self._new}
        used = {*self._used, *self._new}
        if len(known) > _TIMES * len(used) + _ENOUGH:
            database.executemany("DELETE FROM judged WHERE key = ?", [(key,) for key in known - used])

    def _load(self) -> dict[bytes, tuple[bytes, bytes]]:
        if not self._file.is_file():
            return {}
        try:
            with self._opened() as database:
                return {key: (sum, text) for key, sum, text in database.execute("SELECT key, sum, text FROM judged") if type(text) is bytes}
        except sqlite3.OperationalError:
            return {}  # somebody else is writing, or the disk is read-only
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._file.unlink()  # damaged
            return {}

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=2)) as database, database:
            database.execute(_TABLE)
            yield database


def _sum(key: bytes, text: bytes) -> bytes:
    return blake2b(text, digest_size=8, key=key).digest()


def _remove_old(file: Path) -> None:
    """Libraries that nobody checked for a month, such as clones for one build, are forgotten."""
    oldest = time.time() - _DAYS * 24 * 3600
    for other in file.parent.iterdir():
        if _OUR_NAME.fullmatch(other.name) and other.stat().st_mtime < oldest:
            other.unlink()
