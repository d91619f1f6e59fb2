"""The library as it was published on a day, out of git alone."""

from __future__ import annotations

from pathlib import Path

from peerlore import pipeline
from peerlore.checking.gate import Checked
from peerlore.ledger.approved import approved_files, shown_units, standings_of
from peerlore.ledger.proof import Proof
from peerlore.library import Library, build_library
from peerlore.model.errors import CannotRun
from peerlore.model.reviews import Standings
from peerlore.outside.committed import read_committed
from peerlore.outside.objects import Objects, open_objects
from peerlore.reviewing.forgotten import NOT_ONE, Forgotten
from peerlore.reviewing.units import CONTENT

_REGISTERS = (f"{CONTENT}library.yml", f"{CONTENT}skills.yml")


def published_then(root: Path, proof: Proof) -> tuple[Library, Standings]:
    """The library at `root` as `proof` lets it through, and what evidence says of its texts.

    Each text as it was approved last; where the policy asks for no evidence, as the commit has it. Raises CannotRun where the clone
    lacks a text, or where the registers of that time cannot be read.
    """
    policy, forgotten = proof.evidence.gate.policy, proof.evidence.people.forgotten
    shown = shown_units(proof)
    with open_objects(root) as objects:
        if policy is not None and policy.settings.evidence == "optional":
            proven = {name: decision for name, decision in shown.items() if decision.verdict == "approved"}
            return committed_library(objects, proof.commit, forgotten), standings_of(proof, proven)
        sources = read_committed(objects, dict(approved_files(objects, proof, shown)))
    return _built(pipeline.check(sources), forgotten), standings_of(proof, shown)


def committed_library(objects: Objects, commit: str, forgotten: Forgotten = NOT_ONE) -> Library:
    """The library as a commit holds it. Raises CannotRun where its registers cannot be read."""
    files = {path: blob for path, blob in objects.tree(commit).items() if path.startswith(CONTENT)}
    return _built(pipeline.check(read_committed(objects, files)), forgotten)


def _built(checked: Checked, forgotten: Forgotten) -> Library:
    """The library of pages of which values can be made."""
    faulty = {finding.place.file for finding in checked.findings if finding.level == "error" and finding.code[0] in "RS"}
    lost = [file for file in _REGISTERS if file in faulty or file not in checked.collection.documents]
    if lost:
        raise CannotRun(f"{lost[0]} of that time cannot be read, so nothing can be counted")
    documents = [document for file, document in checked.collection.documents.items() if file not in faulty]
    return build_library(documents, (), is_gone=forgotten.is_gone)
