"""Frameworks for evidence packs: those that came with peerlore by their names, others by their files."""

from __future__ import annotations

from pathlib import Path

from peerlore.model.errors import CannotRun

_FOLDER = Path(__file__).parent.parent / "auditing/frameworks"


def framework_names() -> list[str]:
    """The names of those that came with peerlore."""
    return sorted(file.stem for file in _FOLDER.glob("*.yml"))


def read_framework_text(said: str) -> tuple[str, str]:
    """The text of a framework, and the name of its file for messages. Raises CannotRun where there is none, or it cannot be read."""
    file = _FOLDER / f"{said}.yml" if said in framework_names() else Path(said)
    try:
        return file.read_text("utf-8"), said
    except UnicodeDecodeError:
        raise CannotRun(f"{said} is no text in UTF-8") from None
    except OSError as error:
        names = " and ".join(framework_names())
        raise CannotRun(f"{said} cannot be read: {error.strerror}; name a file, or one of ours: {names}") from None
