"""Questions that evidence and a forge answer together: what an open change waits for, what differs from the records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from peerlore.ledger.evidence import head_of, named, now, read_evidence
from peerlore.ledger.forge import FindForge
from peerlore.ledger.steps import bring, step_of
from peerlore.ledger.writing import recorder_of
from peerlore.model.reviews import Account, Change
from peerlore.outside import branches
from peerlore.outside.objects import Objects, open_objects
from peerlore.reviewing.people import People
from peerlore.reviewing.policy import read_policy
from peerlore.reviewing.reconciling import differences
from peerlore.reviewing.units import LIBRARY_FILE
from peerlore.reviewing.waiting import Waiting
from peerlore.reviewing.waiting import foresee as waiting_of


def foresee(root: Path, find_forge: FindForge, changes: Iterable[Change], clock: Callable[[], str] = now) -> tuple[list[Waiting], People]:
    """What open changes wait for, if they were merged now on top of the commit that is checked out.

    Their commits are fetched where this clone lacks them. Nothing is written. Returns the people whom the answers name too.
    """
    with open_objects(root) as objects:
        remote = branches.remote_of(objects)
        evidence, head = read_evidence(objects, remote), head_of(objects)
        recorder = recorder_of(objects, evidence, find_forge(objects), clock())
        if not evidence.ledger.records:  # as if an owner had adopted what is there
            evidence.gate.take(recorder.adoption(evidence.gate, head, objects.tree(head), _some_owner(objects, head)))
        waiting = []
        for change in changes:
            bring(objects, change)
            fork = objects.fork(head, change.head)
            merged = replace(change, merge=change.head, merged_at=recorder.now, merger=None)
            record = recorder.change(evidence.gate, step_of(objects, fork, change.head, merged))
            waiting.append(waiting_of(evidence.gate, change, record))
        return waiting, evidence.people


def _some_owner(objects: Objects, head: str) -> Account:
    policy = read_policy(objects.text(head, LIBRARY_FILE))
    owners = policy.settings.owners if policy else ()
    return Account(0, owners[0] if owners else "")


def reconcile(root: Path, changes: Iterable[Change]) -> list[str]:
    """What a forge says today of merged changes, where that differs from their records; one sentence for each difference."""
    with open_objects(root) as objects:
        evidence, head = read_evidence(objects, branches.remote_of(objects)), head_of(objects)
        first = evidence.ledger.records[0]["commit"] if evidence.ledger.records else head

        def has_commit(commit: str) -> bool:
            return bool(objects.resolve(commit)) and objects.is_before(commit, head) and not objects.is_before(commit, first)

        found = differences(evidence.ledger.records, changes, evidence.people, has_commit)
        return [named(sentence, evidence.people) for sentence in found]
