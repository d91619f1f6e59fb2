"""The steps in their order, joined to the file system: read and check a library, build it, stage it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peerlore.checking.gate import Checked, all_cards, check_sources
from peerlore.checking.schemas import Schemas
from peerlore.library import Library, build_library
from peerlore.model.errors import CannotRun
from peerlore.model.findings import Finding
from peerlore.model.sources import SourceFile
from peerlore.model.tree import PlainFile
from peerlore.outside import files, tree
from peerlore.outside.help_texts import read_help_texts
from peerlore.outside.schemas import read_schemas
from peerlore.staging.pages.help import help_pages
from peerlore.staging.stage import Preview, stage_library

CACHE = ".cache/peerlore"


@dataclass(frozen=True, slots=True)
class Staged:
    """A staged tree on disk: the library it shows, its folder, and the paths of its files."""

    library: Library
    folder: Path
    files: frozenset[str]


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


def stage(root: Path, checked: Checked, folder: Path, *, preview: bool = False) -> Staged:
    """Write the staged tree of a checked library into `folder`.

    Only a library without errors is staged; in a preview, faulty pages are shown with their findings instead.
    """
    faulty = {finding.place.file for finding in checked.findings if finding.level == "error"}
    if faulty and not preview:
        raise ValueError("a library with errors is staged only for a preview")
    documents = checked.collection.documents.values()
    clean = [document for document in documents if document.file not in faulty]
    library = build_library(clean, checked.collection.assets - faulty, drafts=preview)
    shown = Preview([document for document in documents if document.file in faulty], _by_file(checked.findings)) if preview else None
    written = tree.write_tree(stage_library(library, _help(), shown), folder, root)
    return Staged(library, folder, frozenset(written))


def stage_for_engines(root: Path, checked: Checked, folder: Path, theme: Path, settings: Callable[[Library], dict[str, Any]]) -> Staged:
    """Write into `folder` all that an engine needs without us: `docs/`, `theme/` and a complete `mkdocs.yml`."""
    staged = stage(root, checked, folder / "docs")
    tree.copy_folder(theme, folder / "theme")
    # JSON is YAML; every engine reads it, and no value can be taken for another type.
    (folder / "mkdocs.yml").write_text(json.dumps(settings(staged.library), ensure_ascii=False, indent=2) + "\n", "utf-8")
    return staged


def _by_file(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.place.file, []).append(finding)
    return by_file


def _help() -> list[PlainFile]:
    schemas = Schemas(read_schemas())
    kinds = {
        kind: {
            "title": schema["title"],
            "description": schema["description"],
            "required": schema["required"],
            "fields": schemas.fields(kind),
        }
        for kind, schema in schemas.by_kind.items()
    }
    return list(help_pages(read_help_texts(), all_cards(), kinds))
