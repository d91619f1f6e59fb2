"""On which day each file came to the branch, and when it was changed last: one pass over git's log, later only its new commits.

Knows paths and days. Nobody's name or address is asked of git, so none can be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING

from peerlore.outside.git import content_folder, is_shallow
from peerlore.outside.memory import memory_of
from peerlore.reading.layout import spot_of

if TYPE_CHECKING:
    import git


@dataclass(frozen=True, slots=True)
class Days:
    """The days (ISO 8601, UTC) on which readers got a file for the first time, and its text as it is committed."""

    first: str
    last: str


def file_days(root: Path) -> dict[str, Days]:
    """The days of each file below `content/` that is committed, by its path from the library's root.

    Along the first parents, which is what readers saw. A file keeps its first day when it moves: as it was, or to another
    topic under the same id. One that is only moved keeps its last day too. One that was taken away and came back has the
    first day it ever had. What a commit told is remembered in the user's cache. A shallow clone cannot tell, so it gives
    nothing, and neither does a folder without a repository.
    """
    try:
        import git
    except ImportError:
        return {}
    try:
        with git.Repo(root, search_parent_directories=True) as repository:
            if is_shallow(root):
                return {}
            content = content_folder(repository, root).encode("utf-8", "surrogateescape")
            told = _remembered(repository, root, content)
    except (git.exc.GitError, ValueError, OSError):
        return {}
    start = len(content) - len(b"content")
    names = ((path[start:].decode("utf-8", "surrogateescape"), days) for path, days in told.days.items())
    return {name: days for name, days in names if days.last}


_VERSION = b"history 1 "
"""Another number for another way to tell days: what the old way remembered then counts as forgotten."""


def _remembered(repository: git.Repo, root: Path, content: bytes) -> _Told:
    """What all commits up to HEAD tell, from memory as far as that is still true."""
    import git

    memory, key = memory_of(root), blake2b(_VERSION + content, digest_size=16).digest()
    kept = memory.get(key) if memory else None
    told = _from_bytes(kept) if kept else None
    if told:
        try:
            _listen(repository, told, content)
        except (git.exc.GitError, _OtherBranch):  # rewritten, another branch, or another repository at this place
            told = None
    if told is None:
        told = _Told()
        _listen(repository, told, content)
    raw = _to_bytes(told)
    if memory and raw != kept:
        memory.put(key, raw)
        memory.save()
    return told


@dataclass(slots=True)
class _Told:
    """What the commits up to `head` tell of files, by their paths from the top of the repository. No last day: it is gone."""

    head: bytes = b""
    days: dict[bytes, Days] = field(default_factory=dict)


class _OtherBranch(ValueError):
    """The commits that were asked for do not follow the one up to which everything is told."""


@dataclass(slots=True)
class _Commit:
    """A commit's name, that of its first parent or nothing, its day, and `(letter, path, new path)` of what it did to files."""

    name: bytes
    parent: bytes
    day: str
    did: list[tuple[bytes, bytes, bytes]] = field(default_factory=list)


# Without a path, which would take three times as long. Only files that moved as they were count as renamed for git: finding others
# would read their content, which a clone made with `--filter=blob:none` would have to fetch. `_same_spot` finds those that matter.
_LOG = (
    "--first-parent",
    "-m",
    "--reverse",
    "--root",
    "--find-renames=100%",
    "--name-status",
    "--no-show-signature",
)
_FORMAT = ("-z", "--format=%x01%H %ct %P")


def _listen(repository: git.Repo, told: _Told, content: bytes) -> None:
    """Add what the commits after `told.head` tell. Raises _OtherBranch, or GitError where git no longer knows that commit."""
    head = repository.head.commit.hexsha
    span = f"{told.head.decode('ascii')}..{head}" if told.head else head
    # `-m` looks at this setting from git 2.31 on; older ones do not know it, and do what it says.
    running = repository.git(c="log.diffMerges=first-parent").log(*_LOG, *_FORMAT, span, "--", as_process=True)
    try:
        for commit in _commits(_fields(running.stdout)):
            if commit.parent != told.head:
                raise _OtherBranch
            _apply(told.days, commit, content + b"/")
            told.head = commit.name
    except _OtherBranch:
        running.proc.kill()
        raise
    running.wait()
    if told.head != head.encode("ascii"):  # the branch was set back to an earlier commit
        raise _OtherBranch


def _fields(stream: IO[bytes]) -> Iterator[bytes]:
    """What stands between NULs, as it arrives."""
    rest = b""
    while chunk := stream.read(1 << 16):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _commits(fields: Iterator[bytes]) -> Iterator[_Commit]:
    """Commits out of `\\x01<name> <seconds> <parents>`, each followed by `<status>`, path, and for a rename its new path."""
    commit = None
    for said in fields:
        if said.startswith(b"\x01"):
            if commit:
                yield commit
            name, seconds, *parents = said[1:].split()
            commit = _Commit(name, parents[0] if parents else b"", _day(int(seconds)))
        elif commit:
            letter, path = said.lstrip(b"\n")[:1], next(fields, b"")  # git may be cut off; how it ended tells
            commit.did.append((letter, path, next(fields, b"") if letter == b"R" else path))
    if commit:
        yield commit


_LAST_SECOND = 253_402_300_799
"""The end of the year 9999, after which Python knows no days. git takes any number for a time."""


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(min(seconds, _LAST_SECOND), UTC).date().isoformat()


def _apply(days: dict[bytes, Days], commit: _Commit, inside: bytes) -> None:
    """Change `days` as a commit changed files. Whatever is not `inside` does not exist."""
    gone, came, moved = [], [], []
    for letter, path, target in commit.did:
        here, there = path.startswith(inside), target.startswith(inside)
        if letter == b"D" and here:
            gone.append(path)
        elif letter == b"R" and here and there:
            moved.append((path, target))
        elif letter == b"R" and here:
            gone.append(path)
        elif there and (letter == b"R" or path not in days or not days[path].last):
            came.append(target)
        elif there:
            days[path] = Days(days[path].first, commit.day)
    before = {path: days.pop(path) for path in [*gone, *(old for old, _ in moved)] if path in days}
    for old, new in moved:
        if old in before:
            days[new] = before.pop(old)
        else:  # only if what was remembered is not what this branch told
            raise _OtherBranch
    former = _same_spot(gone, came, len(inside)) if gone and came else {}
    for path in came:
        known = before.pop(former.get(path, b""), None) or days.get(path)
        days[path] = Days(known.first if known else commit.day, commit.day)
    for path, left in before.items():
        days[path] = Days(left.first, "")


def _same_spot(gone: list[bytes], came: list[bytes], start: int) -> dict[bytes, bytes]:
    """For pages that one commit took away and brought elsewhere, under the same id and in the same language: where each stood."""
    by_spot = {_spot(path, start): path for path in gone}
    return {path: by_spot[spot] for path in came if (spot := _spot(path, start)) and spot in by_spot}


def _spot(path: bytes, start: int) -> tuple[str, str, str] | None:
    spot = spot_of(f"content/{path[start:].decode('utf-8', 'surrogateescape')}")
    return (spot.kind, spot.id, spot.language) if spot else None


_HEAD = re.compile(rb"(?:[0-9a-f]{40}){1,2}")
_DAYS = re.compile(rb"\d{4}-\d\d-\d\d(?:\d{4}-\d\d-\d\d|-{10})")
_DAY = len("2026-03-01")
_GONE = "-" * _DAY


def _to_bytes(told: _Told) -> bytes:
    """The head, then for each file its path and its days; NULs between them, which no path holds."""
    entries = (part for path, days in told.days.items() for part in (path, f"{days.first}{days.last or _GONE}".encode("ascii")))
    return b"\0".join((told.head, *entries))


def _from_bytes(raw: bytes) -> _Told | None:
    head, *entries = raw.split(b"\0")
    paths, days = entries[::2], entries[1::2]
    if not _HEAD.fullmatch(head) or len(paths) != len(days) or not all(map(_DAYS.fullmatch, days)):
        return None
    written = (each.decode("ascii") for each in days)
    return _Told(head, {path: Days(each[:_DAY], each[_DAY:].strip("-")) for path, each in zip(paths, written, strict=True)})
