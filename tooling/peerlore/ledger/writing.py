"""The next records: made on top of those that are there, and added only if nobody was faster."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import uniform

from peerlore.ledger.evidence import Evidence, MakeId, is_record, now, people_in, read_evidence
from peerlore.ledger.forge import FindForge, Forge
from peerlore.ledger.steps import published_head, steps_of
from peerlore.model.errors import CannotRun
from peerlore.model.reviews import Account
from peerlore.outside import branches
from peerlore.outside.objects import Objects, content_digest, open_objects
from peerlore.outside.people_map import hold_people, hold_to_source, keep_people
from peerlore.reviewing.people import random_id
from peerlore.reviewing.policy import read_policy
from peerlore.reviewing.recording import Recorder
from peerlore.reviewing.records import HEAD_FILE, Ledger, Record, canonical, digest_of, file_of, head_file
from peerlore.reviewing.units import LIBRARY_FILE

_TRIES = 200


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
        forge, head = find_forge(objects), published_head(objects, branch, share=share)
        hold_to_source(_people_source(objects, head))

        def make(evidence: Evidence) -> list[Record]:
            if not evidence.ledger.records:
                raise CannotRun("there is no evidence yet to go on from; an owner of the library starts it with `peerlore review adopt`")
            return _new_records(objects, evidence, forge, head, clock())

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
        forge, head = find_forge(objects), published_head(objects, branch, share=share)
        hold_to_source(_people_source(objects, head))
        by = forge.account_of(handle)
        if by is None:
            raise CannotRun(f"nobody has the account {handle!r}")

        def make(evidence: Evidence) -> list[Record]:
            gate = evidence.gate
            if gate.commit and gate.commit != head:
                raise CannotRun("there are commits that no record tells of; run `peerlore review record` first")
            recorder = recorder_of(objects, evidence, forge, clock())
            adoption = recorder.adoption(gate, head, objects.tree(head), by)
            if not adoption["units"]:
                raise CannotRun("evidence tells of every text here; a text that is not approved takes a pull request")
            return [adoption]

        return _append(objects, make, make_id, share=share)


def forget(root: Path, who: str, named: Callable[[str], bool], *, share: bool = True) -> tuple[str, ...]:
    """Take a person out of the map of people, named by a handle or by their id; evidence stays as it is.

    Returns every handle that is kept as a mark from now on, and nowhere else: the one that was named, and others that the map
    had for the same person. Raises CannotRun for an id that the map does not have, and for a handle of which neither the map
    nor `named`, which tells of the library's files, has heard.
    """
    with open_objects(root) as objects:
        remote = branches.remote_of(objects) if share else ""
        for _ in range(_TRIES):
            if remote:
                branches.fetch_branches(objects, remote)
            held = hold_people(objects, remote)
            people = people_in(held)
            if not held.commit:
                raise CannotRun(
                    "there is no map of people here; fetch it with `git fetch origin people`, or name its file in PEERLORE_PEOPLE"
                )
            if who.startswith("p-") and not people.handle_of(who):
                raise CannotRun(f"nobody in the map of people has the id {who!r}")
            handle = people.handle_of(who) or who.lower()
            if not people.find(handle) and not named(handle):
                raise CannotRun(f"nobody in the map of people has or had the handle {handle!r}, and no file of the library names them")
            gone = {handle, *(each for known in people.known.values() if handle in known.handles for each in known.handles)}
            people.forget(handle)
            if keep_people(objects, remote, held, people.write(), now()):
                return tuple(sorted(gone))
    raise CannotRun("others keep writing to the map of people; try again later")


def _people_source(objects: Objects, head: str) -> str:
    """Where the library wants its map of people, as its newest `library.yml` says: an approval may come too late for names."""
    policy = read_policy(objects.text(head, LIBRARY_FILE)) if objects.file(head, LIBRARY_FILE) else None
    return policy.settings.people_source if policy else ""


def _append(objects: Objects, make: Callable[[Evidence], list[Record]], make_id: MakeId, *, share: bool) -> list[Record]:
    """Add records to the ledger as it is at that moment; where somebody was faster, make them anew on top of theirs."""
    remote = branches.remote_of(objects) if share else ""
    with objects.alone("peerlore-evidence.lock"):  # who records in the same repository waits; elsewhere, the faster one wins
        return _append_alone(objects, remote, make, make_id)


def _append_alone(objects: Objects, remote: str, make: Callable[[Evidence], list[Record]], make_id: MakeId) -> list[Record]:
    for attempt in range(_TRIES):
        if remote:
            branches.fetch_branches(objects, remote)
        evidence = read_evidence(objects, remote, make_id)
        known = evidence.people.write()
        records, files = _chain(make(evidence), evidence.ledger)
        if not records:
            return []
        if evidence.ledger.records and records[0]["repository"] != evidence.ledger.records[0]["repository"]:
            raise CannotRun(f"this evidence belongs to the repository {evidence.ledger.records[0]['repository']}, and not to this one")
        at, message = records[-1]["recorded"], _message(records)
        people = evidence.people.write()
        done = people == known or keep_people(objects, remote, evidence.held_people, people, at)
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
        if not is_record()(whole):
            raise AssertionError(f"record {seq} does not fit its own format")
        files[file_of(seq)], head = raw, digest_of(raw)
        records.append(whole)
    files[HEAD_FILE] = head_file(len(ledger.records) + len(records), head)
    return records, files


def _message(records: list[Record]) -> str:
    first, last = records[0]["seq"], records[-1]["seq"]
    return f"Record {first}" if first == last else f"Records {first} to {last}"


def _new_records(objects: Objects, evidence: Evidence, forge: Forge, head: str, at: str) -> list[Record]:
    gate, recorder = evidence.gate, recorder_of(objects, evidence, forge, at)
    if objects.is_before(head, gate.commit):
        return []  # somebody recorded a later state of the branch already
    made: list[Record] = []
    for step in steps_of(objects, gate.commit, head, forge):
        written = recorder.change(gate, step)
        gate.take({**written, "seq": len(evidence.ledger.records) + len(made) + 1})
        made.append(written)
    return made


def recorder_of(objects: Objects, evidence: Evidence, forge: Forge, at: str) -> Recorder:
    """What writes records of a repository; the forge is asked about each handle once."""
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
