"""`peerlore cache info`: what is kept, where, and how much of it."""

from __future__ import annotations

from pathlib import Path

from peerlore import pipeline
from peerlore.commands.terminal import LibraryOption
from peerlore.outside.kept import kept_places


def run(library: LibraryOption = ".") -> None:
    """Tell what is kept about this library, and about others, so that commands need not do the same work twice.

    Example: `peerlore cache info`
    """
    root = pipeline.library_root(Path(library).resolve())
    for place in kept_places(root):
        print(f"{place.what}: {_said(place.size)}, {place.path}")


def _said(size: int) -> str:
    """A size in bytes for people.

    >>> _said(0), _said(900), _said(52_428_800)
    ('nothing', '900 bytes', '50.0 MB')
    """
    if not size:
        return "nothing"
    return f"{size / 1024**2:,.1f} MB" if size >= 1024**2 else f"{size:,} bytes"
