"""Figures put together: the library as it was published on a day, and what the evidence of a clone tells until then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from peerlore.crediting import evidence_deeds
from peerlore.figures.known import Known
from peerlore.figures.measures import measure
from peerlore.heard import answered_sessions, attended_sessions
from peerlore.ledger.evidence import head_of
from peerlore.ledger.proof import Proof, has_evidence, verify
from peerlore.library import Library
from peerlore.model.activity import NO_ACTIVITIES, Activities
from peerlore.model.errors import CannotRun
from peerlore.model.figures import Figures
from peerlore.model.reviews import Standings
from peerlore.outside.history import file_days
from peerlore.outside.objects import open_objects
from peerlore.past import committed_library, published_then


@dataclass(frozen=True)
class Moment:
    """Everything that is known of a library as of the end of a day, with its figures, and its evidence where it has any."""

    known: Known
    figures: Figures
    proof: Proof | None = None


def figures_until(root: Path, day: str) -> Figures:
    """The figures of the library at `root` at the end of a day (ISO 8601, UTC), out of git alone."""
    return moment_of(root, day).figures


def moment_of(root: Path, day: str) -> Moment:
    """What is known of the library at `root` at the end of a day (ISO 8601, UTC), out of git alone.

    With evidence, the texts are those that had been approved by then; without, those of the last commit of the branch that is
    checked out. Raises CannotRun where there is nothing from that time.
    """
    if not has_evidence(root):
        return _without_evidence(root, day)
    proof = verify(root, until=day)
    library, standings = published_then(root, proof)
    known = _known(library, standings, proof.evidence.activities or NO_ACTIVITIES, proof, day)
    return Moment(known, _figures(known, proof, proof.commit), proof)


def figures_of(library: Library, standings: Standings, activities: Activities, proof: Proof | None, day: str) -> Figures:
    """The figures of a library of which this is known, as of a day (ISO 8601)."""
    return _figures(_known(library, standings, activities, proof, day), proof, proof.commit if proof else "")


def _known(library: Library, standings: Standings, activities: Activities, proof: Proof | None, day: str) -> Known:
    if proof is None:
        return Known(day, library, standings, activities=activities)
    evidence = proof.evidence
    handles = {person: evidence.people.handle_of(person) for person in evidence.people.known}
    return Known(
        day,
        library,
        standings,
        evidence.ledger.records[: evidence.taken],
        evidence_deeds(evidence, library.sessions.values()),
        handles,
        activities,
        attended_sessions(proof),
        answered_sessions(proof),
    )


def _figures(known: Known, proof: Proof | None, commit: str) -> Figures:
    digests = proof.evidence.ledger.digests[: proof.evidence.taken] if proof else ()
    return Figures(known.day, commit, len(known.records), digests[-1] if digests else "", measure(known))


def last_day(standings: Standings, activities: Activities, proof: Proof | None) -> str:
    """The day (ISO 8601, UTC) on which something happened last of which this tells; empty where nothing does.

    Figures of that day stay what they are until something else happens.
    """
    records = proof.evidence.ledger.records if proof else []
    days = [record["recorded"][:10] for record in records[-1:]] + [activities.at[:10], *standings.changed.values()]
    return max(days, default="")


def _without_evidence(root: Path, day: str) -> Moment:
    with open_objects(root) as objects:
        head = head_of(objects)
        commit = objects.commit_until(head, day)
        if not commit:
            began = datetime.fromtimestamp(objects.commit(objects.first_commit(head)).time, UTC).date().isoformat()
            raise CannotRun(f"there was no library by {day}: its first commit is from {began}")
        library = committed_library(objects, commit)
    days = file_days(root)
    standings = Standings(
        changed={file: each.last for file, each in days.items() if each.last <= day},
        came={file: each.first for file, each in days.items() if each.first <= day},
    )
    known = _known(library, standings, NO_ACTIVITIES, None, day)
    return Moment(known, _figures(known, None, commit))
