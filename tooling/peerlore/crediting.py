"""Credit put together: the evidence of a clone until a day, the rules, and who wants theirs shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from peerlore.checking.schemas import Schemas
from peerlore.figures.credit import by_person, credit
from peerlore.figures.deeds import answers, deeds_of, facilitation
from peerlore.ledger.evidence import Evidence
from peerlore.ledger.proof import verify
from peerlore.library import credit_rules
from peerlore.model.credit import Credited, CreditRules, Deed, Entry
from peerlore.model.errors import CannotRun
from peerlore.model.gatherings import Session
from peerlore.outside.files import read_source
from peerlore.outside.schemas import read_schemas
from peerlore.past import published_then
from peerlore.pipeline import readable_library
from peerlore.reading.document import read_document
from peerlore.reviewing.people import People
from peerlore.reviewing.units import LIBRARY_FILE


@dataclass(frozen=True)
class Account:
    """What evidence gives everybody: the deeds until a day, the rules that were in force then, and `names` of those who want theirs shown.

    `rules` is None where the library gave no credit then. `names` are handles by ids; `count` and `head` tell which evidence.
    """

    deeds: tuple[Deed, ...]
    rules: CreditRules | None
    names: Mapping[str, str]
    people: People
    count: int
    head: str

    def entries(self, rules: CreditRules) -> list[Entry]:
        """The entries of all deeds by some rules."""
        return credit(self.deeds, rules)


def account_until(root: Path, day: str) -> Account:
    """The account of the library at `root` at the end of a day (ISO 8601, UTC).

    Whether somebody wants to be shown is asked of their profile as it is now, whatever the day.
    """
    proof = verify(root, until=day)
    evidence, (library, _) = proof.evidence, published_then(root, proof)
    shown = [person.handle for person in readable_library(root).people.values() if person.credit]
    names = {evidence.people.find(handle): handle for handle in shown}
    return Account(
        tuple(evidence_deeds(evidence, library.sessions.values())), rules_in_force(evidence), names, evidence.people, *_which(evidence)
    )


def evidence_deeds(evidence: Evidence, sessions: Iterable[Session]) -> list[Deed]:
    """The deeds that evidence tells of, in the order of time. `sessions` are those that readers see."""
    programs = frozenset(person for person, known in evidence.people.known.items() if known.bot)
    records = evidence.ledger.records[: evidence.taken]
    led = facilitation(sessions, records, evidence.gate.versions, evidence.people.find)
    return sorted([*deeds_of(records, evidence.gate.histories(), programs), *led, *answers(evidence.helps or (), programs)])


def rules_in_force(evidence: Evidence) -> CreditRules | None:
    """The rules that the library's owners approved last; None where they approved none."""
    policy = evidence.gate.policy
    return policy.settings.credit if policy else None


def credited_people(evidence: Evidence, sessions: Iterable[Session]) -> dict[str, Credited]:
    """What everybody whom evidence still knows by a handle got, by that handle; nothing where the library gives no credit."""
    rules = rules_in_force(evidence)
    if rules is None:
        return {}
    everybody = by_person(credit(evidence_deeds(evidence, sessions), rules), rules)
    return {handle: own for person, own in everybody.items() if (handle := evidence.people.handle_of(person))}


def rules_in(root: Path, file: Path) -> CreditRules:
    """The rules below `credit` in a file written like `library.yml`. Raises CannotRun with the first thing that is wrong with it."""
    document = read_document(replace(read_source(file, LIBRARY_FILE), file=str(file)), "library")
    settings = read_document(read_source(root / LIBRARY_FILE, LIBRARY_FILE), "library")
    findings = list(document.findings)
    if not findings and "credit" not in document.meta:
        raise CannotRun(f"{file} has no key `credit`; write the rules as library.yml does, below `credit:`")
    if not findings:
        # Only these rules matter: the rest of the file may be missing.
        lone = replace(document, meta={**settings.meta, "credit": document.meta["credit"]})
        findings = list(Schemas(read_schemas()).check(lone))
    if findings:
        raise CannotRun(f"{findings[0].place}: {findings[0].message}")
    return credit_rules(document.meta["credit"])


def _which(evidence: Evidence) -> tuple[int, str]:
    digests = evidence.ledger.digests[: evidence.taken]
    return evidence.taken, digests[-1] if digests else ""
