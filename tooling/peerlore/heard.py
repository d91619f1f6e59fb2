"""What readers learn of what people said of sessions: numbers that stand for enough people."""

from __future__ import annotations

from peerlore.figures.attendance import attendance, attended
from peerlore.figures.questionnaires import rate, shown
from peerlore.ledger.proof import Proof
from peerlore.model.attendance import Attendance, Attended
from peerlore.model.questionnaires import Answered


def attended_sessions(proof: Proof | None) -> dict[str, Attended]:
    """How many were in each session, by its id, as it was read last."""
    said = proof.evidence.sayings if proof else None
    return {id: attended(who, said.at[:10]) for id, who in attendances(proof).items()} if said else {}


def attendances(proof: Proof | None) -> dict[str, Attendance]:
    """Who was in each session, by its id, with everybody by their id: for those who may know that."""
    said = proof.evidence.sayings if proof else None
    found = {id: attendance(own) for id, own in said.by_session.items()} if said else {}
    return {id: who for id, who in found.items() if who}


def answered_sessions(proof: Proof | None) -> dict[str, Answered]:
    """What was answered after each session, by its id."""
    counted = proof.evidence.returned if proof else None
    by_session = counted.by_session if counted else {}
    return {id: Answered(own.at[:10], own.returned, own.asked, rate(own), shown(own)) for id, own in by_session.items()}
