"""What a site is made from: the files as they lie there, or each text as it was approved last."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha1
from pathlib import Path
from typing import Any

from peerlore import pipeline
from peerlore.checking.gate import Checked
from peerlore.ledger.agreements import agreements_of
from peerlore.ledger.approved import approved_files, gone_pages, shown_units, standings_of
from peerlore.ledger.evidence import hold_to
from peerlore.ledger.proof import Proof, has_evidence, verify
from peerlore.model.activity import NO_ACTIVITIES, Activities
from peerlore.model.errors import CannotRun
from peerlore.model.findings import Finding
from peerlore.model.reviews import NO_STANDINGS, Agreement, Standings
from peerlore.model.sources import Blob
from peerlore.outside.committed import read_committed
from peerlore.outside.git import changed_files, library_folder
from peerlore.outside.history import file_days
from peerlore.outside.objects import open_objects
from peerlore.outside.pins import read_pin
from peerlore.reading.globs import fits
from peerlore.reviewing.units import CONTENT, GOVERNED

ReadFile = Callable[[str], bytes]


@dataclass(frozen=True)
class Source:
    """A checked library to publish: how to read a file of it that is copied, and what evidence says of its pages.

    `blocking` are errors that keep it from being published. `proof` is what evidence says of it; None without evidence.
    `agreements` are those of groups, by their files. `activities` is what colleagues said, in numbers. `folder` is the library's in its repository. `notes` are for whoever builds.
    """

    checked: Checked
    read_file: ReadFile
    blocking: tuple[Finding, ...] = ()
    standings: Standings = NO_STANDINGS
    proof: Proof | None = None
    activities: Activities = NO_ACTIVITIES
    folder: str = ""
    notes: tuple[str, ...] = ()
    agreements: Mapping[str, Agreement] = field(default_factory=dict)

    @property
    def is_gone(self) -> Callable[[str], bool] | None:
        """What tells whether nobody is to be called by a handle any more; None where nobody was forgotten."""
        return self.proof.evidence.people.forgotten.is_gone if self.proof else None


def preview_source(root: Path) -> Source:
    """The files as they lie there, for their author's eyes only."""
    return Source(pipeline.check_library(root), partial(_read_here, root), folder=library_folder(root))


def find_source(root: Path, since: Path | None = None) -> Source:
    """What can be published of the library at `root`.

    With evidence that is required, each text as it was approved last, out of git; otherwise the files as they lie there.
    `since` is the `build.json` of the release before, whose evidence must not be lost. Raises CannotRun where nothing can
    be proven and something has to be.
    """
    if not has_evidence(root):
        hold_to(read_pin(since) if since else None, ())
        checked = pipeline.check_library(root)
        blocking = tuple(pipeline.blocking(root, checked))
        if _says_required(checked) and not blocking:  # what is wrong with the texts comes first
            raise CannotRun(
                "library.yml asks for evidence of each approval (`evidence: required`), and there is none here; fetch it with "
                "`git fetch origin evidence people`, or let an owner start it with `peerlore review adopt`"
            )
        dated = _dated(NO_STANDINGS, root)
        left_out = tuple(_left_out(checked))
        return Source(checked, partial(_read_here, root), blocking, dated, folder=library_folder(root), notes=left_out)
    proof = verify(root, read_pin(since) if since else None)
    policy = proof.evidence.gate.policy
    if policy is not None and policy.settings.evidence == "optional":
        return _as_it_lies(root, proof)
    return _as_approved(root, proof)


def _says_required(checked: Checked) -> bool:
    settings = checked.collection.settings
    return settings is not None and settings.meta.get("evidence", "required") == "required"


def _as_it_lies(root: Path, proof: Proof) -> Source:
    """Every text as it lies there; those that evidence proves say so."""
    checked = pipeline.check_library(root)
    dirty = changed_files(root)
    proven = {
        name: decision
        for name, decision in proof.decisions.items()
        if decision.verdict == "approved" and dirty.isdisjoint(proof.units[name].files())
    }
    standings = _dated(standings_of(proof, proven), root)
    return Source(
        checked,
        partial(_read_here, root),
        tuple(pipeline.blocking(root, checked)),
        standings,
        proof,
        activities=proof.evidence.activities or NO_ACTIVITIES,
        folder=library_folder(root),
        notes=(*_left_out(checked), *_notes_beside(proof)),
        agreements=agreements_of(root, proof),
    )


def _as_approved(root: Path, proof: Proof) -> Source:
    """Every text as it was approved last."""
    _hold_governed(root, proof)
    shown = shown_units(proof)
    with open_objects(root) as objects:
        files = dict(approved_files(objects, proof, shown))
        sources = read_committed(objects, files)
        gone = tuple(gone_pages(objects, proof))
    checked = pipeline.check(sources, root)
    blocking = [finding for finding in checked.findings if _is_unreadable(finding) and finding.place.file in _REGISTERS]
    return Source(
        checked,
        partial(_read_approved, root, files),
        tuple(blocking),
        replace(standings_of(proof, shown), gone=gone),
        proof,
        proof.evidence.activities or NO_ACTIVITIES,
        library_folder(root),
        (*_notes(proof, checked), *_notes_beside(proof)),
        agreements_of(root, proof),
    )


_REGISTERS = (f"{CONTENT}library.yml", f"{CONTENT}skills.yml")


def _hold_governed(root: Path, proof: Proof) -> None:
    """Raise CannotRun where files that decide how texts are shown are not those that the library's owners approved."""
    decision = proof.decisions.get(GOVERNED)
    unit = proof.units.get(GOVERNED)
    if decision is None or unit is None:
        return
    if decision.verdict == "withheld" or (decision.text and decision.text.digest != proof.digests.get(GOVERNED)):
        raise CannotRun(
            f"governed files such as mkdocs.yml are not those that the library's owners approved: {proof.named(decision.reason)}; nothing is published"
        )
    policy = proof.evidence.gate.policy
    free = policy.settings.ungoverned if policy else ()
    changed = sorted(
        file for file in changed_files(root) if not file.startswith(CONTENT) and not any(fits(pattern, file) for pattern in free)
    )
    if changed:
        raise CannotRun(
            f"{changed[0]} differs from the commit that is checked out, and it decides how texts are shown; commit it, or put it back"
        )


def _read_here(root: Path, file: str) -> bytes:
    """A file as it lies there; not through a symbolic link."""
    descriptor = os.open(root / file, os.O_RDONLY | os.O_NOFOLLOW)
    with open(descriptor, "rb") as stream:
        return stream.read()


def _read_approved(root: Path, files: Mapping[str, Blob], file: str) -> bytes:
    """A file as it was approved: as it lies there, if that is the same, else out of git."""
    name = files[file].name
    with suppress(OSError):
        raw = _read_here(root, file)
        if sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest() == name:  # the name that git gives it
            return raw
    with open_objects(root) as objects:
        return dict(objects.blobs([name]))[name]


def _dated(standings: Standings, root: Path) -> Standings:
    """Standings with what git's history tells of days."""
    days = file_days(root)
    return replace(
        standings,
        changed={file: each.last for file, each in days.items()},
        came={file: each.first for file, each in days.items()},
    )


def pin_of(proof: Proof | None) -> dict[str, Any] | None:
    """What a release remembers of the evidence it was made with."""
    if proof is None:
        return None
    evidence = proof.evidence
    counts = Counter(decision.verdict for decision in proof.decisions.values())
    return {
        "commit": evidence.held.commit,
        "count": len(evidence.ledger.records),
        "head": evidence.ledger.head,
        "texts": {verdict: counts[verdict] for verdict in ("approved", "held", "withheld", "removed")},
    }


def _notes(proof: Proof, checked: Checked) -> Iterator[str]:
    for decision in proof.decisions.values():
        if decision.verdict in ("held", "withheld"):
            yield f"{decision.verdict}: {proof.named(decision.path or decision.unit)}: {proof.named(decision.reason)}"
    faulty = sorted({finding.place.file for finding in checked.findings if _is_unreadable(finding)})
    for file in faulty:
        yield f"left out: {file} was approved, but can no longer be read; `peerlore check` tells why"


def _notes_beside(proof: Proof) -> Iterator[str]:
    if proof.evidence.activities is None:
        yield "left out: the numbers of discussions on the branch evidence are not as `peerlore sync` writes them; run it again"
    if proof.evidence.sayings is None:
        yield "left out: who was in which session, on the branch evidence, is not as `peerlore sync` writes it"
    if proof.evidence.returned is None:
        yield "left out: what came back of questionnaires, on the branch evidence, is not as `peerlore sync` writes it"


def _left_out(checked: Checked) -> Iterator[str]:
    """What readers will not see although the library's baseline accepts it."""
    reasons: dict[str, str] = {}
    for finding in checked.findings:
        if _is_unreadable(finding):
            reasons.setdefault(finding.place.file, finding.message)
    for file, reason in reasons.items():
        yield f"left out: {file}: {reason}"


def _is_unreadable(finding: Finding) -> bool:
    """Whether no values can be made of the file in which this was found."""
    return finding.level == "error" and finding.code[0] in "RS"
