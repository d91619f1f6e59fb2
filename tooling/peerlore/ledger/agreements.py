"""The agreements of a clone: the contracts of its groups, read where evidence says that they stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from peerlore.ledger.proof import Proof
from peerlore.model.reviews import Agreement, ApprovedText
from peerlore.model.sources import SourceFile
from peerlore.outside.objects import Objects, open_objects
from peerlore.reading.document import read_document
from peerlore.reviewing.agreements import contract_digest, signed

_GROUP = "group:"


def agreements_of(root: Path, proof: Proof) -> dict[str, Agreement]:
    """Who agreed to the contract of each group of the library at `root` that readers see, by the file of its page."""
    if not any(name.startswith(_GROUP) for name in proof.decisions):
        return {}
    with open_objects(root) as objects:
        return _read(objects, proof)


def _read(objects: Objects, proof: Proof) -> dict[str, Agreement]:
    evidence = proof.evidence
    records = {record["seq"]: record for record in evidence.ledger.records}
    found = {}
    for name, decision in proof.decisions.items():
        if not name.startswith(_GROUP) or decision.verdict not in ("approved", "held") or decision.text is None:
            continue
        texts = evidence.gate.versions(name)
        contracts = _contracts(objects, texts)
        if not contracts or not contracts[-1]:
            continue
        people = signed(zip(texts, map(_digest, contracts), strict=True), records)
        parties = [str(party) for party in contracts[-1].get("parties", ())]
        days = {party: people[person][:10] for party in parties if (person := evidence.people.find(party)) in people}
        found[decision.text.path] = Agreement(days, tuple(party for party in parties if party not in days))
    return found


def _contracts(objects: Objects, texts: Sequence[ApprovedText]) -> list[Mapping[str, Any]]:
    """The contract in each of these texts; empty where there is none."""
    found: list[Mapping[str, Any]] = []
    for text in texts:
        raw = objects.text(text.commit, text.path)
        contract = read_document(SourceFile(text.path, raw, len(raw)), "group").meta.get("contract")
        found.append(contract if isinstance(contract, dict) else {})
    return found


def _digest(contract: Mapping[str, Any]) -> str:
    return contract_digest(contract) if contract else ""
