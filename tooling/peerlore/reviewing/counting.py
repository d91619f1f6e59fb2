"""Whose approval counts, by the words of one record alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter

from peerlore.reviewing.records import Record, ReviewSaid, RuleSaid, UnitSaid


def named_change(record: Record) -> str:
    """How sentences call a record: by its pull request, or by its own number."""
    number = record.get("change", 0)
    return f"#{number}" if number else f"record {record['seq']}"


def allowed_by(rule: RuleSaid) -> frozenset[str] | None:
    """Whose approval counts by a recorded rule; None for anybody's."""
    return None if rule["approvers"] is None else frozenset(rule["approvers"])


def last_words(reviews: Iterable[ReviewSaid]) -> dict[str, ReviewSaid]:
    """The review of each person that stands: their newest that approves or asks for changes, or takes that back."""
    return {review["person"]: review for review in sorted(reviews, key=itemgetter("at")) if review["state"] != "COMMENTED"}


@dataclass(slots=True)
class Voices:
    """What people say of one record: read once, asked for each of its units and scopes.

    `allowed` is whose approval counts in a scope; None for anybody's.
    """

    record: Record
    last: dict[str, ReviewSaid] = field(init=False)
    _approving: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.last = last_words(self.record.get("reviews", ()))
        self._approving = [
            person for person, review in self.last.items() if review["state"] == "APPROVED" and not self._why_never(person, review)
        ]

    def against(self) -> dict[str, ReviewSaid]:
        """The standing reviews that ask for changes, by person."""
        return {person: last for person, last in self.last.items() if last["state"] == "CHANGES_REQUESTED"}

    def agreeing(self) -> tuple[str, ...]:
        """Who approved what was merged, whether or not they may approve it."""
        return tuple(self._approving)

    def approving(self, said: UnitSaid, allowed: frozenset[str] | None) -> list[str]:
        """Whose approval of a unit counts."""
        return [person for person in self._approving if person not in said["named"] and (allowed is None or person in allowed)]

    def are_full(self, said: UnitSaid, rules: Iterable[RuleSaid]) -> bool:
        """Whether as many people approved a unit as a change of any size needs, by each of these rules."""
        return all(len(self.approving(said, allowed_by(rule))) >= rule["approvals"] for rule in rules)

    def counting(self, said: UnitSaid, rules: Iterable[RuleSaid]) -> tuple[str, ...]:
        """Whose approval of a unit counts by any of these rules, each once."""
        return tuple(dict.fromkeys(person for rule in rules for person in self.approving(said, allowed_by(rule))))

    def uncounted(self, said: UnitSaid, allowed: frozenset[str] | None) -> list[str]:
        """Why approvals that were given do not count, a phrase for each."""
        reasons = []
        for person, review in self.last.items():
            if review["state"] == "DISMISSED":
                reasons.append(f"the review of {person} was dismissed")
            elif review["state"] == "APPROVED" and (why := self._why_not(person, review, said, allowed)):
                reasons.append(why)
        return reasons

    def _why_not(self, person: str, review: ReviewSaid, said: UnitSaid, allowed: frozenset[str] | None) -> str:
        """Why a standing approval does not count for a unit; empty where it does."""
        never = self._why_never(person, review)
        if review["bot"] or person in self.record["authors"]:
            return never
        if person in said["named"]:
            return f"the page names {person} as its author"
        if allowed is not None and person not in allowed:
            return f"{person} is not among those who may approve"
        return never

    def _why_never(self, person: str, review: ReviewSaid) -> str:
        """Why a standing approval counts for no unit of the record, whoever may approve it; empty where it may count."""
        record = self.record
        if review["bot"]:
            return f"{person} is a program"
        if person in record["authors"]:
            return f"{person} is an author of the change"
        if review["commit"] != record["head"]:
            return f"{person} approved {review['commit'][:10] or 'a commit that is gone'}, and the change went on to {record['head'][:10]}"
        if review["at"] > record["merged"]:
            return f"{person} approved only after the merge"
        return ""
