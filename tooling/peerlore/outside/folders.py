"""A folder that is written as a whole: what was in it before goes, if it was ours."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from peerlore.model.errors import CannotRun


def replace_folder(folder: Path, files: Mapping[str, bytes], mark: str) -> None:
    """Make `folder` hold exactly these files. It must be new, empty, or hold a file called `mark`, by which it is ours.

    The files are whole beside it before the old ones go. Raises CannotRun where it is somebody else's, or cannot be written.
    """
    folder = folder.absolute()
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CannotRun(f"{folder} is no folder")
    if folder.exists() and any(folder.iterdir()) and not (folder / mark).is_file():
        raise CannotRun(f"{folder} is not empty and holds no {mark}; name an empty folder, or one that does not exist yet")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, raw in files.items():
                (new / name).write_bytes(raw)
            new.chmod(0o755)
            if folder.exists():
                shutil.rmtree(folder)
            new.rename(folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise CannotRun(f"{folder} cannot be written: {error.strerror}") from error
