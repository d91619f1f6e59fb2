"""`peerlore review verify`: decide anew, from this clone alone, which texts are approved."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from peerlore.commands.terminal import LibraryOption, SinceOption, paint, progress
from peerlore.ledger.agreements import agreements_of
from peerlore.ledger.proof import Proof, verify
from peerlore.model.errors import CannotRun
from peerlore.model.reviews import Agreement, Decision
from peerlore.outside.files import library_root  # without the pipeline, which imports every rule
from peerlore.outside.pins import read_pin

_STYLES = {"approved": "green", "held": "yellow", "withheld": "red", "removed": "dim"}


def run(
    why: Annotated[
        str, typer.Option("--why", help="Say only why this file, or the text with this id, is published or not.", metavar="PATH")
    ] = "",
    since: SinceOption = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="For people, or for programs.")] = "text",
    library: LibraryOption = ".",
) -> None:
    """Decide which texts of the commit that is checked out are approved, without a network.

    Exit codes: 0 all are, 1 some are not, 2 the clone or its evidence is not whole.

    Example: `peerlore review verify --why content/modules/circles/run-a-circle.md`
    """
    root = library_root(Path(library).resolve())
    with progress("Verifying"):
        proof = verify(root, read_pin(since) if since else None)
        agreements = agreements_of(root, proof)
    chosen = _chosen(proof, why) if why else list(proof.decisions.values())
    open_ones = [decision for decision in chosen if decision.verdict in ("held", "withheld")]
    if format == "json":
        print(json.dumps({**_json(proof, chosen), "agreements": _said(agreements, chosen)}, ensure_ascii=False, indent=1))
    else:
        for decision in chosen if why else open_ones:
            print(f"{paint(f'{decision.verdict:<8}', _STYLES[decision.verdict])}  {proof.named(decision.path or decision.unit)}")
            print(f"          {proof.named(decision.reason)}")
        for file, agreement in _said(agreements, chosen).items():
            if why or agreement["open"]:
                print(_sentence(file, agreement))
        if not why:
            print(_summary(proof))
    sys.exit(1 if open_ones else 0)


def _chosen(proof: Proof, what: str) -> list[Decision]:
    """The decisions about the text at a path, where it stands or was approved, about that of a picture, or of an id."""
    chosen = [
        decision
        for name, decision in proof.decisions.items()
        if what in (name, proof.named(name), proof.named(decision.path), proof.named(decision.text.path) if decision.text else "")
        or proof.named(name).partition(":")[2].partition(".")[0] == what
        or (name in proof.units and what in proof.units[name].files())
    ]
    if not chosen:
        raise CannotRun(f"no text of the library has the path or id {what!r}")
    return chosen


def _said(agreements: Mapping[str, Agreement], chosen: list[Decision]) -> dict[str, Any]:
    """The agreements behind the texts that were asked for, by the files of their groups."""
    files = {decision.text.path for decision in chosen if decision.text}
    return {file: {"signed": dict(one.signed), "open": list(one.open)} for file, one in sorted(agreements.items()) if file in files}


def _sentence(file: str, agreement: Mapping[str, Any]) -> str:
    signed = ", ".join(f"{party} on {day}" for party, day in agreement["signed"].items())
    waits = f"the agreement waits for {', '.join(agreement['open'])}" if agreement["open"] else "everybody agreed"
    return f"agreement {file}\n          {waits}" + (f"; signed by {signed}" if signed else "")


def _summary(proof: Proof) -> str:
    counts: Counter[str] = Counter(decision.verdict for decision in proof.decisions.values())
    names = {"approved": "approved", "held": "at an older text", "withheld": "without approval", "removed": "removed"}
    said = ", ".join(f"{counts[verdict]:,} {name}" for verdict, name in names.items() if counts[verdict])
    return f"commit {proof.commit[:10]}: {said or 'no texts'}; {len(proof.evidence.ledger.records):,} records, all whole"


def _json(proof: Proof, chosen: list[Decision]) -> dict[str, Any]:
    evidence = proof.evidence
    return {
        "version": 1,
        "commit": proof.commit,
        "evidence": {"count": len(evidence.ledger.records), "head": evidence.ledger.head},
        "texts": [
            {
                "unit": proof.named(decision.unit),
                "path": proof.named(decision.path),
                "verdict": decision.verdict,
                "reason": proof.named(decision.reason),
                "shown": {
                    "path": proof.named(decision.text.path),
                    "commit": decision.text.commit,
                    "digest": decision.text.digest,
                    "record": decision.text.record,
                }
                if decision.text and decision.verdict in ("approved", "held")
                else None,
            }
            for decision in chosen
        ],
    }
