"""A folder that becomes the new site: what stands there from an earlier build and is still right stays, the rest is written.

Whether a file is as it was written is told by what the system says of it, without opening it; one that is not counts as
missing. What is known of a folder lies in a memory, which may forget all of it: then everything is written anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from peerlore.checking.judged import Memory
from peerlore.model.errors import CannotRun
from peerlore.publishing.bodies import fits


class Row(NamedTuple):
    """A file of a site: what it was made from (`key`), its SHA-256 in hexadecimal digits, and what the system said of it then."""

    key: str
    digest: str
    stamp: str
    asked: tuple[str, ...] = ()
    """The staged paths to which its links may lead; one that there was not begins with `!`."""


class Renewal:
    """Makes `folder` the successor of the site that stands at `site`.

    `files` are the staged paths that there are.
    """

    def __init__(self, folder: Path, site: Path, files: frozenset[str], memory: Memory | None) -> None:
        self._folder, self._site = folder, site
        self._memory = memory
        self._files = files
        self._keys = [_memory_key("site", site), _memory_key("spare", folder)]
        self._there, self._known = (_rows(memory.get(key)) if memory else {} for key in self._keys)
        self._placed: dict[str, Row] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._stamps = dict(_sound(folder))

    def take(self, place: str, key: str) -> bool:
        """Whether the file at `place`, made from `key`, is there without making it anew."""
        row = self._known.get(place)
        if row and self._fits(row, key) and self._stamps.get(place) == row.stamp:
            self._placed[place] = row
            return True
        row = self._there.get(place)
        if row and self._fits(row, key) and (raw := _read(self._site / place, row)) is not None:
            self._placed[place] = row._replace(stamp=self._write(place, raw))
            return True
        return False

    def put(self, place: str, content: bytes, key: str = "", asked: tuple[str, ...] = ()) -> None:
        """Have `content` stand at `place`. Only with the `key` of what it was made from can the next build take it."""
        digest = hashlib.sha256(content).hexdigest()
        row = self._known.get(place)
        stands = row is not None and row.digest == digest and self._stamps.get(place) == row.stamp
        stamp = self._stamps[place] if stands else self._write(place, content)
        self._placed[place] = Row(key, digest, stamp, asked)

    def take_all(self, within: str, key: str) -> bool:
        """Whether all the files below `within`, made from `key` together, are there without making them anew."""
        for known in (self._known, self._there):
            places = [place for place, row in known.items() if place.startswith(within) and row.key == key]
            if places and all(self.take(place, key) for place in places):
                return True
            for place in places:
                self._placed.pop(place, None)
        return False

    @property
    def digests(self) -> dict[str, str]:
        """SHA-256 of each file that was put or taken, by its place."""
        return {place: row.digest for place, row in self._placed.items()}

    def finish(self) -> None:
        """Remove what was neither put nor taken. Raises CannotRun where a file is not what was put there."""
        seen = 0
        for place, entry in _walk(self._folder):
            row = self._placed.get(place)
            if row is None:
                Path(entry.path).unlink()
            elif _stamp(entry.stat(follow_symlinks=False)) == row.stamp:
                seen += 1
        if seen != len(self._placed):
            raise CannotRun(f"somebody changes files in {self._folder} while the site is built; build again")
        _remove_empty(self._folder)

    def remember(self) -> None:
        """Note that the folder and the site have changed places."""
        if self._memory:
            self._memory.put(self._keys[0], _bytes(self._placed))
            self._memory.put(self._keys[1], _bytes(self._there))

    def _fits(self, row: Row, key: str) -> bool:
        return row.key == key and fits(row.asked, self._files)

    def _write(self, place: str, content: bytes) -> str:
        target = self._folder / place
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Never into a file that may be somebody else's by another name.
            target.unlink(missing_ok=True)
            target.write_bytes(content)
        except (FileExistsError, NotADirectoryError, IsADirectoryError, PermissionError):
            if not _make_way(self._folder, target):
                raise
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        except OSError as error:  # a full disk does not say where
            error.filename = error.filename or str(target)
            raise
        stamp = self._stamps[place] = _stamp(os.lstat(target))
        return stamp


def _memory_key(which: str, folder: Path) -> bytes:
    return hashlib.blake2b(b"site files 1 " + os.fsencode(f"{which} {folder}"), digest_size=16).digest()


def _rows(kept: bytes | None) -> dict[str, Row]:
    said = json.loads(kept) if kept else {}
    return {place: Row(key, digest, stamp, tuple(asked)) for place, (key, digest, stamp, asked) in said.items()}


def _bytes(rows: Mapping[str, Row]) -> bytes:
    return json.dumps(rows, separators=(",", ":")).encode("ascii")


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino} {status.st_mode:o}"


def _read(file: Path, row: Row) -> bytes | None:
    """The content of a file of which the row speaks; None where it is another."""
    try:
        raw = file.read_bytes()
    except OSError:
        return None
    return raw if hashlib.sha256(raw).hexdigest() == row.digest else None


def _sound(folder: Path) -> Iterator[tuple[str, str]]:
    """The stamp of every file in `folder` by its place; what is neither file nor folder is removed, and so is what was hidden."""
    for place, entry in _walk(folder):
        if not entry.is_file(follow_symlinks=False) or place.startswith("."):
            Path(entry.path).unlink()
        else:
            yield place, _stamp(entry.stat(follow_symlinks=False))


def _make_way(folder: Path, target: Path) -> bool:
    """Remove a file where a folder on the way to `target` has to be, or a folder in its place; whether there was one."""
    if target.is_dir():
        shutil.rmtree(target)
        return True
    for parent in target.parents:
        if parent == folder:
            return False
        if parent.is_file():
            parent.unlink()
            return True
    return False


def _walk(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file, and every symbolic link, by its path below `folder`."""
    queue = [("", folder)]
    for within, current in queue:  # grows while it is walked
        with os.scandir(current) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    queue.append((f"{within}{entry.name}/", Path(entry.path)))
                else:
                    yield within + entry.name, entry


def _remove_empty(folder: Path) -> None:
    for current, _, _ in os.walk(folder, topdown=False):
        if current != str(folder):
            with suppress(OSError):  # there is something in it
                Path(current).rmdir()
