"""What readers learn of what people said of sessions: numbers that stand for enough people."""

from __future__ import annotations

from peerlore.figures.attendance import attendance, attended
from peerlore.ledger.proof import Proof
from peerlore.model.attendance import Attended


def attended_sessions(proof: Proof | None) -> dict[str, Attended]:
    """How many were in each session, by its id, as it was read last."""
    said = proof.evidence.sayings if proof else None
    told = {id: attendance(own) for id, own in said.by_session.items()} if said else {}
    return {id: attended(who, said.at[:10]) for id, who in told.items() if said and who}
