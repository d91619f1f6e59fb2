"""Putting a finished site in place in one step: readers see the old one or the new one, never a mix."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

from peerlore.model.errors import CannotRun
from peerlore.publishing.manifest import NAME as MANIFEST

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS, sys/stdio.h


def refuse_foreign(site: Path) -> None:
    """Refuse a place that holds what no build put there, so that nobody loses files by a slip of the pen."""
    if site.is_dir():
        if not (site / MANIFEST).exists() and any(not entry.name.startswith(".") for entry in site.iterdir()):
            raise CannotRun(f"{site} holds files that peerlore did not put there; empty it, or name another folder for the site")
    elif site.exists():
        raise CannotRun(f"{site} is not a folder; remove it, or name another place for the site")


def swap_in(finished: Path, site: Path) -> None:
    """Exchange `finished` and `site`, which lie on one file system; where there was no site, nothing is left at `finished`.

    Linux and macOS exchange two folders atomically. Where that is missing, two renames follow each other, and
    `recover` puts the old site back should the process die in between.
    """
    if not site.exists():
        finished.rename(site)
        return
    if not _exchange(finished, site):
        aside = _aside(site)
        site.rename(aside)
        finished.rename(site)
        aside.rename(finished)


def recover(site: Path) -> None:
    """Put the old site back if an earlier run died between its two renames."""
    aside = _aside(site)
    if aside.exists():
        if site.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(site)


def _aside(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    one, two = os.fsencode(first), os.fsencode(second)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, one, _AT_FDCWD, two, _RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(one, two, _RENAME_SWAP)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise CannotRun(f"the new site could not be put in place at {second}: {os.strerror(number)}")
