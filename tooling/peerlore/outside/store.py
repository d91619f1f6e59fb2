"""One git process that is asked for objects one by one, as long as a command runs: starting one for each takes far longer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from peerlore.model.errors import CannotRun
from peerlore.model.sources import Blob

if TYPE_CHECKING:
    import git

_FOLDER = "40000"


class Store:
    """The objects of a repository by their names of 40 hexadecimal digits."""

    def __init__(self, program: git.Git) -> None:
        self._program = program
        self._entries = lru_cache(maxsize=1 << 12)(self._read_entries)

    def is_commit(self, name: str) -> bool:
        """Whether the clone has a commit of this name."""
        try:
            kind: object = self._program.get_object_header(name)[1]  # bytes, whatever GitPython says of its type
        except ValueError:
            return False
        return kind == b"commit"

    def commit_of(self, ref: str) -> str:
        """The commit to which a ref leads, by its name of 40 hexadecimal digits; empty where there is none."""
        try:
            said: bytes | str = self._program.get_object_header(f"{ref}^{{commit}}")[0]
        except ValueError:
            return ""
        return said.decode("ascii") if isinstance(said, bytes) else said

    def read(self, name: str) -> bytes:
        """The content of an object. Raises CannotRun where the clone lacks it."""
        try:
            return bytes(self._program.get_object_data(name)[3])
        except ValueError:
            raise CannotRun(f"this clone lacks object {name[:10]}; fetch the whole history with `git fetch --refetch`") from None

    def files(self, commit: str, place: str) -> Iterator[tuple[str, Blob]]:
        """The files of a commit at or below a place, by their paths from the top of the repository."""
        found = Blob(_FOLDER, self._root(commit))
        for part in place.split("/"):
            entries = self._entries(found.name) if found.mode == _FOLDER else {}
            if part.encode() not in entries:
                return
            found = entries[part.encode()]
        yield from self._below(place.encode(), found)

    def changed(self, base: str, tip: str) -> set[str]:
        """The paths of files that differ between two commits, from the top of the repository."""
        one, other = Blob(_FOLDER, self._root(base)), Blob(_FOLDER, self._root(tip))
        return set(self._differing(b"", one, other))

    def _root(self, commit: str) -> str:
        # https://git-scm.com/book/en/v2/Git-Internals-Git-Objects: a commit begins with "tree ", the name of its tree, a line feed
        return self.read(commit)[5:45].decode("ascii")

    def _below(self, path: bytes, found: Blob) -> Iterator[tuple[str, Blob]]:
        if found.mode != _FOLDER:
            yield path.decode("utf-8", "replace"), found
            return
        for name, entry in self._entries(found.name).items():
            yield from self._below(_joined(path, name), entry)

    def _differing(self, path: bytes, one: Blob | None, other: Blob | None) -> Iterator[str]:
        if any(each and each.mode != _FOLDER for each in (one, other)):
            yield path.decode("utf-8", "replace")
        before, after = (self._entries(each.name) if each and each.mode == _FOLDER else {} for each in (one, other))
        for name in {**before, **after}:
            if before.get(name) != after.get(name):
                yield from self._differing(_joined(path, name), before.get(name), after.get(name))

    def _read_entries(self, tree: str) -> dict[bytes, Blob]:
        """What a folder holds, by name: entries of `<mode> <name>`, a NUL, and the name of the object in 20 bytes."""
        raw, start, entries = self.read(tree), 0, {}
        while start < len(raw):
            end = raw.index(b"\0", start)
            mode, _, name = raw[start:end].partition(b" ")
            entries[name] = Blob(mode.decode("ascii"), raw[end + 1 : end + 21].hex())
            start = end + 21
        return entries


def _joined(folder: bytes, name: bytes) -> bytes:
    return b"%b/%b" % (folder, name) if folder else name
