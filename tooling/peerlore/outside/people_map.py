"""Where the map of people lives: on its branch, or in a file outside of the repository, where the environment names one."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from peerlore.model.errors import CannotRun
from peerlore.outside import branches
from peerlore.outside.branches import Held
from peerlore.outside.objects import Objects
from peerlore.outside.writing import put_file, read_whole

VARIABLE = "PEERLORE_PEOPLE"
FILE = "people.json"


def lives_elsewhere() -> bool:
    """Whether the environment names a file for the map."""
    return bool(os.environ.get(VARIABLE))


def hold_to_source(source: str) -> None:
    """Raise CannotRun where a library wants its map outside of the repository (`elsewhere`), and nobody says where it is."""
    if source == "elsewhere" and not lives_elsewhere():
        raise CannotRun(
            f"library.yml keeps the map of people out of the repository (`people_source: elsewhere`); name its file in {VARIABLE}"
        )


def hold_people(objects: Objects, remote: str) -> Held:
    """The map as it is now; without a commit where there is none yet. Raises CannotRun where it cannot be read."""
    if not lives_elsewhere():
        return branches.hold(objects, branches.PEOPLE, remote)
    folder, name = _place(objects)
    raw = read_whole(folder, name)
    return Held("", {}) if raw is None else Held(sha256(raw).hexdigest(), {FILE: raw})


def keep_people(objects: Objects, remote: str, held: Held, raw: bytes, time: str) -> bool:
    """Put another map in its place, if it still is as it was held; False where somebody else was faster."""
    if not lives_elsewhere():
        return branches.renew(objects, remote, held, {FILE: raw}, "Who is who", time)
    if hold_people(objects, remote).commit != held.commit:
        return False
    folder, name = _place(objects)
    put_file(folder, name, raw)
    return True


def _place(objects: Objects) -> tuple[Path, str]:
    """The folder and the name of the file. It must not lie where somebody could commit it."""
    file = Path(os.environ[VARIABLE]).expanduser()
    if not file.is_absolute():
        raise CannotRun(f"{VARIABLE} must be a whole path, such as /srv/peerlore/people.json; it is {str(file)!r}")
    folder = file.parent.resolve()
    if not folder.is_dir():
        raise CannotRun(f"{VARIABLE} names {file}, and there is no folder {folder}")
    top = Path(str(objects.repository.working_dir)).resolve()
    if folder == top or top in folder.parents:
        raise CannotRun(f"{VARIABLE} names {file}, which lies in the repository; the map is to live outside of it")
    return folder, file.name
