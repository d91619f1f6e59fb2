"""The texts that count in one commit: which files they are, and what evidence tells readers of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peerlore.ledger.proof import Proof
from peerlore.model.errors import CannotRun
from peerlore.model.reviews import ApprovedText, Decision, Gone, Standing, Standings, Version
from peerlore.model.sources import Blob, SourceFile
from peerlore.outside.objects import Objects, content_digest
from peerlore.reading.document import read_document
from peerlore.reading.layout import spot_of
from peerlore.reviewing.units import GOVERNED, Unit, build_units, veil


def shown_units(proof: Proof) -> dict[str, Decision]:
    """The decisions on everything of which readers get a text."""
    return {name: decision for name, decision in proof.decisions.items() if decision.verdict in ("approved", "held") and name != GOVERNED}


def approved_files(objects: Objects, proof: Proof, shown: Mapping[str, Decision]) -> Iterator[tuple[str, Blob]]:
    """The files of every text that is shown, where they stood when it was approved. Raises CannotRun where the clone lacks one."""
    older: dict[str, list[ApprovedText]] = {}
    for name, decision in shown.items():
        if decision.verdict == "approved":
            yield from _files(proof.units[name])
        elif decision.text:
            older.setdefault(decision.text.commit, []).append(decision.text)
    for commit, texts in older.items():
        tree = objects.tree(commit) if objects.resolve(commit) else {}
        units = veil(build_units(tree, ("**",)), proof.evidence.people.find)
        for text in texts:
            unit = units.get(text.unit)
            digests = {name: content_digest(raw) for name, raw in objects.blobs(blob.name for _, blob in unit.parts)} if unit else {}
            if unit is None or unit.place != text.path or unit.digest(digests.__getitem__) != text.digest:
                raise CannotRun(
                    f"the text of {proof.named(text.path)} that was approved last is not in this clone: commit {commit[:10]} is gone or another; "
                    "restore the branch if it was rewritten"
                )
            yield from _files(unit)


def _files(unit: Unit) -> Iterator[tuple[str, Blob]]:
    return zip(unit.files(), (blob for _, blob in unit.parts), strict=True)


def standings_of(proof: Proof, shown: Mapping[str, Decision]) -> Standings:
    """What evidence says of each text that is shown, by its file."""
    by_file: dict[str, Standing] = {}
    moved: dict[str, str] = {}
    former = proof.evidence.gate.former_places()
    for name, decision in shown.items():
        text = decision.text
        if text is None:
            continue
        newer = text.digest != proof.digests.get(name)
        versions = tuple(_version(proof, former_text) for former_text in reversed(proof.evidence.gate.versions(name)))
        now = _version(proof, text)
        place = proof.named(text.path)
        by_file[place] = Standing(now.state, now.people, now.day, now.change, newer, versions, text.record)
        moved |= {old: place for old in former.get(name, ()) if old != place}
    withheld = frozenset(decision.path for decision in proof.decisions.values() if decision.verdict == "withheld")
    return Standings(by_file, withheld, moved)


def gone_pages(objects: Objects, proof: Proof) -> Iterator[Gone]:
    """Pages whose removal was approved. What a person's profile said of them is not told again."""
    for decision in proof.decisions.values():
        text, removal = decision.text, proof.evidence.gate.newest_record(decision.unit)
        spot = spot_of(text.path) if text else None
        if decision.verdict != "removed" or text is None or removal is None or spot is None:
            continue
        raw = objects.text(text.commit, text.path) if spot.kind != "person" else b""
        title = read_document(SourceFile(text.path, raw, len(raw)), spot.kind).meta.get("title") if raw else ""
        yield Gone(proof.named(text.path), str(title or ""), removal.get("merged", removal["recorded"])[:10], removal.get("change", 0))


def _version(proof: Proof, text: ApprovedText) -> Version:
    people = tuple(proof.evidence.people.handle_of(person) for person in text.people)
    return Version("approved" if text.trust == "github" else text.trust, text.at[:10], people, text.change)
