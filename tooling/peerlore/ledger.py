"""Evidence of a library on disk: reading it, deciding by it, writing the next records."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import uniform
from typing import Any, Protocol

import jsonschema_rs

from peerlore.model.errors import CannotRun
from peerlore.model.reviews import Account, Change, Decision, Trust
from peerlore.model.sources import Blob
from peerlore.outside import branches
from peerlore.outside.branches import Held
from peerlore.outside.objects import NoRepository, Objects, content_digest, open_objects
from peerlore.outside.pins import Pin
from peerlore.outside.schemas import read_schema
from peerlore.reviewing.gate import Gate
from peerlore.reviewing.people import PEOPLE_FILE, People, random_id, read_people
from peerlore.reviewing.policy import read_policy
from peerlore.reviewing.reconciling import differences
from peerlore.reviewing.recording import Recorder, Step
from peerlore.reviewing.records import HEAD_FILE, BrokenEvidence, Ledger, Record, canonical, digest_of, file_of, head_file, read_ledger
from peerlore.reviewing.units import LIBRARY_FILE, Unit, build_units, reach, veil
from peerlore.reviewing.waiting import Waiting
from peerlore.reviewing.waiting import foresee as waiting_of

_TRIES = 200


class Forge(Protocol):
    """Whoever knows about reviews: GitHub, or the trailers of merge commits."""

    @property
    def source(self) -> Trust:
        """What its word is worth."""
        ...

    def repository_id(self) -> str:
        """What does not change of the repository's name."""
        ...

    def change_of_commit(self, commit: str) -> Change | None:
        """The change that brought a commit to the published branch."""
        ...

    def account_of(self, handle: str) -> Account | None:
        """The account that has a handle now."""
        ...


FindForge = Callable[[Objects], Forge]
"""Finds the forge of a repository."""

MakeId = Callable[[], str]
"""Gives ids to people who have none yet."""


@dataclass(frozen=True)
class Evidence:
    """Evidence as this clone holds it, with the gate that took all of its records."""

    held: Held
    held_people: Held
    ledger: Ledger
    people: People
    gate: Gate


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


def named(text: str, people: People) -> str:
    """A text with handles in the place of ids."""
    return _PERSON.sub(lambda found: people.handle_of(found[0]) or "somebody who is no longer known", text)


_PERSON = re.compile(r"\bp-[a-z2-7]{8}\b")


def now() -> str:
    """The present time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def verify(root: Path, pin: Pin | None = None) -> Proof:
    """Decide on every unit of the commit that is checked out, from this clone alone.

    `pin` is what an earlier release says of the evidence it was made with; evidence that does not go on from there is
    refused. Raises CannotRun where the clone or its evidence is not whole.
    """
    with open_objects(root) as objects:
        evidence = _read(objects, branches.remote_of(objects))
        if not evidence.held.commit:
            raise CannotRun(
                "there is no branch evidence here; fetch it with `git fetch origin evidence people`, or start one with `peerlore review adopt`"
            )
        hold_to(pin, evidence.ledger.digests)
        return _prove(objects, evidence, _head(objects))


def has_evidence(root: Path) -> bool:
    """Whether this clone has a branch of evidence."""
    try:
        with open_objects(root) as objects:
            return branches.exists(objects, branches.EVIDENCE, branches.remote_of(objects))
    except NoRepository:
        return False


def record(
    root: Path,
    find_forge: FindForge,
    branch: str = "main",
    *,
    share: bool = True,
    clock: Callable[[], str] = now,
    make_id: MakeId = random_id,
) -> list[Record]:
    """Record what came to `branch`, the published one, since the last record, up to the commit that is checked out.

    Where somebody else records at the same time, what they wrote is read again and only the rest is added. With `share`,
    the branches are those of the remote. Returns the new records.
    """
    with open_objects(root) as objects:
        forge, head = find_forge(objects), _published(objects, branch, share=share)

        def make(evidence: Evidence) -> list[Record]:
            if not evidence.ledger.records:
                raise CannotRun("there is no evidence yet to go on from; an owner of the library starts it with `peerlore review adopt`")
            return _records(objects, evidence, forge, head, clock())

        return _append(objects, make, make_id, share=share)


def adopt(
    root: Path,
    find_forge: FindForge,
    handle: str,
    branch: str = "main",
    *,
    share: bool = True,
    clock: Callable[[], str] = now,
    make_id: MakeId = random_id,
) -> list[Record]:
    """Answer, as an owner of the library, for every text of which no record tells yet. The first adoption starts a ledger."""
    with open_objects(root) as objects:
        forge, head = find_forge(objects), _published(objects, branch, share=share)
        by = forge.account_of(handle)
        if by is None:
            raise CannotRun(f"nobody has the account {handle!r}")

        def make(evidence: Evidence) -> list[Record]:
            gate = evidence.gate
            if gate.commit and gate.commit != head:
                raise CannotRun("there are commits that no record tells of; run `peerlore review record` first")
            recorder = _recorder(objects, evidence, forge, clock())
            adoption = recorder.adoption(gate, head, objects.tree(head), by)
            if not adoption["units"]:
                raise CannotRun("evidence tells of every text here; a text that is not approved takes a pull request")
            return [adoption]

        return _append(objects, make, make_id, share=share)


def foresee(root: Path, find_forge: FindForge, changes: Iterable[Change], clock: Callable[[], str] = now) -> tuple[list[Waiting], People]:
    """What open changes wait for, if they were merged now on top of the commit that is checked out.

    Their commits are fetched where this clone lacks them. Nothing is written. Returns the people whom the answers name too.
    """
    with open_objects(root) as objects:
        remote = branches.remote_of(objects)
        evidence, head = _read(objects, remote), _head(objects)
        recorder = _recorder(objects, evidence, find_forge(objects), clock())
        if not evidence.ledger.records:  # as if an owner had adopted what is there
            evidence.gate.take(recorder.adoption(evidence.gate, head, objects.tree(head), _some_owner(objects, head)))
        waiting = []
        for change in changes:
            _bring(objects, change)
            fork = objects.fork(head, change.head)
            merged = replace(change, merge=change.head, merged_at=recorder.now, merger=None)
            record = recorder.change(evidence.gate, _step(objects, fork, change.head, merged))
            waiting.append(waiting_of(evidence.gate, change, record))
        return waiting, evidence.people


def _some_owner(objects: Objects, head: str) -> Account:
    policy = read_policy(objects.text(head, LIBRARY_FILE))
    owners = policy.settings.owners if policy else ()
    return Account(0, owners[0] if owners else "")


def reconcile(root: Path, changes: Iterable[Change]) -> list[str]:
    """What a forge says today of merged changes, where that differs from their records; one sentence for each difference."""
    with open_objects(root) as objects:
        evidence, head = _read(objects, branches.remote_of(objects)), _head(objects)
        first = evidence.ledger.records[0]["commit"] if evidence.ledger.records else head

        def has_commit(commit: str) -> bool:
            return bool(objects.resolve(commit)) and objects.is_before(commit, head) and not objects.is_before(commit, first)

        found = differences(evidence.ledger.records, changes, evidence.people, has_commit)
        return [named(sentence, evidence.people) for sentence in found]


def forget(root: Path, handle: str, *, share: bool = True) -> int:
    """Take a person out of the map of people; evidence stays as it is. Returns how many entries that were."""
    with open_objects(root) as objects:
        remote = branches.remote_of(objects) if share else ""
        for _ in range(_TRIES):
            if remote:
                branches.fetch_branches(objects, remote)
            held = branches.hold(objects, branches.PEOPLE, remote)
            people = _people(held)
            gone = people.forget(handle)
            if not gone or branches.renew(objects, remote, held, {PEOPLE_FILE: people.write()}, "Who is who", now()):
                return len(gone)
    raise CannotRun("others keep writing to the branch people; try again later")


# Reading ---------------------------------------------------------------------------------------------------------------


def _read(objects: Objects, remote: str, make_id: MakeId = random_id) -> Evidence:
    if str(objects.repository.git.rev_parse("--is-shallow-repository")) == "true":
        raise CannotRun("this clone lacks part of its history, so nothing can be proven; fetch the rest with `git fetch --unshallow`")
    held_people = branches.hold(objects, branches.PEOPLE, remote)
    held = branches.hold(objects, branches.EVIDENCE, remote)
    ledger = read_ledger(held.files, _is_record(), now()) if held.commit else Ledger()
    people = _people(held_people, make_id)
    gate = Gate(objects.text, people.handles())
    for each in ledger.records:
        gate.take(each)
    return Evidence(held, held_people, ledger, people, gate)


def _people(held: Held, make_id: MakeId = random_id) -> People:
    return read_people(held.files.get(PEOPLE_FILE, b""), make_id) if held.commit else People(make_id=make_id)


@cache
def _is_record() -> Callable[[Any], bool]:
    return jsonschema_rs.Draft202012Validator(read_schema("evidence")).is_valid


def _published(objects: Objects, branch: str, *, share: bool) -> str:
    """The commit that is checked out, if it is on the branch that is published: nothing else may be recorded."""
    head, remote = _head(objects), branches.remote_of(objects) if share else ""
    if remote:
        objects.fetch(remote, f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}")
    tip = objects.resolve(f"refs/remotes/{remote}/{branch}" if remote else f"refs/heads/{branch}")
    if not tip or not objects.is_before(head, tip):
        where = f"{branch} of {remote}" if remote else branch
        raise CannotRun(f"commit {head[:10]} is not on {where}, and only that branch is recorded; switch to it, and pull")
    return head


def _head(objects: Objects) -> str:
    head = objects.resolve("HEAD")
    if not head:
        raise CannotRun("this repository has no commit yet")
    return head


def hold_to(pin: Pin | None, digests: Sequence[str]) -> None:
    """Raise BrokenEvidence where a ledger, given by the digests of its records, does not go on from that of an earlier release."""
    if pin is None:
        return
    if pin.count > len(digests):
        raise BrokenEvidence(
            f"the site was made with {pin.count:,} records of evidence, and this clone has {len(digests):,}; "
            "fetch the rest with `git fetch origin evidence people`, or find out who took them away"
        )
    if pin.count and digests[pin.count - 1] != pin.head:
        raise BrokenEvidence(f"record {pin.count} of the evidence is another one than the site was made with: somebody rewrote the branch")


def _prove(objects: Objects, evidence: Evidence, head: str) -> Proof:
    gate = evidence.gate
    tree = objects.tree(head)
    units = veil(build_units(tree, gate.policy.settings.ungoverned if gate.policy else ()), evidence.people.find)
    digest = {name: content_digest(raw) for name, raw in objects.blobs(blob.name for blob in _files(units))}
    digests = {name: unit.digest(digest.__getitem__) for name, unit in units.items()}
    return Proof(head, evidence, units, digests, gate.decide(units, digests))


def _files(units: Mapping[str, Unit]) -> Iterator[Blob]:
    return (blob for unit in units.values() for _, blob in unit.parts)


# Writing ---------------------------------------------------------------------------------------------------------------


def _append(objects: Objects, make: Callable[[Evidence], list[Record]], make_id: MakeId, *, share: bool) -> list[Record]:
    """Add records to the ledger as it is at that moment; where somebody was faster, make them anew on top of theirs."""
    remote = branches.remote_of(objects) if share else ""
    with objects.alone("peerlore-evidence.lock"):  # who records in the same repository waits; elsewhere, the faster one wins
        return _append_alone(objects, remote, make, make_id)


def _append_alone(objects: Objects, remote: str, make: Callable[[Evidence], list[Record]], make_id: MakeId) -> list[Record]:
    for attempt in range(_TRIES):
        if remote:
            branches.fetch_branches(objects, remote)
        evidence = _read(objects, remote, make_id)
        known = evidence.people.write()
        records, files = _chain(make(evidence), evidence.ledger)
        if not records:
            return []
        if evidence.ledger.records and records[0]["repository"] != evidence.ledger.records[0]["repository"]:
            raise CannotRun(f"this evidence belongs to the repository {evidence.ledger.records[0]['repository']}, and not to this one")
        at, message = records[-1]["recorded"], _message(records)
        people = evidence.people.write()
        done = people == known or branches.renew(objects, remote, evidence.held_people, {PEOPLE_FILE: people}, "Who is who", at)
        if done and branches.extend(objects, remote, evidence.held, files, message, at):
            return records
        time.sleep(uniform(0, min(0.05 * (attempt + 1), 1)))  # noqa: S311 - so that those who meet once do not meet again
    raise CannotRun("others keep writing to the branch evidence; try again later")


def _chain(made: list[Record], ledger: Ledger) -> tuple[list[Record], dict[str, bytes]]:
    """Records with their places in the chain, and the files that say so."""
    head, records, files = ledger.head, [], {}
    for seq, each in enumerate(made, len(ledger.records) + 1):
        whole: Record = {**each, "seq": seq, "prev": head}
        raw = canonical(whole)
        if not _is_record()(whole):
            raise AssertionError(f"record {seq} does not fit its own format")
        files[file_of(seq)], head = raw, digest_of(raw)
        records.append(whole)
    files[HEAD_FILE] = head_file(len(ledger.records) + len(records), head)
    return records, files


def _message(records: list[Record]) -> str:
    first, last = records[0]["seq"], records[-1]["seq"]
    return f"Record {first}" if first == last else f"Records {first} to {last}"


def _records(objects: Objects, evidence: Evidence, forge: Forge, head: str, at: str) -> list[Record]:
    gate, recorder = evidence.gate, _recorder(objects, evidence, forge, at)
    if objects.is_before(head, gate.commit):
        return []  # somebody recorded a later state of the branch already
    made: list[Record] = []
    for step in _steps(objects, gate.commit, head, forge):
        written = recorder.change(gate, step)
        gate.take({**written, "seq": len(evidence.ledger.records) + len(made) + 1})
        made.append(written)
    return made


def _recorder(objects: Objects, evidence: Evidence, forge: Forge, at: str) -> Recorder:
    digests: dict[str, str] = {}

    def digest(name: str) -> str:
        if name not in digests:
            digests[name] = content_digest(objects.blob(name))
        return digests[name]

    asked: dict[str, Account | None] = {}

    def account_of(handle: str) -> Account | None:
        if handle not in asked:
            asked[handle] = forge.account_of(handle)
        return asked[handle]

    latest = evidence.ledger.records[-1]["recorded"] if evidence.ledger.records else ""
    return Recorder(forge.repository_id(), forge.source, evidence.people, account_of, objects.blob, digest, max(at, latest))


def _steps(objects: Objects, base: str, tip: str, forge: Forge) -> Iterator[Step]:
    """What happened between two commits of the published branch: changes as they were merged, and commits that nobody reviewed."""
    if not objects.is_before(base, tip):  # the branch was rewritten: all that differs came without a review
        yield _step(objects, base, tip, None)
        return
    start, open_change = base, None
    for commit in objects.steps(base, tip):
        change = forge.change_of_commit(commit.name)
        if open_change and (change is None or change.number != open_change.number):
            yield _step(objects, start, commit.parents[0], None)  # commits of a change that was not merged with them
            start = commit.parents[0]
        open_change = change
        if change is None or change.merge == commit.name:
            yield _step(objects, start, commit.name, change)
            start, open_change = commit.name, None
    if open_change:
        yield _step(objects, start, tip, None)


def _step(objects: Objects, base: str, commit: str, change: Change | None) -> Step:
    at = change.merged_at if change and change.merged_at else _time(objects.commit(commit).time)
    known = bool(objects.resolve(base))  # a branch that was rewritten may have left its old commits behind
    paths = reach(objects.changed(base, commit)) if known else ()
    reviewed = None
    if change:
        _bring(objects, change)
        reviewed = objects.tree(change.head, paths)
    return Step(base, commit, objects.tree(base, paths) if known else {}, objects.tree(commit, paths), at, change, reviewed)


def _bring(objects: Objects, change: Change) -> None:
    """Fetch the head of a change, if this clone lacks it."""
    if not objects.resolve(change.head):
        objects.fetch(branches.remote_of(objects), f"+refs/pull/{change.number}/head:refs/peerlore/pull/{change.number}")
    if not objects.resolve(change.head):
        raise CannotRun(f"commit {change.head[:10]} of #{change.number} cannot be fetched; somebody may have pushed just now, so try again")


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
