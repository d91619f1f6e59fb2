"""Files of the library as a commit holds them, handed over like files on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from peerlore.model.sources import Blob, SourceFile
from peerlore.outside.objects import Objects
from peerlore.reading.assets import HEAD, looked_through
from peerlore.reading.layout import is_asset, size_limit, spot_of


def read_committed(objects: Objects, files: Mapping[str, Blob]) -> list[SourceFile]:
    """These files with their content out of git, sorted by path; pictures looked through, with their first bytes only."""
    places: dict[str, list[str]] = {}
    for file, blob in files.items():
        places.setdefault(blob.name, []).append(file)
    found = {file: _source(file, files[file], raw) for name, raw in objects.blobs(dict.fromkeys(_plain(files))) for file in places[name]}
    return [found.get(file) or _source(file, files[file], b"") for file in sorted(files)]


def _plain(files: Mapping[str, Blob]) -> list[str]:
    return [blob.name for blob in files.values() if blob.mode in _MODES]


def _source(file: str, blob: Blob, raw: bytes) -> SourceFile:
    if blob.mode not in _MODES:
        return SourceFile(file, trouble="symlink" if blob.mode == "120000" else "special")
    if len(raw) > size_limit(file):
        return SourceFile(file, size=len(raw), trouble="too-large")
    source = SourceFile(file, raw, len(raw), executable=blob.mode == "100755")
    if is_asset(file):
        return looked_through(source)
    return source if spot_of(file) else replace(source, content=raw[:HEAD])


_MODES = ("100644", "100755")
