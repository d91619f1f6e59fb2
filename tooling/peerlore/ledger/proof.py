"""What evidence says of the commit that is checked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from peerlore.ledger.evidence import Evidence, head_of, hold_to, named, read_evidence
from peerlore.model.errors import CannotRun
from peerlore.model.nouns import Settings
from peerlore.model.reviews import Decision
from peerlore.model.sources import Blob
from peerlore.outside import branches
from peerlore.outside.objects import NoRepository, Objects, content_digest, open_objects
from peerlore.outside.pins import Pin
from peerlore.reviewing.units import Unit, build_units, veil


@dataclass(frozen=True)
class Proof:
    """What evidence says of one commit: its units and a decision for each, and for those that are no longer there."""

    commit: str
    evidence: Evidence
    units: Mapping[str, Unit]
    digests: Mapping[str, str]
    decisions: Mapping[str, Decision]

    def named(self, text: str) -> str:
        """A text of evidence with handles in the place of ids; people whom nobody knows any more stay nameless."""
        return named(text, self.evidence.people)


def verify(root: Path, pin: Pin | None = None, until: str = "") -> Proof:
    """Decide on every unit of the commit that is checked out, from this clone alone.

    `pin` is what an earlier release says of the evidence it was made with; evidence that does not go on from there is
    refused. With `until`, a day (ISO 8601, UTC), the commit is the one that was recorded last by its end, and nothing later
    counts. Raises CannotRun where the clone or its evidence is not whole, or where nothing was recorded by then.
    """
    with open_objects(root) as objects:
        evidence = read_evidence(objects, branches.remote_of(objects), until=until)
        if not evidence.held.commit:
            raise CannotRun(
                "there is no branch evidence here; fetch it with `git fetch origin evidence people`, or start one with `peerlore review adopt`"
            )
        hold_to(pin, evidence.ledger.digests)
        if until and not evidence.taken:
            began = evidence.ledger.records[0]["recorded"][:10] if evidence.ledger.records else "a later day"
            raise CannotRun(f"nothing was recorded by {until}: evidence begins on {began}")
        return _prove(objects, evidence, evidence.gate.commit if until else head_of(objects))


def settings_in_force(root: Path) -> Settings | None:
    """The settings that were approved last, by the evidence of this clone; None where it has none.

    What lies in `library.yml` may have come there without anybody's approval.
    """
    if not has_evidence(root):
        return None
    with open_objects(root) as objects:
        policy = read_evidence(objects, branches.remote_of(objects)).gate.policy
        return policy.settings if policy else None


def has_evidence(root: Path) -> bool:
    """Whether this clone has a branch of evidence."""
    try:
        with open_objects(root) as objects:
            return branches.exists(objects, branches.EVIDENCE, branches.remote_of(objects))
    except NoRepository:
        return False


def _prove(objects: Objects, evidence: Evidence, head: str) -> Proof:
    gate = evidence.gate
    tree = objects.tree(head)
    units = veil(build_units(tree, gate.policy.settings.ungoverned if gate.policy else ()), evidence.people.find)
    digest = {name: content_digest(raw) for name, raw in objects.blobs(blob.name for blob in _files(units))}
    digests = {name: unit.digest(digest.__getitem__) for name, unit in units.items()}
    return Proof(head, evidence, units, digests, gate.decide(units, digests))


def _files(units: Mapping[str, Unit]) -> Iterator[Blob]:
    return (blob for unit in units.values() for _, blob in unit.parts)
