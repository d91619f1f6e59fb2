"""The steps of an import joined to the file system: map and folder in, files of the library written, a report out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from peerlore.checking.reports.report import Report
from peerlore.checking.reports.text import render_findings
from peerlore.checking.schemas import Schemas
from peerlore.importing.adopt import SETTINGS, Adoption, adopt
from peerlore.importing.cards import LEVELS
from peerlore.importing.fields import Fields
from peerlore.importing.mapping import ImportMap, read_map
from peerlore.importing.report import ImportReport
from peerlore.importing.yaml_text import render_yaml
from peerlore.model.errors import CannotRun
from peerlore.model.findings import Finding, Place
from peerlore.outside import foreign
from peerlore.outside.files import read_sources
from peerlore.outside.schemas import read_schemas
from peerlore.outside.writing import add_file, standing
from peerlore.publishing.engine_settings import least_settings
from peerlore.reading.layout import spot_of

SITE = "mkdocs.yml"


class BrokenMap(Exception):
    """The map has mistakes, so that nothing can be imported."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} mistakes in the map")
        self.findings = tuple(findings)

    def rendered(self, paint: Callable[[str, str], str]) -> str:
        """The mistakes as a person reads them."""
        return render_findings(Report(self.findings, 0, paint=paint))


def import_folder(folder: Path, map_file: Path, into: Path, *, dry_run: bool) -> ImportReport:
    """Adopt the documents of `folder` into the library `into`, or say what would happen."""
    if not folder.is_dir():
        raise CannotRun(f"there is no folder {folder}")
    checker = Schemas(read_schemas())
    plan = _plan(map_file, checker)
    new = _begins_a_library(into, plan)
    modules = {spot.id: source.file for source in read_sources(into) if (spot := spot_of(source.file)) and spot.kind == "module"}
    adoption = adopt(foreign.read_folder(folder, plan.wants), plan, Fields(checker), modules, new=new)
    if not adoption.report.documents:
        raise CannotRun(f"no file in {folder} is what the map calls a document; mend its `documents`")
    if new and not (into / SITE).exists():
        adoption = replace(adoption, files={**adoption.files, SITE: _site(plan)})
    return _put_down(adoption, folder, into, dry_run=dry_run)


def _site(plan: ImportMap) -> bytes:
    """The `mkdocs.yml` of a new library."""
    title = (plan.library or {}).get("title", "Library")
    return render_yaml(least_settings(title)).encode()


def _plan(map_file: Path, checker: Schemas) -> ImportMap:
    try:
        text = map_file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not written in UTF-8"
        raise CannotRun(f"the map {map_file} cannot be read: {why}") from error
    plan, findings = read_map(text, str(map_file), checker)
    if plan is None:
        raise BrokenMap(findings)
    return plan


def _begins_a_library(into: Path, plan: ImportMap) -> bool:
    if into.exists() and not into.is_dir():
        raise CannotRun(f"{into} is a file; name the folder of a library")
    if (into / SETTINGS).is_file():
        return False
    if not plan.starts_a_library:
        raise CannotRun(f"there is no library in {into}, and the map has no `library` and `skills` to begin one with")
    return True


def _put_down(adoption: Adoption, folder: Path, into: Path, *, dry_run: bool) -> ImportReport:
    """Write what is not there yet, unless it is a dry run; the report with what was written and what stood in the way."""

    def content(file: str) -> bytes:
        return adoption.files[file] if file in adoption.files else _picture(folder, adoption.pictures[file])

    files = (*adoption.files, *adoption.pictures)
    stands = {file: standing(into, file, content(file)) for file in files}
    refused = {**{file: "another file stands here" for file in files if stands[file] == "other"}, **adoption.taken}
    blocked = {file for file in files if file in refused or adoption.page_of.get(file) in refused}
    # The settings come last: only with them is it a library, so that an import which was interrupted can be run again.
    missing = sorted((file for file in files if stands[file] == "missing" and file not in blocked), key=lambda file: file == SETTINGS)
    if not dry_run:
        for file in missing:
            add_file(into, file, content(file))
    return replace(_with_conflicts(adoption, refused, blocked), written=len(missing), dry_run=dry_run)


def _picture(folder: Path, source: str) -> bytes:
    try:
        return foreign.read_picture(folder, source)
    except OSError as error:
        raise CannotRun(f"{source} in {folder} cannot be read: {error.strerror}") from error


def _with_conflicts(adoption: Adoption, refused: Mapping[str, str], blocked: set[str]) -> ImportReport:
    hint = "It was left alone. Rename one of the two, or remove the old one first."
    conflicts = [Finding(Place(file), "F010", why, hint, LEVELS["F010"]) for file, why in refused.items()]
    report = adoption.report
    return replace(
        report,
        imported=report.imported - len(blocked & adoption.modules),
        pictures=report.pictures - len(blocked & adoption.pictures.keys()),
        findings=tuple(sorted((*report.findings, *conflicts))),
    )
