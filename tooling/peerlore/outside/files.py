"""The library's files on disk. Follows no symbolic link and hands over what it finds as `SourceFile`s."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from peerlore.model.errors import CannotRun
from peerlore.model.sources import SourceFile, digest_of
from peerlore.outside.stamps import Stamps
from peerlore.reading.assets import HEAD, SOUND, looked_through
from peerlore.reading.layout import is_asset, size_limit, spot_of


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds `content/`."""
    for folder in (start, *start.parents):
        if (folder / "content").is_dir():
            return folder
    return None


def library_root(start: Path) -> Path:
    """The library's root at or above `start`. Raises CannotRun where there is none."""
    root = find_root(start)
    if root is None:
        raise CannotRun(f"there is no folder content/ in {start} or above it; change into your library, or name it with --library")
    return root


def read_sources(root: Path, stamps: Stamps | None = None) -> list[SourceFile]:
    """Every entry below `root/content/` but hidden ones, sorted by path; pictures looked through, with their first bytes only.

    Pages of which `stamps` know the digest are read when somebody asks for their bytes.
    """
    sources = sorted(_walk(str(root / "content"), "content", stamps), key=lambda source: source.file)
    if all(source.executable or source.trouble for source in sources):
        # File systems without such a mark, as on Windows drives under Linux, show it on every file.
        sources = [replace(source, executable=False) for source in sources]
    return sources


def _walk(folder: str, name: str, stamps: Stamps | None) -> Iterator[SourceFile]:
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
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, file, stamps)
        else:
            yield read_source(entry.path, file, stamps)


def read_source(path: Path | str, file: str, stamps: Stamps | None = None) -> SourceFile:
    """One file from anywhere, to be read as if it stood at `file` in the library."""
    try:
        status = os.lstat(path)
    except OSError:
        return SourceFile(file, trouble="unreadable")
    return _read(path, file, status, stamps)


def _read(path: Path | str, file: str, status: os.stat_result, stamps: Stamps | None) -> SourceFile:
    limit = size_limit(file)
    if stat.S_ISLNK(status.st_mode):
        return SourceFile(file, trouble="symlink")
    if not stat.S_ISREG(status.st_mode):
        return SourceFile(file, trouble="special")
    if status.st_size > limit:
        return SourceFile(file, size=status.st_size, trouble="too-large")
    executable = os.name == "posix" and bool(status.st_mode & stat.S_IXUSR)
    known = stamps.known(file, status) if stamps else b""
    if known == SOUND:
        return SourceFile(file, size=status.st_size, executable=executable, fault="")
    if known and spot_of(file):
        return SourceFile(file, partial(_read_again, path, file, known), status.st_size, executable=executable, known=known)
    try:
        with open(path, "rb") as stream:
            raw = stream.read(limit if spot_of(file) or is_asset(file) else HEAD)
    except OSError:
        return SourceFile(file, size=status.st_size, trouble="unreadable")
    source = SourceFile(file, raw, status.st_size, executable=executable)
    if is_asset(file):
        source = looked_through(source)
        if stamps and not source.fault:
            stamps.keep(file, status, SOUND)
    elif stamps and spot_of(file):
        source = replace(source, known=digest_of(raw))
        stamps.keep(file, status, source.known)
    return source


def _read_again(path: Path | str, file: str, known: bytes) -> bytes:
    try:
        with open(path, "rb") as stream:
            raw = stream.read(size_limit(file))
    except OSError as error:
        raise CannotRun(f"{file} cannot be opened: {error.strerror}") from error
    if digest_of(raw) != known:
        raise CannotRun(f"{file} changed while the library was checked; check it again")
    return raw


def write_new(file: Path, text: str) -> None:
    """Write a new file; one that exists is never touched."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(file, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise CannotRun(f"{file} exists already; choose another id") from None
    except OSError as error:
        raise CannotRun(f"{file} cannot be written: {error.strerror}") from error


def replace_file(file: Path, raw: bytes) -> None:
    """Give an existing file new bytes in one step, keeping its mode."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(raw)
        part.chmod(file.stat().st_mode & 0o777)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotRun(f"{file} cannot be written: {error.strerror}") from error
