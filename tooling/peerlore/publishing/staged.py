"""A checked library as a staged tree, in memory or on disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from peerlore.checking.gate import all_cards
from peerlore.checking.rules import FAMILIES
from peerlore.checking.schemas import Schemas, self_contained
from peerlore.crediting import credited_people
from peerlore.figuring import figures_of, last_day
from peerlore.heard import answered_sessions, attended_sessions
from peerlore.library import Library, build_library
from peerlore.model.credit import Credited
from peerlore.model.errors import CannotRun
from peerlore.model.figures import Figures
from peerlore.model.findings import Finding
from peerlore.model.sources import SourceFile
from peerlore.model.tree import PlainFile
from peerlore.outside import tree
from peerlore.outside.help_texts import read_help_texts
from peerlore.outside.schemas import read_schema, read_schemas
from peerlore.publishing.engine_settings import THEME, stage_settings
from peerlore.publishing.source import Source
from peerlore.reading.assets import fault_of
from peerlore.staging.addresses import staged_file
from peerlore.staging.pages.help import help_pages
from peerlore.staging.stage import Preview, Surroundings, stage_library


@dataclass(frozen=True, slots=True)
class Staged:
    """A staged tree: the library it shows, its files in order, whose text stands in which of them, and how to read what is copied."""

    library: Library
    files: tuple[PlainFile, ...]
    origins: Mapping[str, str]
    read_file: Callable[[str], bytes]

    @property
    def paths(self) -> frozenset[str]:
        """The paths of its files."""
        return frozenset(file.path for file in self.files)


def stage(source: Source, *, preview: bool = False) -> Staged:
    """The staged tree of a checked library.

    Pages of which no page can be made are left out; in a preview, faulty pages are shown with their findings instead.
    """
    # A page that was not read whole, or does not fit its schema, has no values to make a page of. Other old errors,
    # which the baseline accepts, do not keep a page from its readers.
    checked = source.checked
    errors = [finding for finding in checked.findings if finding.level == "error" and (preview or finding.code[0] in "RS")]
    faulty = {finding.place.file for finding in errors}
    documents = checked.collection.documents.values()
    clean = [document for document in documents if document.file not in faulty]
    library = build_library(clean, checked.collection.assets - faulty, drafts=preview, is_gone=source.is_gone)
    shown = Preview([document for document in documents if document.file in faulty], _by_file(checked.findings)) if preview else None
    around = Surroundings(
        source.standings,
        source.activities,
        source.folder,
        _credited(source, library),
        source.agreements,
        _figures(source, library),
        attended_sessions(source.proof),
        answered_sessions(source.proof),
    )
    origins = {staged: document.file for document in documents if (staged := staged_file(document.file))}
    return Staged(library, tuple(stage_library(library, _help(), around, shown)), origins, partial(_read_sound, source))


def _credited(source: Source, library: Library) -> dict[str, Credited]:
    """What people got, by their handles in lower case."""
    everybody = credited_people(source.proof.evidence, library.sessions.values()) if source.proof else {}
    return {handle.lower(): own for handle, own in everybody.items()}


def _figures(source: Source, library: Library) -> Figures | None:
    """The figures of the day on which something happened last, so that the same commit gives the same page."""
    day = last_day(source.standings, source.activities, source.proof)
    return figures_of(library, source.standings, source.activities, source.proof, day) if day else None


def write(staged: Staged, folder: Path) -> Path:
    """Write a staged tree into `folder`; returns the folder."""
    tree.write_tree(staged.files, folder, staged.read_file)
    return folder


def _read_sound(source: Source, file: str) -> bytes:
    """The bytes of a picture or PDF that is copied, looked at once more: they may be others than those that were checked."""
    raw = source.read_file(file)
    if fault := fault_of(SourceFile(file, raw, len(raw))):
        raise CannotRun(f"{file} changed while the library was read: {fault}; build again")
    return raw


def stage_for_engines(source: Source, folder: Path) -> Staged:
    """Write into `folder` all that an engine needs without us: `docs/`, `theme/` and a complete `mkdocs.yml`."""
    tree.claim(folder)
    staged = stage(source)
    write(staged, folder / "docs")
    tree.copy_folder(THEME, folder / "theme")
    # JSON is YAML; every engine reads it, and no value can be taken for another type.
    (folder / "mkdocs.yml").write_text(
        json.dumps(stage_settings(staged.library, staged.paths), ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    return staged


def _by_file(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.place.file, []).append(finding)
    return by_file


def _help() -> list[PlainFile]:
    schemas = {**Schemas(read_schemas()).by_kind, "catalog": self_contained(read_schema("catalog"), {})}
    return list(help_pages(read_help_texts(), all_cards(), FAMILIES, schemas))
