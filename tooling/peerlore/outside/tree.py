"""Writing a staged tree: only what changed is written, what is no longer part of it is removed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from peerlore.model.errors import CannotRun
from peerlore.model.tree import PlainFile

MARK = ".peerlore-stage"


def write_tree(files: Iterable[PlainFile], folder: Path, read_file: Callable[[str], bytes]) -> set[str]:
    """Make `folder` hold exactly `files`, with copies of what `read_file` gives for files of the library; returns their paths.

    A folder that holds anything else is refused, so that nobody loses files by a slip of the pen.
    """
    claim(folder)
    written = {MARK}
    for file in files:
        target = folder / file.path
        if not file.path or folder.resolve() not in target.resolve().parents:
            raise CannotRun(f"{file.path!r} would be written outside of {folder}")
        written.add(file.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, read_file(file.copy_of) if file.copy_of else file.text.encode("utf-8"))
    _remove_others(folder, written)
    return written - {MARK}


def claim(folder: Path) -> None:
    """Make `folder` ours to write into; one that holds files of somebody else is refused."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise CannotRun(f"{folder} is not empty and was not made by peerlore; name an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


def _write(target: Path, content: bytes) -> None:
    if not target.is_file() or target.read_bytes() != content:
        target.write_bytes(content)


def _remove_others(folder: Path, keep: set[str]) -> None:
    for current, folders, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(current, name)
            if path.relative_to(folder).as_posix() not in keep:
                path.unlink()
        for name in folders:
            path = Path(current, name)
            if path.is_symlink():
                path.unlink()
            elif not any(path.iterdir()):
                path.rmdir()


def copy_folder(source: Path, target: Path) -> None:
    """Copy our own files, such as the theme, over whatever is at `target`."""
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
