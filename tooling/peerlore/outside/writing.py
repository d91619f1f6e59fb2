"""Putting files into a folder: whole or not at all, over another only where that is asked for, never outside it, through no symbolic link."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from peerlore.model.errors import CannotRun

Standing = Literal["missing", "same", "other"]
"""What stands at the place of a file that is to be written: nothing, the same bytes, or something else."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_PART = ".part"


def standing(root: Path, file: str, raw: bytes) -> Standing:
    """What stands below `root` at the place of a file with these bytes. A symbolic link on the way is something else."""
    try:
        with _folder_of(root, file, make=False) as (folder, name):
            descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
            with open(descriptor, "rb") as stream:
                return "same" if stream.read(len(raw) + 1) == raw else "other"
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "other"


def add_file(root: Path, file: str, raw: bytes) -> None:
    """Write a file that is missing below `root` in one step, with the folders on its way.

    Raises CannotRun where the system refuses, a symbolic link stands in the way, or another file came in between.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _folder_of(root, file, make=True) as (folder, name):
            _write(folder, name, raw)
    except OSError as error:
        raise CannotRun(f"{file} could not be written below {root}: {error.strerror}") from error


def read_whole(root: Path, file: str) -> bytes | None:
    """The bytes of a file below `root`, or None where there is none. Raises CannotRun at a symbolic link or a folder."""
    try:
        with _folder_of(root, file, make=False) as (folder, name):
            descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
            with open(descriptor, "rb") as stream:
                return stream.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotRun(f"{file} below {root} is no plain file in plain folders: {error.strerror}") from error


def put_file(root: Path, file: str, raw: bytes) -> None:
    """Write a file below `root` in one step, in the place of one that is there, with the folders on its way."""
    try:
        with _folder_of(root, file, make=True) as (folder, name):
            _write(folder, name, raw, instead=True)
    except OSError as error:
        raise CannotRun(f"{file} could not be written below {root}: {error.strerror}") from error


def _write(folder: int, name: str, raw: bytes, *, instead: bool = False) -> None:
    part = f".{name}{_PART}"
    with suppress(FileNotFoundError):
        os.unlink(part, dir_fd=folder)  # of an import that was interrupted
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=folder)
        with open(descriptor, "wb") as stream:
            stream.write(raw)
        if instead:
            os.rename(part, name, src_dir_fd=folder, dst_dir_fd=folder)
        else:
            _give_name(folder, part, name)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part, dir_fd=folder)


def _give_name(folder: int, part: str, name: str) -> None:
    """Let the file `part` appear as `name`, unless that name is taken by now."""
    try:
        os.link(part, name, src_dir_fd=folder, dst_dir_fd=folder)  # unlike a rename, replaces nothing
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name first, then replace what we took it with
        os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=folder))
        os.rename(part, name, src_dir_fd=folder, dst_dir_fd=folder)


@contextmanager
def _folder_of(root: Path, file: str, *, make: bool) -> Iterator[tuple[int, str]]:
    """The open folder of a file below `root` and the file's name in it, reached step by step through real folders."""
    *folders, name = file.split("/")
    if not all(folders) or not name or any(part in (".", "..") for part in (*folders, name)):
        raise CannotRun(f"{file!r} is no path below {root}")
    current = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in folders:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(part, dir_fd=current)
            following = os.open(part, _FOLDER, dir_fd=current)
            os.close(current)
            current = following
        yield current, name
    finally:
        os.close(current)
