"""A past for a made library: each module came at once with the others and was edited four times since, in any order.

One module in fifty stood in another topic until its third edit. The last commit holds the library as it was made.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from peerlore.outside.histories import Entry, check_out, write_history

EDITS = 4
_START = datetime(2022, 1, 3, 9, tzinfo=UTC)
_MOVED = 50


def make_history(library: Path, seed: int = 1) -> int:
    """Make the folder of a library a repository with a past; returns how many commits it has."""
    files = {file.relative_to(library).as_posix(): file.read_bytes() for file in sorted(library.rglob("*")) if file.is_file()}
    entries = list(_entries(files, random.Random(seed)))  # noqa: S311 - nothing secret is made here
    write_history(library, entries)
    check_out(library)
    return len(entries)


def _entries(files: dict[str, bytes], chance: random.Random) -> Iterator[Entry]:
    modules = [path for path in files if path.startswith("content/modules/")]
    turns = [path for path in modules for _ in range(EDITS)]
    chance.shuffle(turns)
    left = dict.fromkeys(modules, EDITS)
    stands = {path: _elsewhere(path) if number % _MOVED == 0 else path for number, path in enumerate(modules)}
    start = {stands.get(path, path): _draft(raw, EDITS) if path in left else raw for path, raw in files.items()}
    yield _entry(1, start, chance)
    for mark, path in enumerate(turns, 2):
        left[path] -= 1
        changes: dict[str, bytes | None] = {}
        if left[path] == 1 and stands[path] != path:
            changes[stands[path]], stands[path] = None, path
        changes[stands[path]] = _draft(files[path], left[path])
        yield _entry(mark, changes, chance)


def _entry(mark: int, files: dict[str, bytes] | dict[str, bytes | None], chance: random.Random) -> Entry:
    who = f"Person {chance.randrange(20)}"
    author = f"{who} <{who.replace(' ', '-').lower()}@example.com>"
    at = _START + timedelta(minutes=30 * mark)
    return Entry(mark, "refs/heads/main", (mark - 1,) if mark > 1 else (), author, author, at, "Edit", dict(files))


def _draft(raw: bytes, left: int) -> bytes:
    return raw + b"\nDraft, %d to go.\n" % left if left else raw


def _elsewhere(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}-before/{name}"
