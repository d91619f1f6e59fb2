"""Reading and checking a library on disk: the first steps, joined to the file system."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from peerlore.checking.gate import Checked, check_sources
from peerlore.checking.schemas import Schemas
from peerlore.library import Library, build_library
from peerlore.model.errors import CannotRun
from peerlore.model.findings import Finding
from peerlore.model.sources import SourceFile
from peerlore.outside import files
from peerlore.outside.schemas import read_schemas

CACHE = ".cache/peerlore"


def library_root(start: Path) -> Path:
    """The library's root at or above `start`."""
    root = files.find_root(start)
    if root is None:
        raise CannotRun(f"there is no folder content/ in {start} or above it; change into your library, or name it with --library")
    return root


def check_library(root: Path, guests: Mapping[str, Path] | None = None) -> Checked:
    """Read and check everything below `root/content/`.

    `guests` are pages from elsewhere by the place in the library at which they are read.
    """
    if not (root / "content").is_dir():
        raise CannotRun(f"there is no folder content/ in {root}")
    sources = {source.file: source for source in files.read_sources(root)}
    for place, file in (guests or {}).items():
        sources[place] = files.read_source(file, place)
    return check_sources(sources.values(), Schemas(read_schemas()))


def guest_place(root: Path, file: Path) -> str:
    """Where in the library a page from elsewhere is read: as a module of the first topic."""
    topics = read_registers(root).settings.topics
    return f"content/modules/{topics[0].id if topics else 'new'}/{file.name}"


def read_registers(root: Path) -> Library:
    """`library.yml` and `skills.yml` alone, for commands that write into a library."""
    sources = [files.read_source(root / place, place) for place in ("content/library.yml", "content/skills.yml")]
    checked = check_sources(sources, Schemas(read_schemas()))
    broken = [finding for finding in checked.findings if finding.code != "P001"]
    if broken:
        raise CannotRun(f"{broken[0].place}: {broken[0].message}; mend the library first")
    return build_library(checked.collection.documents.values(), ())


def check_text(root: Path, place: str, text: str) -> list[Finding]:
    """The findings in a page that is not written yet, at the place where it will be."""
    raw = text.encode("utf-8")
    sources = [source for source in files.read_sources(root) if source.file != place]
    checked = check_sources((*sources, SourceFile(place, raw, len(raw))), Schemas(read_schemas()))
    return [finding for finding in checked.findings if finding.place.file == place]
