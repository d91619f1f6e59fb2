"""What commands keep to be faster the next time: where it lies, how much it is, and how to be rid of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from peerlore.model.errors import CannotRun
from peerlore.outside.lock import Lock
from peerlore.outside.memory import cache_file, cache_folder, kept_files

FOLDER = ".cache/peerlore"
"""Below the library's root: what a build leaves for the next one, and its lock."""
SITE = "site"
"""The purpose of what is remembered of the site and its pages."""
LOCK = f"{FOLDER}/build.lock"
_IN_USE = ("build.lock", "preview-")
"""What a running command needs: the lock, and the pages of a preview."""


@dataclass(frozen=True, slots=True)
class Place:
    """Something that is kept: what it is, where, the files or folders of it, its size in bytes, and whether other libraries own it."""

    what: str
    path: Path
    parts: tuple[Path, ...]
    size: int
    of_others: bool = False
    lock: Path | None = None


def kept_places(root: Path) -> Iterator[Place]:
    """All that is kept about the library at `root`, then what is kept about other libraries."""
    folder = cache_folder()
    if folder:
        files = (cache_file(root, "sqlite"), cache_file(root, "json"), cache_file(root, "sqlite", SITE))
        own = {file for file in files if file and file.exists()}
        yield _place("What was found out about the library", folder, sorted(own))
    spare = root / FOLDER
    parts = [entry for entry in sorted(spare.iterdir()) if not entry.name.startswith(_IN_USE)] if spare.is_dir() else []
    yield _place("What the last build left for the next one", spare, parts, lock=root / LOCK)
    if folder:
        yield _place("What was found out about other libraries", folder, [file for file in kept_files() if file not in own], of_others=True)


def clear(place: Place) -> None:
    """Remove what is kept at a place. Raises CannotRun while a build uses it, or where the system refuses."""
    lock = Lock(place.lock) if place.lock else None
    try:
        if lock:
            lock.acquire(_refuse)
        for part in place.parts:
            if part.is_dir() and not part.is_symlink():
                shutil.rmtree(part, onerror=_unless_gone)
            else:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise CannotRun(f"{error.filename} cannot be removed: {error.strerror}") from error
    finally:
        if lock:
            lock.release()


def _unless_gone(function: object, path: str, reason: tuple[type[BaseException], BaseException, object]) -> None:
    if not isinstance(reason[1], FileNotFoundError):
        raise reason[1]


def _refuse() -> None:
    raise CannotRun("a build runs in this library; clear its cache when it has ended")


def _place(what: str, path: Path, parts: list[Path], *, of_others: bool = False, lock: Path | None = None) -> Place:
    return Place(what, path, tuple(parts), sum(map(_size, parts)), of_others, lock)


def _size(part: Path) -> int:
    files = [Path(folder, name) for folder, _, names in os.walk(part) for name in names] if part.is_dir() else [part]
    return sum(map(_bytes_of, files))


def _bytes_of(file: Path) -> int:
    try:
        return file.lstat().st_size
    except FileNotFoundError:
        return 0  # a build has just removed it
