"""Whole histories written at once, through git's own door for that: one process, however many commits there are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from peerlore.model.errors import CannotRun

_PLAIN = ("core.hooksPath=/dev/null", "core.autocrlf=false", "gc.auto=0")


@dataclass(frozen=True, slots=True)
class Entry:
    """A commit to be: parents by their marks, people as `name <e-mail>`, and what it does to files; None removes one."""

    mark: int
    ref: str
    parents: tuple[int, ...]
    author: str
    committer: str
    at: datetime
    message: str
    files: Mapping[str, bytes | None]


def write_history(folder: Path, entries: Iterable[Entry]) -> dict[int, str]:
    """Make `folder` a repository with these commits; returns their names by their marks. Nothing is checked out.

    https://git-scm.com/docs/git-fast-import
    """
    import git

    try:
        folder.mkdir(parents=True, exist_ok=True)
        git.Git(folder).init("--quiet", "--template=", "--object-format=sha1", "--initial-branch=main")
        with tempfile.TemporaryDirectory(prefix="peerlore-") as work, git.Repo(folder) as repository:
            marks = Path(work) / "marks"
            with (Path(work) / "stream").open("w+b") as stream:
                for entry in entries:
                    _write(stream, entry)
                stream.seek(0)
                repository.git.set_persistent_git_options(c=list(_PLAIN))
                repository.git.fast_import("--quiet", f"--export-marks={marks}", istream=stream)
            lines = (line.split() for line in marks.read_text("ascii").splitlines())
            return {int(mark.removeprefix(":")): name for mark, name in lines}
    except (git.exc.GitError, OSError) as error:
        raise CannotRun(f"no history can be written in {folder}: {error}") from error


def point(folder: Path, ref: str, commit: str) -> None:
    """Let a ref of the repository point at a commit."""
    import git

    with git.Repo(folder) as repository:
        repository.git.update_ref(ref, commit)


def check_out(folder: Path) -> None:
    """Lay the files of the present branch into the folder."""
    import git

    with git.Repo(folder) as repository:
        repository.git.set_persistent_git_options(c=list(_PLAIN))
        repository.git.reset("--quiet", "--hard")


def _write(stream: BinaryIO, entry: Entry) -> None:
    seconds = int(entry.at.timestamp())
    first, *others = (*entry.parents, 0)
    lines = [
        f"commit {entry.ref}",
        f"mark :{entry.mark}",
        f"author {entry.author} {seconds} +0000",
        f"committer {entry.committer} {seconds} +0000",
    ]
    stream.write("".join(f"{line}\n" for line in lines).encode())
    _data(stream, entry.message.encode())
    stream.write("".join((f"from :{first}\n" if first else "", *(f"merge :{other}\n" for other in others if other))).encode())
    for path, raw in entry.files.items():
        if raw is None:
            stream.write(f"D {path}\n".encode())
        else:
            stream.write(f"M 100644 inline {path}\n".encode())
            _data(stream, raw)


def _data(stream: BinaryIO, raw: bytes) -> None:
    stream.write(b"data %d\n" % len(raw))
    stream.write(raw)
    stream.write(b"\n")
