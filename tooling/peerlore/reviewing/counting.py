"""Whose approval counts, by the words of one record alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def _why_not(record: Record, said: UnitSaid, review: ReviewSaid, allowed: frozenset[str] | None) -> str:
    """Why a standing approval does not count; empty where it does."""
    person = review["person"]
    if review["bot"]:
        return f"{person} is a program"
    if person in record["authors"]:
        return f"{person} is an author of the change"
    if person in said["named"]:
        return f"the page names {person} as its author"
    if allowed is not None and person not in allowed:
        return f"{person} is not among those who may approve"
    if review["commit"] != record["head"]:
        return f"{person} approved {review['commit'][:10] or 'a commit that is gone'}, and the change went on to {record['head'][:10]}"
    if review["at"] > record["merged"]:
        return f"{person} approved only after the merge"
    return ""


def approving(record: Record, said: UnitSaid, allowed: frozenset[str] | None) -> Iterator[str]:
    """Whose approval of a unit counts."""
    for person, review in last_words(record["reviews"]).items():
        if review["state"] == "APPROVED" and not _why_not(record, said, review, allowed):
            yield person


def uncounted(record: Record, said: UnitSaid, allowed: frozenset[str] | None) -> list[str]:
    """Why approvals that were given do not count, a phrase for each."""
    reasons = []
    for person, review in last_words(record["reviews"]).items():
        if review["state"] == "DISMISSED":
            reasons.append(f"the review of {person} was dismissed")
        elif review["state"] == "APPROVED" and (why := _why_not(record, said, review, allowed)):
            reasons.append(why)
    return reasons
