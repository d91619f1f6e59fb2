"""Commits that machines write, without a work tree, and the refs that point at them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from peerlore.outside.objects import Objects, sure

NOBODY = "peerlore <evidence@peerlore.invalid>"


def write_commit(objects: Objects, parent: str, files: Mapping[str, bytes], message: str, time: str) -> str:
    """Write a commit with the files of `parent` (none for an empty one) and `files`; nothing points at it yet."""
    with tempfile.TemporaryDirectory(prefix="peerlore-") as folder:
        index = Path(folder) / "index"
        with objects.repository.git.custom_environment(GIT_INDEX_FILE=str(index), **_signed(time)):
            if parent:
                objects.repository.git.read_tree(sure(parent))
            with tempfile.TemporaryFile() as entries:
                for path, blob in zip(files, _write_blobs(objects, files.values()), strict=True):
                    entries.write(f"100644 {blob}\t{path}\0".encode())
                entries.seek(0)
                objects.repository.git.update_index("-z", "--index-info", istream=entries)
            tree = objects.repository.git.write_tree()
            parents = ("-p", parent) if parent else ()
            return str(objects.repository.git.commit_tree(sure(tree), *parents, "-m", message))


def move_ref(objects: Objects, ref: str, new: str, old: str) -> bool:
    """Let a ref point at `new` if it still points at `old`, which is empty for a ref that does not exist."""
    import git

    try:
        objects.repository.git.update_ref(ref, sure(new), sure(old) if old else "0" * 40)
    except git.exc.GitCommandError:
        return False
    return True


def _write_blobs(objects: Objects, contents: Iterable[bytes]) -> list[str]:
    """The names of new objects with these contents, all written by one process, and in one pack where they are many."""
    with tempfile.TemporaryDirectory(prefix="peerlore-") as folder, (Path(folder) / "stream").open("w+b") as stream:
        for mark, raw in enumerate(contents, 1):
            stream.write(b"blob\nmark :%d\ndata %d\n%b\n" % (mark, len(raw), raw))
        stream.seek(0)
        marks = Path(folder) / "marks"
        objects.repository.git.fast_import("--quiet", f"--export-marks={marks}", istream=stream)
        names = dict(line.split() for line in marks.read_text("ascii").splitlines())
        return [names[f":{mark}"] for mark in range(1, len(names) + 1)]


def _signed(time: str) -> dict[str, str]:
    name, _, mail = NOBODY.partition(" <")
    who = {"NAME": name, "EMAIL": mail[:-1], "DATE": time}
    return {f"GIT_{part}_{key}": value for part in ("AUTHOR", "COMMITTER") for key, value in who.items()}
