"""What a forge says today against what was recorded then. Records never change; the differences are for people to act on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from peerlore.model.reviews import Change
from peerlore.reviewing.counting import last_words
from peerlore.reviewing.people import People
from peerlore.reviewing.records import Record


def differences(records: Iterable[Record], changes: Iterable[Change], people: People, has_commit: Callable[[str], bool]) -> Iterator[str]:
    """One sentence for each difference, people by their ids. `has_commit` tells whether the published branch has a commit by now.

    A change that was merged and is not recorded was missed. A review that was dismissed, taken back or whose account is
    gone since the merge still counts, since the record tells what was true then; who looks after the library may want a
    new review.
    """
    by_number = {record["change"]: record for record in records if record["kind"] == "change" and record["change"]}
    for change in sorted(changes, key=lambda change: change.number):
        record = by_number.get(change.number)
        if record is None:
            if has_commit(change.merge):
                yield f"#{change.number} was merged at {change.merged_at} and is not recorded; run `peerlore review record`"
            continue
        if change.head != record["head"] or change.merge != record["commit"]:
            yield f"#{change.number} was recorded with other commits than it has now"
        yield from _reviews(record, change, people)


def _reviews(record: Record, change: Change, people: People) -> Iterator[str]:
    states = {(people.id_of(review.account), review.at): review.state for review in change.reviews if review.account}
    for person, review in last_words(record["reviews"]).items():
        if review["state"] != "APPROVED" or review["bot"]:
            continue
        state = states.get((person, review["at"]))
        if state is None:
            yield f"#{change.number}: the approval of {person} is gone; their account may have been deleted"
        elif state != "APPROVED":
            yield f"#{change.number}: the approval of {person} was dismissed after the merge; the text is still published"
