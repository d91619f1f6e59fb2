"""What happened on the published branch, step by step, and the commits that are needed to tell it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from peerlore.ledger.evidence import head_of
from peerlore.ledger.forge import Forge
from peerlore.model.errors import CannotRun
from peerlore.model.reviews import Change
from peerlore.outside import branches
from peerlore.outside.objects import Objects
from peerlore.outside.remotes import fetch
from peerlore.reviewing.recording import Step
from peerlore.reviewing.units import reach


def published_head(objects: Objects, branch: str, *, share: bool) -> str:
    """The commit that is checked out, if it is on the branch that is published: nothing else may be recorded."""
    head, remote = head_of(objects), branches.remote_of(objects) if share else ""
    if remote:
        fetch(objects, remote, f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}")
    tip = objects.resolve(f"refs/remotes/{remote}/{branch}" if remote else f"refs/heads/{branch}")
    if not tip or not objects.is_before(head, tip):
        where = f"{branch} of {remote}" if remote else branch
        raise CannotRun(f"commit {head[:10]} is not on {where}, and only that branch is recorded; switch to it, and pull")
    return head


def steps_of(objects: Objects, base: str, tip: str, forge: Forge) -> Iterator[Step]:
    """What happened between two commits of the published branch: changes as they were merged, and commits that nobody reviewed."""
    if not objects.is_before(base, tip):  # the branch was rewritten: all that differs came without a review
        yield step_of(objects, base, tip, None)
        return
    start, open_change = base, None
    for commit in objects.steps(base, tip):
        change = forge.change_of_commit(commit.name)
        if open_change and (change is None or change.number != open_change.number):
            yield step_of(objects, start, commit.parents[0], None)  # commits of a change that was not merged with them
            start = commit.parents[0]
        open_change = change
        if change is None or change.merge == commit.name:
            yield step_of(objects, start, commit.name, change)
            start, open_change = commit.name, None
    if open_change:
        yield step_of(objects, start, tip, None)


def step_of(objects: Objects, base: str, commit: str, change: Change | None) -> Step:
    """One step between two commits, with the files that it touches."""
    at = change.merged_at if change and change.merged_at else _time(objects.commit(commit).time)
    known = bool(objects.resolve(base))  # a branch that was rewritten may have left its old commits behind
    paths = reach(objects.changed(base, commit)) if known else ()
    reviewed = None
    if change:
        bring(objects, change)
        reviewed = objects.tree(change.head, paths)
    return Step(base, commit, objects.tree(base, paths) if known else {}, objects.tree(commit, paths), at, change, reviewed)


def bring(objects: Objects, change: Change) -> None:
    """Fetch the head of a change, if this clone lacks it."""
    if not objects.resolve(change.head):
        fetch(objects, branches.remote_of(objects), f"+refs/pull/{change.number}/head:refs/peerlore/pull/{change.number}")
    if not objects.resolve(change.head):
        raise CannotRun(f"commit {change.head[:10]} of #{change.number} cannot be fetched; somebody may have pushed just now, so try again")


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
