"""Evidence as a clone holds it: read whole, or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import Any

import jsonschema_rs

from peerlore.model.activity import NO_ACTIVITIES, Activities, Help
from peerlore.model.attendance import NO_SAYINGS, AllSayings
from peerlore.model.errors import CannotRun
from peerlore.model.questionnaires import NOTHING_RETURNED, AllReturned
from peerlore.outside import branches
from peerlore.outside.branches import Held
from peerlore.outside.objects import Objects
from peerlore.outside.people_map import hold_people
from peerlore.outside.pins import Pin
from peerlore.outside.schemas import read_schema
from peerlore.reviewing.answers_file import QUESTIONNAIRES_FILE, read_returned
from peerlore.reviewing.gate import Gate
from peerlore.reviewing.helps import ANSWERS_FILE, read_helps
from peerlore.reviewing.people import PEOPLE_FILE, People, random_id, read_people
from peerlore.reviewing.records import BrokenEvidence, Ledger, read_ledger
from peerlore.reviewing.sayings_file import ATTENDANCE_FILE, read_sayings
from peerlore.reviewing.talks import ACTIVITY_FILE, read_activities

MakeId = Callable[[], str]
"""Gives ids to people who have none yet."""


@dataclass(frozen=True)
class Evidence:
    """Evidence as this clone holds it, with the gate that took its records, all of them or those until a day.

    `beside` is what lay beside the records at that time.
    """

    held: Held
    held_people: Held
    ledger: Ledger
    people: People
    gate: Gate
    taken: int
    beside: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def activities(self) -> Activities | None:
        """The numbers that lie beside the records; None where something else lies in their place. Nothing is decided on them."""
        raw = self.beside.get(ACTIVITY_FILE)
        return read_activities(raw, _fits("activity")) if raw is not None else NO_ACTIVITIES

    @cached_property
    def helps(self) -> tuple[Help, ...] | None:
        """Answers that helped, which lie beside the records; None where something else lies in their place."""
        raw = self.beside.get(ANSWERS_FILE)
        return read_helps(raw, _fits("answers")) if raw is not None else ()

    @cached_property
    def sayings(self) -> AllSayings | None:
        """What people said of sessions, which lies beside the records; None where something else lies in its place."""
        raw = self.beside.get(ATTENDANCE_FILE)
        return read_sayings(raw, _fits("attendance")) if raw is not None else NO_SAYINGS

    @cached_property
    def returned(self) -> AllReturned | None:
        """What came back of questionnaires, which lies beside the records; None where something else lies in its place."""
        raw = self.beside.get(QUESTIONNAIRES_FILE)
        return read_returned(raw, _fits("questionnaires")) if raw is not None else NOTHING_RETURNED


def named(text: str, people: People) -> str:
    """A text with handles in the place of ids."""
    return _PERSON.sub(lambda found: people.handle_of(found[0]) or "somebody who is no longer known", text)


_PERSON = re.compile(r"\bp-[a-z2-7]{8}\b")


def now() -> str:
    """The present time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_evidence(objects: Objects, remote: str, make_id: MakeId = random_id, until: str = "") -> Evidence:
    """The evidence of this clone, or an empty one where it has none; with `until`, as it was at the end of that day (ISO 8601, UTC).

    Raises CannotRun where clone or evidence is not whole.
    """
    if str(objects.repository.git.rev_parse("--is-shallow-repository")) == "true":
        raise CannotRun("this clone lacks part of its history, so nothing can be proven; fetch the rest with `git fetch --unshallow`")
    held_people = hold_people(objects, remote)
    held = branches.hold(objects, branches.EVIDENCE, remote)
    ledger = read_ledger(held.files, is_record(), now()) if held.commit else Ledger()
    people = people_in(held_people, make_id)
    gate = Gate(objects.text, people.handles())
    # Times of records never fall, so those until a day are the first ones.
    taken = sum(1 for each in ledger.records if not until or each["recorded"][:10] <= until)
    for each in ledger.records[:taken]:
        gate.take(each)
    beside = branches.beside_until(objects, held, until) if until and held.commit else held.beside
    return Evidence(held, held_people, ledger, people, gate, taken, beside)


def people_in(held: Held, make_id: MakeId = random_id) -> People:
    """The map of people in its branch."""
    return read_people(held.files.get(PEOPLE_FILE, b""), make_id) if held.commit else People(make_id=make_id)


@cache
def is_record() -> Callable[[Any], bool]:
    """What holds a value against the schema of records."""
    return jsonschema_rs.Draft202012Validator(read_schema("evidence")).is_valid


@cache
def _fits(name: str) -> Callable[[Any], bool]:
    """What holds a value against one of the schemas of what lies beside records."""
    return jsonschema_rs.Draft202012Validator(read_schema(name)).is_valid


def head_of(objects: Objects) -> str:
    """The commit that is checked out."""
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
