"""`peerlore sync`: count what colleagues say in the discussions of the library, and keep the numbers beside evidence."""

from __future__ import annotations

from pathlib import Path

from peerlore import pipeline
from peerlore.commands.review.forge import ShareOption, open_published
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.ledger.beside import Said, keep
from peerlore.reviewing.helps import gives_credit


def run(share: ShareOption = True, library: LibraryOption = ".") -> None:
    """Count comments, reactions and questions without an answer for each module, and read who says that they were in which session.

    Where the library gives credit for answers, it also reads who gave the chosen ones. No text and no name is kept. GitHub is asked as the environment says: GITHUB_TOKEN and GITHUB_REPOSITORY. The next build shows
    the numbers with their day.

    Example: `peerlore sync`
    """
    root = pipeline.library_root(Path(library).resolve())
    with progress("Reading the library"):
        known = pipeline.readable_library(root)
    with progress("Asking GitHub"), open_published(root) as forge:
        github = forge.github
        issues = github.issues() if known.sessions else ()  # all that issues are read for here
        talks = github.discussions(answers=gives_credit(known))
        said = Said(github.repository_id(), talks, issues, github.account_of)
        kept = keep(root, said, known, share=share)
    for note in kept.notes:
        print(note)
    numbers = kept.activities.by_module.values()
    comments, unanswered = sum(one.comments for one in numbers), sum(one.unanswered for one in numbers)
    print(
        f"{len(said.talks):,} discussions read, {len(numbers):,} modules have some: {comments:,} comments, {unanswered:,} unanswered questions"
    )
    if known.sessions:
        sayings = sum(not saying.until for one in kept.sayings.by_session.values() for saying in one.sayings)
        counted = len(kept.returned.by_session)
        print(
            f"{len(issues):,} issues read, {sayings:,} say that somebody was in a session, questionnaires of {counted:,} sessions counted"
        )
