"""The repositories from which a clone came and to which it gives: what they hold, fetching, pushing."""

from __future__ import annotations

import re

from peerlore.model.errors import CannotRun
from peerlore.outside.objects import Objects, said_by, sure


def remote_names(objects: Objects) -> list[str]:
    """The names of all remotes."""
    return [remote.name for remote in objects.repository.remotes]


def remote_ref(objects: Objects, remote: str, ref: str) -> str:
    """The commit of a ref of a remote, asked there; empty where it does not exist."""
    import git

    try:
        said = str(objects.repository.git.ls_remote("--quiet", remote, ref))
    except git.exc.GitCommandError as error:
        raise CannotRun(f"{remote} cannot be reached: {said_by(error)}") from None
    found = said.split()[0] if said else ""
    return found if re.fullmatch(r"[0-9a-f]{40}", found) else ""


def fetch(objects: Objects, remote: str, *specs: str) -> None:
    """Fetch from a remote. Raises CannotRun where that fails."""
    import git

    try:
        objects.repository.git.fetch("--quiet", "--no-tags", "--no-write-fetch-head", remote, *specs)
    except git.exc.GitCommandError as error:
        raise CannotRun(f"{remote} cannot be fetched: {said_by(error)}") from None


def push(objects: Objects, remote: str, ref: str, new: str, old: str) -> bool:
    """The same with a branch of a remote; False where somebody else was faster. Raises CannotRun where it cannot be reached."""
    import git

    try:
        objects.repository.git.push("--porcelain", "--no-verify", f"--force-with-lease={ref}:{old}", remote, f"{sure(new)}:{ref}")
    except git.exc.GitCommandError as error:
        if re.search(r"stale info|fetch first|non-fast-forward|cannot lock ref|failed to update ref", f"{error.stderr}{error.stdout}"):
            return False
        raise CannotRun(f"{ref.rpartition('/')[2]} cannot be pushed to {remote}: {said_by(error)}") from None
    return True
