"""The library's files on disk. Follows no symbolic link and hands over what it finds as `SourceFile`s."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from peerlore.model.sources import SourceFile, Trouble
from peerlore.reading.assets import HEAD
from peerlore.reading.layout import size_limit, spot_of


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds `content/`."""
    for folder in (start, *start.parents):
        if (folder / "content").is_dir():
            return folder
    return None


def read_sources(root: Path) -> list[SourceFile]:
    """Every entry below `root/content/` but hidden ones, sorted by path; pictures with their first bytes only."""
    return sorted(_walk(root / "content", "content"), key=lambda source: source.file)


def _walk(folder: Path, name: str) -> Iterator[SourceFile]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        yield SourceFile(name, trouble="unreadable")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        # A name that is not UTF-8 comes as lone surrogates, which no output could print.
        file = f"{name}/{entry.name}".encode("utf-8", "replace").decode("utf-8")
        if entry.is_symlink():
            yield SourceFile(file, trouble="symlink")
        elif entry.is_dir():
            yield from _walk(folder / entry.name, file)
        else:
            yield _read(entry, file)


def _read(entry: os.DirEntry[str], file: str) -> SourceFile:
    trouble: Trouble = ""
    raw, size = b"", 0
    try:
        status = entry.stat(follow_symlinks=False)
        size = status.st_size
        if not stat.S_ISREG(status.st_mode):
            trouble = "special"
        elif size > size_limit(file):
            trouble = "too-large"
        else:
            with open(entry.path, "rb") as stream:
                raw = stream.read(size_limit(file) if spot_of(file) else HEAD)
    except OSError:
        trouble = "unreadable"
    return SourceFile(file, raw, size, trouble)
