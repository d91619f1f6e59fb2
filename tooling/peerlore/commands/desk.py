"""What somebody asked `check` to look at, and the report on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from peerlore import pipeline
from peerlore.checking import baseline
from peerlore.checking.gate import Checked, all_cards
from peerlore.checking.reports.report import Report
from peerlore.checking.rules.web_addresses import verdict
from peerlore.commands.terminal import paint, progress
from peerlore.model.errors import CannotRun
from peerlore.model.facts import Facts, Reply
from peerlore.model.findings import Finding, Place
from peerlore.model.sources import SourceFile


@dataclass(frozen=True, slots=True)
class Desk:
    """The library's sources, and which of its files somebody wants to hear of.

    `guests` are pages outside of `content/` by the place in the library at which they are read. `select` are beginnings
    of the codes they want to hear of; none stands for all.
    """

    root: Path
    sources: dict[str, SourceFile]
    guests: Mapping[str, Path]
    inside: Sequence[str]
    select: tuple[str, ...] = ()

    @classmethod
    def open(cls, root: Path, paths: Sequence[Path], select: tuple[str, ...] = ()) -> Desk:
        """Read the library and find out which of its files `paths` name; all of them where there are none."""
        missing = [str(path) for path in paths if not path.exists() and not path.is_symlink()]
        if missing:
            raise CannotRun(f"there is no {missing[0]}")
        content = root / "content"
        outside = [path for path in paths if path.is_file() and not path.resolve().is_relative_to(content)]
        inside = [path.resolve() for path in paths if path not in outside]
        strange = [str(path) for path in inside if not path.is_relative_to(root)]
        if strange:
            raise CannotRun(f"{strange[0]} does not belong to the library in {root}")
        guests = {pipeline.guest_place(root, path): path for path in outside}
        with progress("Reading the library"):
            sources = pipeline.read_library(root, guests)
        return cls(root, sources, guests, [path.relative_to(root).as_posix() for path in inside], select)

    def wanted(self, file: str) -> bool:
        """Whether findings in this file were asked for."""
        if not self.inside and not self.guests:
            return True
        return file in self.guests or any(place in (".", file) or file.startswith(f"{place}/") for place in self.inside)

    def report(self, *, changed_since: str = "", notices: bool = False, external: bool = False, allow_private: bool = False) -> Report:
        """Check, and report what was asked for: since a commit, with or without notices, without what the baseline holds.

        With `external`, web addresses of the files that were asked for, or of the change, are looked at too.
        """
        with progress("Reading the library"):
            change = pipeline.change_since(self.root, self.sources, changed_since) if changed_since else None
            facts = Facts(pipeline.read_history(self.root, self.sources, change) if change else None)
            checked = pipeline.check(self.sources.values(), self.root, notices=notices, select=self.select, facts=facts)
        if external:
            facts = replace(facts, replies=self._replies(checked, change, allow_private=allow_private))
            checked = pipeline.check(self.sources.values(), self.root, notices=notices, select=self.select, facts=facts)
        findings = self.findings(checked)
        if change:
            findings = pipeline.findings_of_change(findings, self.root, change, self.select)
        if not notices:
            findings = [finding for finding in findings if finding.level != "notice"]
        compared = baseline.compare(findings, pipeline.accepted(self.root))
        documents = sum(1 for file in checked.collection.documents if self.wanted(file))
        if not documents and not changed_since:
            raise CannotRun("there is nothing to check here: no document of the library lies at the given place")
        return Report(
            findings=tuple(map(self.as_named, compared.new)),
            documents=documents,
            paint=paint,
            cards=all_cards(),
            line_of=lambda place: self.line(checked, place),
            touched=partial(pipeline.lines_of_change, self.root, change) if change else lambda _: (),
            notes=(*_notes(checked, compared, whole=not self.select), *_asked(facts, notices=notices)),
        )

    def findings(self, checked: Checked) -> list[Finding]:
        """The findings that were asked for."""
        return [finding for finding in checked.findings if self.wanted(finding.place.file)]

    def _replies(self, checked: Checked, change: pipeline.Change | None, *, allow_private: bool) -> dict[str, Reply]:
        documents = checked.collection.documents.values()
        asked = [page for page in documents if self.wanted(page.file) and (change is None or page.file in change.older)]
        own = str(checked.collection.settings.meta.get("address") or "") if checked.collection.settings else ""
        with progress("Asking other sites"):
            return pipeline.ask_addresses(self.root, asked, own, allow_private=allow_private)

    def as_named(self, finding: Finding) -> Finding:
        """A guest's finding under the name by which the person called the file."""
        guest = self.guests.get(finding.place.file)
        return replace(finding, place=replace(finding.place, file=str(guest))) if guest else finding

    def line(self, checked: Checked, place: Place) -> str:
        """The line of the source on which a place stands, by the name that the person uses."""
        file = next((name for name, path in self.guests.items() if str(path) == place.file), place.file)
        document = checked.collection.documents.get(file)
        return document.line(place.line) if document else ""

    def path(self, file: str) -> Path:
        """Where a file of the library, or a guest, lies on disk."""
        return self.guests.get(file) or self.root / file


def _asked(facts: Facts, *, notices: bool) -> tuple[str, ...]:
    if facts.replies is None:
        return ()
    counts = Counter(map(verdict, facts.replies.values()))
    why = "" if notices else " (`--notices` says why)"
    unclear = f", {counts['unclear']:,} could not be looked at{why}" if counts["unclear"] else ""
    return (f"web addresses: {counts['alive']:,} alive, {counts['dead']:,} dead{unclear}",)


def _notes(checked: Checked, compared: baseline.Compared, *, whole: bool) -> tuple[str, ...]:
    notes = []
    if compared.old:
        notes.append(f"{compared.old:,} old findings of {pipeline.BASELINE} do not count")
    if whole and compared.gone and not compared.new:
        notes.append(f"{compared.gone:,} findings of {pipeline.BASELINE} are gone; write it anew with --write-baseline")
    if checked.waived:
        notes.append(f"waived: {len(checked.waived):,}, because: " + "; ".join(sorted({reason for _, reason in checked.waived})))
    return tuple(notes)
