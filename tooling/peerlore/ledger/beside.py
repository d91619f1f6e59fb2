"""What is kept beside the records of evidence: numbers of discussions. No record changes, and nothing is decided on them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import uniform

from peerlore.ledger.evidence import now, read_evidence
from peerlore.library import Library
from peerlore.model.activity import Activities, Talk
from peerlore.model.errors import CannotRun
from peerlore.outside import branches
from peerlore.outside.objects import open_objects
from peerlore.reviewing.talks import ACTIVITY_FILE, count_talks, write_activities

_TRIES = 20


def keep_talks(
    root: Path, talks: Sequence[Talk], repository: str, library: Library, *, share: bool = True, clock: Callable[[], str] = now
) -> tuple[Activities, list[str]]:
    """Keep the numbers of a repository's discussions on the branch of evidence; returns them, and what should be looked at.

    `repository` is what does not change of its name. Where somebody records at the same time, both land. Raises CannotRun
    where there is no evidence to lie beside, where it is not whole, or where it belongs to another repository.
    """
    with open_objects(root) as objects:
        remote = branches.remote_of(objects) if share else ""
        with objects.alone("peerlore-evidence.lock"):
            for attempt in range(_TRIES):
                if remote:
                    branches.fetch_branches(objects, remote)
                evidence = read_evidence(objects, remote)
                if not evidence.ledger.records:
                    raise CannotRun(
                        "there is no evidence yet beside which to keep numbers; an owner starts it with `peerlore review adopt`"
                    )
                known = evidence.ledger.records[0]["repository"]
                if known != repository:
                    raise CannotRun(f"this evidence belongs to the repository {known}, and not to the one that was asked")
                at = max(clock(), evidence.activities.at if evidence.activities else "")
                activities, notes = count_talks(talks, library, at)
                files = {ACTIVITY_FILE: write_activities(activities)}
                if branches.extend(objects, remote, evidence.held, files, f"Discussions on {at[:10]}", at):
                    return activities, notes
                time.sleep(uniform(0, min(0.05 * (attempt + 1), 1)))  # noqa: S311 - so that those who meet once do not meet again
    raise CannotRun("others keep writing to the branch evidence; try again later")
