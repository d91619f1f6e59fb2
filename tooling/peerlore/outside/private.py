"""A file that must never be committed: it is read only where it lies outside of the library and of its repository."""

from __future__ import annotations

from pathlib import Path

from peerlore.model.errors import CannotRun

_MOST = 1_000_000
"""Bytes."""


def read_private(file: Path, root: Path) -> str:
    """The text of a private file. Raises CannotRun where it cannot be read, or lies where somebody could commit it."""
    place = file.resolve()
    home = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    if place.is_relative_to(home) or place.is_relative_to(root):
        raise CannotRun("the file of --private lies inside of the repository, where it could be committed; keep it elsewhere")
    try:
        if place.stat().st_size > _MOST:
            raise CannotRun("the file of --private is larger than a megabyte; it holds lines of handles and nothing else")
        return place.read_text("utf-8-sig")
    except OSError as error:
        raise CannotRun(f"the file of --private cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise CannotRun("the file of --private is no text in UTF-8") from None
