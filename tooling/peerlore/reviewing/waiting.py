"""What an open change still waits for: whose approval, how many, and why those that were given do not count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from peerlore.model.reviews import Change
from peerlore.reviewing.counting import Voices, allowed_by
from peerlore.reviewing.gate import Gate
from peerlore.reviewing.policy import GOVERNING, scopes_of
from peerlore.reviewing.records import Record, RuleSaid, UnitSaid

Fate = Literal["new", "changed", "moved", "removed"]


@dataclass(frozen=True, slots=True)
class Touched:
    """A text that a change touches: what becomes of it, and why it would be refused if it were merged now."""

    unit: str
    path: str
    fate: Fate
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """What one scope asks for: how many must approve, who did so, and who else may; None for anybody but the authors."""

    scope: str
    approvals: int
    given: tuple[str, ...]
    may: tuple[str, ...] | None

    @property
    def missing(self) -> int:
        """How many approvals are still to come."""
        return max(self.approvals - len(self.given), 0)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open change, as the gate would see it now. People stand by their ids.

    `stopped` tells why nothing of it could count whoever approves it. `blocking` ask for changes; while they do, the author is whom the change waits for. `since` is the time from which on
    it waits as it does now.
    """

    change: Change
    texts: tuple[Touched, ...]
    needs: tuple[Need, ...]
    stopped: tuple[str, ...]
    blocking: tuple[str, ...]
    since: str

    @property
    def ready(self) -> bool:
        """Whether every text would count if the change were merged now."""
        return not any(text.refusals for text in self.texts)


def waits_for(waiting: Waiting, name: Callable[[str], str]) -> str:
    """What a change waits for, in one phrase; `name` gives the names of people by their ids."""
    if waiting.stopped:
        return f"cannot be published as it is: {waiting.stopped[0]}"
    if waiting.blocking:
        return f"waits for its author: {_names(waiting.blocking, name, 'and')} {'ask' if waiting.blocking[1:] else 'asks'} for changes"
    open_needs = [need for need in waiting.needs if need.missing]
    if open_needs:
        return "waits for " + "; ".join(_need(need, name) for need in open_needs)
    refusal = next((text.refusals[0] for text in waiting.texts if text.refusals), "")
    if refusal:
        return f"cannot be published as it is: {refusal}"
    return "approved, waits to be merged" if waiting.texts else "touches no text and no governed file"


def _need(need: Need, name: Callable[[str], str]) -> str:
    many = f"{need.missing} approvals of " if need.missing > 1 else ""
    who = "anybody but its authors" if need.may is None else _names(need.may, name, "or") or "somebody: nobody who may approve is left"
    kind, _, topic = need.scope.partition(":")
    where = f" ({topic})" if topic else " (governed files)" if kind == GOVERNING else ""
    return f"{many}{who}{where}"


def _names(people: tuple[str, ...], name: Callable[[str], str], link: str) -> str:
    names = sorted(map(name, people))
    return f" {link} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def foresee(gate: Gate, change: Change, record: Record) -> Waiting:
    """What a change waits for, from the record that it would give if it were merged now."""
    refusals = gate.would_refuse(record)
    texts = tuple(Touched(said["unit"], said["path"] or said["before"], _fate(said), refusals[said["unit"]]) for said in record["units"])
    voices = Voices(record)
    against = voices.against().items()
    blocking = {person: last["at"] for person, last in against if any(_may(rule, person) for rule in record["rules"].values())}
    since = min(blocking.values()) if blocking else change.since
    return Waiting(change, texts, tuple(_needs(gate, voices)), gate.general_refusals(record), tuple(blocking), since)


def _needs(gate: Gate, voices: Voices) -> Iterator[Need]:
    record = voices.record
    for scope, rule in record["rules"].items():
        inside = [said for said in record["units"] if scope in scopes_of(said["unit"], said["path"], said["before"])]
        given = set.intersection(*(set(voices.approving(said, allowed_by(rule))) for said in inside))
        authors = {*record["authors"], *(person for said in inside for person in said["named"])}
        may = None if rule["approvers"] is None else tuple(sorted({*rule["approvers"]} - authors - given))
        yield Need(scope, max(gate.needed(said, rule) for said in inside), tuple(sorted(given)), may)


def _may(rule: RuleSaid, person: str) -> bool:
    return rule["approvers"] is None or person in rule["approvers"]


def _fate(said: UnitSaid) -> Fate:
    if not said["digest"]:
        return "removed"
    if not said["before"]:
        return "new" if said["path"] else "changed"
    return "changed" if said["before"] == said["path"] else "moved"
