"""Files of the library as a commit holds them, handed over like files on disk."""

from __future__ import annotations

from collections.abc import Mapping

from peerlore.model.sources import Blob, SourceFile
from peerlore.outside.objects import Objects
from peerlore.reading.assets import HEAD
from peerlore.reading.layout import size_limit, spot_of


def read_committed(objects: Objects, files: Mapping[str, Blob]) -> list[SourceFile]:
    """These files with their content out of git, sorted by path; pictures with their first bytes only."""
    pages = {blob.name for file, blob in files.items() if spot_of(file)}
    # Of pictures the first bytes are enough here, and together they may be larger than the memory.
    read = {name: (raw if name in pages else raw[:HEAD], len(raw)) for name, raw in objects.blobs(_plain(files))}
    return [_source(file, blob, *read.get(blob.name, (b"", 0))) for file, blob in sorted(files.items())]


def _plain(files: Mapping[str, Blob]) -> list[str]:
    return [blob.name for blob in files.values() if blob.mode in _MODES]


def _source(file: str, blob: Blob, raw: bytes, size: int) -> SourceFile:
    if blob.mode not in _MODES:
        return SourceFile(file, trouble="symlink" if blob.mode == "120000" else "special")
    if size > size_limit(file):
        return SourceFile(file, size=size, trouble="too-large")
    return SourceFile(file, raw, size, executable=blob.mode == "100755")


_MODES = ("100644", "100755")
