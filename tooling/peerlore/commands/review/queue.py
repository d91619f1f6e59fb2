"""`peerlore review queue`: what waits for whom, and since when."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from peerlore import pipeline
from peerlore.commands.review.forge import open_published
from peerlore.commands.terminal import LibraryOption, paint, progress
from peerlore.ledger.asking import foresee
from peerlore.ledger.evidence import named
from peerlore.reviewing.people import People
from peerlore.reviewing.waiting import Waiting, waits_for


def run(
    format: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="For people, or for programs.")] = "text",
    library: LibraryOption = ".",
) -> None:
    """List the open pull requests: for whose approval each waits, since when, and what is in the way. Oldest first.

    Example: `peerlore review queue`
    """
    root = pipeline.library_root(Path(library).resolve())
    with progress("Asking GitHub"), open_published(root) as forge:
        changes = forge.github.open_changes(forge.branch)
        waiting, people = foresee(root, lambda _: forge, changes)
    if format == "json":
        print(json.dumps({"version": 1, "changes": [_json(each, people) for each in waiting]}, ensure_ascii=False, indent=1))
        return
    for each in sorted(waiting, key=lambda each: each.since):
        draft = " (draft)" if each.change.draft else ""
        print(f"{paint(f'#{each.change.number}', 'bold')} {each.change.title}{draft}")
        print(f"    {_age(each.since)}: {named(waits_for(each, people.handle_of), people)}")
    print("no pull request is open" if not waiting else f"{len(waiting):,} open, {sum(each.ready for each in waiting):,} approved")


def _age(since: str) -> str:
    """How long ago a time in UTC is.

    >>> _age("2000-01-01T00:00:00Z").endswith(" days")
    True
    """
    hours = int((datetime.now(UTC) - datetime.fromisoformat(since)).total_seconds() // 3600)
    return "less than an hour" if hours < 1 else f"{hours} hours" if hours < 48 else f"{hours // 24} days"


def _json(each: Waiting, people: People) -> dict[str, Any]:
    def names(ids: tuple[str, ...]) -> list[str]:
        return [people.handle_of(person) for person in ids]

    return {
        "change": each.change.number,
        "title": each.change.title,
        "draft": each.change.draft,
        "since": each.since,
        "ready": each.ready,
        "waits_for": named(waits_for(each, people.handle_of), people),
        "asks_for_changes": names(each.blocking),
        "asked": [account.handle for account in each.change.asked],
        "needs": [
            {
                "scope": need.scope,
                "approvals": need.approvals,
                "given": names(need.given),
                "may_approve": None if need.may is None else names(need.may),
            }
            for need in each.needs
        ],
        "texts": [
            {
                "path": named(text.path, people),
                "fate": text.fate,
                "refusals": [named(refusal, people) for refusal in text.refusals],
            }
            for text in each.texts
        ],
    }
