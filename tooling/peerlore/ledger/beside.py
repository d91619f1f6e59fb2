"""What is kept beside the records of evidence: numbers of discussions, what people say of sessions, counted answers. No record changes, and no
text is approved by it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import uniform

from peerlore.figures.attendance import attendance
from peerlore.ledger.evidence import Evidence, MakeId, now, read_evidence
from peerlore.library import Library
from peerlore.model.activity import Activities, Talk
from peerlore.model.attendance import AllSayings
from peerlore.model.errors import CannotRun
from peerlore.model.issues import Issue
from peerlore.model.questionnaires import AllReturned
from peerlore.model.reviews import Account
from peerlore.outside import branches
from peerlore.outside.objects import Objects, open_objects
from peerlore.outside.people_map import hold_to_source, keep_people
from peerlore.reviewing.answers import count_answers
from peerlore.reviewing.answers_file import QUESTIONNAIRES_FILE, write_returned
from peerlore.reviewing.helps import ANSWERS_FILE, count_helps, write_helps
from peerlore.reviewing.people import random_id
from peerlore.reviewing.sayings import Rolls, hear, merged
from peerlore.reviewing.sayings_file import ATTENDANCE_FILE, write_sayings
from peerlore.reviewing.talks import ACTIVITY_FILE, count_talks, write_activities

_TRIES = 20


@dataclass(frozen=True, slots=True)
class Said:
    """What a forge tells at one moment: discussions and issues of a repository, and what does not change of its name.

    `account_of` finds the account that has a handle now.
    """

    repository: str
    talks: Sequence[Talk]
    issues: Sequence[Issue]
    account_of: Callable[[str], Account | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of it now, and what should be looked at, in sentences. `files` are as they lie beside evidence."""

    activities: Activities
    sayings: AllSayings
    returned: AllReturned
    notes: Sequence[str]
    files: dict[str, bytes]


def keep(
    root: Path, said: Said, library: Library, *, share: bool = True, clock: Callable[[], str] = now, make_id: MakeId = random_id
) -> Kept:
    """Keep on the branch of evidence what a forge tells.

    Where somebody records at the same time, both land. Raises CannotRun where there is no evidence to lie beside, where it is
    not whole, or where it belongs to another repository.
    """
    with open_objects(root) as objects:
        remote = branches.remote_of(objects) if share else ""
        with objects.alone("peerlore-evidence.lock"):
            for attempt in range(_TRIES):
                if remote:
                    branches.fetch_branches(objects, remote)
                evidence = _read(objects, remote, said.repository, make_id)
                known = evidence.people.write()
                at = max(clock(), evidence.activities.at if evidence.activities else "", evidence.sayings.at if evidence.sayings else "")
                kept = _kept(evidence, said, library, at)
                people = evidence.people.write()
                if people != known:
                    hold_to_source(library.settings.people_source)
                # The map comes first, so that no id is ever found that nobody knows.
                done = people == known or keep_people(objects, remote, evidence.held_people, people, at)
                if done and branches.extend(objects, remote, evidence.held, kept.files, f"What was said until {at[:10]}", at):
                    return kept
                time.sleep(uniform(0, min(0.05 * (attempt + 1), 1)))  # noqa: S311 - so that those who meet once do not meet again
    raise CannotRun("others keep writing to the branch evidence; try again later")


def _read(objects: Objects, remote: str, repository: str, make_id: MakeId) -> Evidence:
    evidence = read_evidence(objects, remote, make_id)
    if not evidence.ledger.records:
        raise CannotRun("there is no evidence yet beside which to keep numbers; an owner starts it with `peerlore review adopt`")
    known = evidence.ledger.records[0]["repository"]
    if known != repository:
        raise CannotRun(f"this evidence belongs to the repository {known}, and not to the one that was asked")
    return evidence


def _kept(evidence: Evidence, said: Said, library: Library, at: str) -> Kept:
    activities, notes = count_talks(said.talks, library, at)
    files = {ACTIVITY_FILE: write_activities(activities)}
    old, counted = evidence.sayings, evidence.returned
    if old is None or counted is None:  # what issues no longer say stands nowhere else
        file = ATTENDANCE_FILE if old is None else QUESTIONNAIRES_FILE
        raise CannotRun(f"{file} on the branch evidence is not as `peerlore sync` writes it; bring back an earlier commit's with git")
    rolls = Rolls(library, evidence.people, said.account_of, old)
    heard, unheard = hear(said.issues, rolls)
    sayings = merged(old, heard, library.sessions, evidence.people.known, at)
    guests = {id: who.guests for id, own in sayings.by_session.items() if (who := attendance(own))}
    returned, uncounted = count_answers(said.issues, rolls, library, guests, counted, at)
    helps = count_helps(said.talks, library, evidence.people, evidence.helps or ())
    if helps or evidence.helps:
        files[ANSWERS_FILE] = write_helps(helps, at)
    if sayings.by_session:
        files[ATTENDANCE_FILE] = write_sayings(sayings)
    if returned.by_session:
        files[QUESTIONNAIRES_FILE] = write_returned(returned)
    return Kept(activities, sayings, returned, [*notes, *unheard, *uncounted], files)
