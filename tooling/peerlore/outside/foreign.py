"""A folder that is no library, read for an import. Follows no symbolic link and reads no file whole unless asked to."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from peerlore.model.errors import CannotRun
from peerlore.model.sources import SourceFile
from peerlore.reading.assets import HEAD
from peerlore.reading.layout import ASSET_LIMIT, ASSET_TYPES

DOCUMENT_LIMIT = 4 * 1024 * 1024
"""Bytes that a foreign document may have; what is larger is no page."""


def read_folder(root: Path, wanted: Callable[[str], bool]) -> list[SourceFile]:
    """Every file below `root` but hidden ones, sorted by path from there: those that are `wanted` whole, others with their first bytes.

    Pictures are read when somebody asks for their bytes.
    """
    return sorted(_walk(root, "", wanted), key=lambda source: source.file)


def read_picture(root: Path, file: str) -> bytes:
    """The bytes of one file of the folder, as `read_folder` found it; raises OSError if it is no longer such a file."""
    descriptor = os.open(root / file, os.O_RDONLY | os.O_NOFOLLOW)
    with open(descriptor, "rb") as stream:
        return stream.read(ASSET_LIMIT + 1)


def _walk(folder: Path, start: str, wanted: Callable[[str], bool]) -> Iterator[SourceFile]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        yield SourceFile(start.rstrip("/"), trouble="unreadable")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        # A name that is not UTF-8 comes as lone surrogates, which no output could print and no link could name.
        file = f"{start}{entry.name}".encode("utf-8", "replace").decode("utf-8")
        if not file.endswith(entry.name):
            yield SourceFile(file, trouble="unreadable")
        elif entry.is_symlink():
            yield SourceFile(file, trouble="symlink")
        elif entry.is_dir():
            yield from _walk(folder / entry.name, f"{file}/", wanted)
        else:
            yield _read(entry, file, whole=wanted(file))


def _read(entry: os.DirEntry[str], file: str, *, whole: bool) -> SourceFile:
    try:
        status = entry.stat(follow_symlinks=False)
        if not stat.S_ISREG(status.st_mode):
            return SourceFile(file, trouble="special")
        if status.st_size > (DOCUMENT_LIMIT if whole else ASSET_LIMIT):
            return SourceFile(file, size=status.st_size, trouble="too-large")
        if file.lower().endswith(ASSET_TYPES):
            return SourceFile(file, partial(_read_later, entry.path, file), status.st_size)
        with open(entry.path, "rb") as stream:
            return SourceFile(file, stream.read(DOCUMENT_LIMIT if whole else HEAD), status.st_size)
    except OSError:
        return SourceFile(file, trouble="unreadable")


def _read_later(path: str, file: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read(ASSET_LIMIT)
    except OSError as error:
        raise CannotRun(f"{file} cannot be opened: {error.strerror}") from error
