"""Needs: what became of them is said, with a match or with a reason, and on a day."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.checking.collection import texts
from peerlore.checking.rule import AnyRule, PageRule
from peerlore.model.documents import Document
from peerlore.model.findings import Finding


def match_is_named(document: Document) -> Iterator[Finding]:
    """A need must name what it was matched to, if and only if it is matched.

    Whoever asked wants to go there; and whoever looks for open needs must not find one that has its answer.
    """
    if document.kind != "need":
        return
    matched, named = document.meta.get("status") == "matched", "matched_to" in document.meta
    if matched and not named:
        hint = "Write `matched_to:` with modules, people, groups or sessions; until there are any, `status: open`."
        yield Finding(document.place("status"), "D001", "this need is matched to nothing", hint)
    elif named and document.meta.get("status") in ("open", "declined"):
        hint = "Write `status: matched`, or take `matched_to` out."
        yield Finding(document.key_place("matched_to"), "D001", f"this need is {document.meta['status']}, and names a match", hint)


def decline_has_a_reason(document: Document) -> Iterator[Finding]:
    """A need that is declined must say why, and no other one.

    Nobody asks a second time where the first question was dropped in silence.
    """
    if document.kind != "need":
        return
    declined = document.meta.get("status") == "declined"
    if declined and "reason" not in document.meta:
        yield Finding(
            document.place("status"),
            "D002",
            "this need is declined without a reason",
            "Write `reason:` with a sentence that whoever asked can live with.",
        )
    elif not declined and "reason" in document.meta:
        hint = "Write `status: declined`, or take the reason out."
        yield Finding(document.place("reason"), "D002", "there is a reason for declining, but the need is not declined", hint)


def decision_has_a_day(document: Document) -> Iterator[Finding]:
    """A need that is matched or declined should say on which day, not before it was asked.

    How long people wait for an answer is the figure by which an offer is judged.
    """
    if document.kind != "need" or document.meta.get("status") not in ("matched", "declined"):
        return
    if "decided_on" not in document.meta:
        hint = "Write `decided_on:` with the day."
        yield Finding(document.place("status"), "D003", "nobody knows on which day this was decided", hint, "warning")
    for path, day in texts(document, "decided_on"):
        asked = document.meta.get("asked_on")
        if isinstance(asked, str) and day < asked:
            yield Finding(
                document.place(*path),
                "D003",
                f"decided on {day!r}, before it was asked on {asked}",
                "Change the day that is wrong.",
                "warning",
            )


RULES: tuple[AnyRule, ...] = (
    PageRule("D001", "match-not-named", match_is_named),
    PageRule("D002", "declined-without-reason", decline_has_a_reason),
    PageRule("D003", "undated-decision", decision_has_a_day, "warning"),
)
