"""What GitHub says becomes a right noun or a refusal in one sentence, and never a wrong noun."""

from __future__ import annotations

import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import parse, validate

from forge import Forge, faults
from forge.descriptions import graphql_schema
from forge.faults import Fault
from forge.repository import Signature
from forge.state import Method
from library_kit import run_program
from peerlore.model.errors import CannotRun
from peerlore.model.reviews import Account, Change
from peerlore.outside.github.changes import GitHub, open_github
from peerlore.outside.github.client import Patience, make_client
from peerlore.outside.github.questions import QUESTIONS
from review_kit import OTHER
from town import text, town

PAGE = "content/modules/circles/café au lait.md"
QUICK = Patience(answer=20, total=30, pause=0.01)


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[Forge]:
    """A forge with three people and one page."""
    with Forge(tmp_path / "forge", "mara", "zoe", "jon", files={PAGE: "one\n"}) as forge:
        yield forge


def github(forge: Forge, patience: Patience = QUICK, **changes: str) -> GitHub:
    """The edge as a workflow of the forge has it."""
    environment = {**forge.environment(), **changes}
    return GitHub(make_client(environment, patience), environment["GITHUB_REPOSITORY"])


def names(accounts: tuple[Account, ...]) -> list[str]:
    return [account.handle for account in accounts]


def words(change: Change) -> list[tuple[str, str]]:
    """Who said what, in order."""
    return [(review.account.handle if review.account else "", review.state) for review in change.reviews]


# Nouns ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.split("(")[0].split()[1])
def test_every_question_fits_what_github_publishes(question: str) -> None:
    assert validate(graphql_schema(), parse(question)) == []


def test_a_change_has_everybody_who_wrote_it_and_everything_that_was_said(forge: Forge) -> None:
    number = forge.open("zoe", {PAGE: "two\n"}, "Say it in two words", draft=True)
    forge.ask(number, "mara", "jon")
    first = forge.tip(f"change-{number}")
    forge.review(number, "jon", "CHANGES_REQUESTED")
    head = forge.commit("zoe", {PAGE: "three\n"}, branch=f"change-{number}")
    forge.review(number, "jon", "APPROVED")
    forge.review(number, "github-actions", "PENDING")  # one sees only one's own
    change = github(forge).change(number)
    assert (change.number, change.title, change.draft, change.head) == (number, "Say it in two words", True, head)
    assert (change.merge, change.merged_at, change.merger) == ("", "", None)
    assert words(change) == [("jon", "CHANGES_REQUESTED"), ("jon", "APPROVED")]
    assert [review.commit for review in change.reviews] == [first, head]
    assert change.reviews[0].at == "2026-03-01T10:06:00Z"
    assert change.since == "2026-03-01T10:05:00Z"
    assert names(change.authors) == ["zoe"]
    assert names(change.asked) == ["mara"]
    assert change.strangers == ()


def test_a_request_for_changes_after_a_hundred_reviews_is_heard(forge: Forge) -> None:
    number = forge.open("zoe", {PAGE: "two\n"})
    for _ in range(130):
        forge.review(number, "jon", "APPROVED")
    forge.review(number, "jon", "CHANGES_REQUESTED")
    change = github(forge).change(number)
    assert len(change.reviews) == 131
    assert words(change)[-1] == ("jon", "CHANGES_REQUESTED")


def test_a_text_against_which_somebody_speaks_after_a_hundred_reviews_is_not_approved(tmp_path: Path) -> None:
    with town(tmp_path) as place:
        number = place.forge.open("sam", {OTHER: text("write-it-down", "Write it down before you forget it.")})
        for _ in range(130):
            place.forge.review(number, "zoe", "APPROVED")
        place.forge.review(number, "zoe", "CHANGES_REQUESTED")
        place.forge.merge(number, "squash", by="mara")
        verdict, reason = place.verdict(OTHER)
        assert verdict == "held"
        assert "asks for changes" in reason


def test_a_dismissed_review_is_told_as_dismissed(forge: Forge) -> None:
    number = forge.open("zoe", {PAGE: "two\n"})
    forge.review(number, "jon", "APPROVED")
    forge.dismiss(number, "jon")
    assert words(github(forge).change(number)) == [("jon", "DISMISSED")]


def test_commits_after_the_first_hundred_have_authors_too(forge: Forge) -> None:
    for step in range(120):
        forge.commit("zoe", {PAGE: f"{step}\n"}, branch="long", author="jon" if step == 119 else "zoe")
    number = forge.open("zoe", branch="long")
    assert names(github(forge).change(number).authors) == ["zoe", "jon"]


def test_everybody_who_helped_with_a_commit_is_an_author(forge: Forge) -> None:
    helpers = [forge.join(f"helper-{step}").login for step in range(113)]
    forge.commit("zoe", {PAGE: "two\n"}, branch="crowd", with_help_of=helpers)
    number = forge.open("zoe", branch="crowd")
    assert names(github(forge).change(number).authors) == ["zoe", *helpers]


def test_who_committed_or_pushed_what_somebody_else_wrote_is_an_author(forge: Forge) -> None:
    forge.commit("zoe", {PAGE: "two\n"}, branch="shared", committer="mara")
    forge.commit("jon", {PAGE: "three\n"}, branch="shared", author="zoe")
    number = forge.open("zoe", branch="shared")
    assert set(names(github(forge).change(number).authors)) == {"zoe", "mara", "jon"}


def test_who_pushed_by_force_is_an_author_though_their_commit_is_gone(forge: Forge) -> None:
    number = forge.open("zoe", {PAGE: "two\n"})
    tip = forge.tip(f"change-{number}")
    forge.commit("jon", {PAGE: "mine\n"}, branch=f"change-{number}", onto=forge.tip(), force=True)
    forge.put("zoe", f"change-{number}", tip)
    assert set(names(github(forge).change(number).authors)) == {"zoe", "jon"}


def test_who_pushed_to_an_earlier_branch_of_the_same_name_is_none(forge: Forge) -> None:
    forge.commit("jon", {PAGE: "mine\n"}, branch="change")
    forge.put("jon", "change", "")
    number = forge.open("zoe", {PAGE: "two\n"}, branch="change")
    assert names(github(forge).change(number).authors) == ["zoe"]


def test_who_pushed_after_the_merge_is_none(forge: Forge) -> None:
    number = forge.open("zoe", {PAGE: "two\n"}, branch="change")
    forge.merge(number)
    forge.put("zoe", "change", "")
    forge.put("jon", "change", forge.library.files.tip(f"refs/pull/{number}/head"))
    forge.commit("jon", {PAGE: "three\n"}, branch="change")
    assert names(github(forge).change(number).authors) == ["zoe"]


def test_the_pushes_to_a_branch_are_followed_past_the_first_page(forge: Forge) -> None:
    forge.commit("jon", {PAGE: "zero\n"}, branch="busy", author="zoe")
    number = forge.open("zoe", branch="busy")
    for step in range(110):
        forge.commit("zoe", {PAGE: f"{step}\n"}, branch="busy")
    assert set(names(github(forge).change(number).authors)) == {"zoe", "jon"}
    assert sum("/activity" in heard.name for heard in forge.heard) == 2


def test_a_stranger_wrote_a_commit_whose_address_nobody_has(forge: Forge) -> None:
    unknown = Signature("Somebody", "somebody@example.com")
    by_author = forge.commit("zoe", {PAGE: "2\n"}, branch="change", author=unknown)
    by_helper = forge.commit("zoe", {PAGE: "3\n"}, branch="change", with_help_of=[unknown])
    by_committer = forge.commit("zoe", {PAGE: "4\n"}, branch="change", committer=unknown)
    forge.commit("zoe", {PAGE: "5\n"}, branch="change")
    number = forge.open("zoe", branch="change")
    assert github(forge).change(number).strangers == (by_author, by_helper, by_committer)


@pytest.mark.parametrize("host", ["github.com", "git.example.com"])
def test_github_commits_and_never_writes(forge: Forge, host: str) -> None:
    itself = Signature("GitHub", f"noreply@{host}")
    forge.commit("zoe", {PAGE: "2\n"}, branch="change", committer=itself)
    written = forge.commit("zoe", {PAGE: "3\n"}, branch="change", author=itself)
    number = forge.open("zoe", branch="change")
    change = github(forge).change(number)
    assert names(change.authors) == ["zoe"]
    assert change.strangers == (written,)


def test_programs_are_known_as_programs_however_they_are_named(forge: Forge) -> None:
    forge.join("dependabot", "Bot")
    number = forge.open("dependabot", {PAGE: "two\n"})
    forge.review(number, "github-actions", "APPROVED")
    forge.join("github-merge-queue", "Bot")
    forge.merge(number, by="github-merge-queue")
    change = github(forge).change(number)
    assert [(account.handle, account.bot) for account in change.authors] == [("dependabot", True)]
    assert [review.account.bot for review in change.reviews if review.account] == [True]
    assert change.merger
    assert (change.merger.handle, change.merger.bot) == ("github-merge-queue", True)


def test_accounts_that_are_gone_or_stand_in_for_somebody_are_nobody(forge: Forge) -> None:
    forge.join("imported", "Mannequin")
    number = forge.open("zoe", {PAGE: "two\n"})
    forge.commit("jon", {PAGE: "three\n"}, branch=f"change-{number}")
    forge.review(number, "jon", "APPROVED")
    forge.review(number, "imported", "APPROVED")
    forge.leave("jon")
    change = github(forge).change(number)
    assert words(change) == [("", "APPROVED"), ("", "APPROVED")]
    assert names(change.authors) == ["zoe"]
    assert change.strangers == (change.head,)


def test_a_review_of_a_commit_that_is_gone_names_none(forge: Forge) -> None:
    number = forge.open("zoe", {PAGE: "two\n"})
    forge.review(number, "jon", "APPROVED", commit="")
    assert [review.commit for review in github(forge).change(number).reviews] == [""]


def test_handles_are_in_lower_case_and_numbers_stay(forge: Forge) -> None:
    forge.join("Ann-B")
    number = forge.open("Ann-B", {PAGE: "two\n"})
    (before,) = github(forge).change(number).authors
    assert before.handle == "ann-b"
    forge.rename("Ann-B", "Ann-C")
    assert github(forge).change(number).authors == (Account(before.number, "ann-c"),)


# Forks ---------------------------------------------------------------------------------------------------------------


def test_who_pushed_to_a_fork_is_an_author(forge: Forge) -> None:
    fork = forge.fork("zoe")
    number = forge.open("zoe", {PAGE: "two\n"}, by_way_of=fork)
    forge.commit("jon", {PAGE: "three\n"}, branch=f"change-{number}", to=fork, author="zoe")
    assert set(names(github(forge).change(number).authors)) == {"zoe", "jon"}


def test_who_pushed_by_force_to_a_hidden_fork_is_an_author(forge: Forge) -> None:
    fork = forge.fork("zoe", private=True)
    number = forge.open("zoe", {PAGE: "two\n"}, by_way_of=fork)
    forge.commit("jon", {PAGE: "three\n"}, branch=f"change-{number}", to=fork, author="zoe", onto=forge.tip(), force=True)
    assert set(names(github(forge).change(number).authors)) == {"zoe", "jon"}


@pytest.mark.parametrize("hidden", ["private", "deleted", "closed"])
def test_a_fork_that_says_nothing_leaves_what_commits_say(forge: Forge, hidden: str) -> None:
    fork = forge.fork("zoe", private=hidden == "private")
    number = forge.open("zoe", {PAGE: "two\n"}, by_way_of=fork)
    if hidden == "deleted":
        forge.delete(fork)
    if hidden == "closed":
        forge.spoil(faults.refused(403, "Resource not accessible by integration"), only="activity")
    assert names(github(forge).change(number).authors) == ["zoe"]


# Merges --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_every_commit_of_a_merge_leads_to_its_change(forge: Forge, method: Method) -> None:
    for step in ("two", "three", "four"):
        forge.commit("zoe", {PAGE: f"{step}\n"}, step, branch="steps")
    number = forge.open("zoe", branch="steps")
    forge.commit("mara", {"README.md": "Read me.\n"})
    before = forge.tip()
    forge.review(number, "jon", "APPROVED")
    tip = forge.merge(number, method, by="mara")
    new = forge.library.files.git("rev-list", "--first-parent", f"{before}..{tip}").split()
    assert len(new) == (3 if method == "rebase" else 1)
    edge = github(forge)
    for commit in new:
        change = edge.change_of_commit(commit, "main")
        assert change
        assert (change.number, change.merge, change.head) == (number, tip, forge.tip("steps"))
        assert change.merger
        assert change.merger.handle == "mara"
        assert change.merged_at > change.reviews[0].at
        assert names(change.authors) == ["zoe"]
    assert sum(heard.name.endswith(" Change") for heard in forge.heard) == 1


def test_a_commit_that_somebody_pushed_belongs_to_no_change(forge: Forge) -> None:
    assert github(forge).change_of_commit(forge.commit("mara", {PAGE: "two\n"}), "main") is None


NO_CONNECTION = faults.put([], "data", "repository", "object", "associatedPullRequests", "nodes")
NO_MERGE = faults.put([], "data", "repository", "pullRequests", "nodes")


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_a_merge_is_known_before_github_connects_its_commits(forge: Forge, method: Method) -> None:
    for step in ("two", "three"):
        forge.commit("zoe", {PAGE: f"{step}\n"}, step, branch="steps")
    number = forge.open("zoe", branch="steps")
    forge.commit("mara", {"README.md": "Read me.\n"})
    before = forge.tip()
    tip = forge.merge(number, method, by="mara")
    forge.spoil(NO_CONNECTION, 1000, "ChangesOfCommit")
    for commit in forge.library.files.git("rev-list", "--first-parent", f"{before}..{tip}").split():
        change = github(forge).change_of_commit(commit, "main")
        assert change
        assert change.number == number


def test_a_new_commit_is_asked_about_again_since_github_may_learn_later(forge: Forge) -> None:
    forge.world.now = int(time.time())
    number = forge.open("zoe", {PAGE: "two\n"})
    tip = forge.merge(number)
    forge.spoil(NO_CONNECTION, 2, "ChangesOfCommit")
    forge.spoil(NO_MERGE, 2, "LastMerged")
    change = github(forge).change_of_commit(tip, "main")
    assert change
    assert change.number == number


def test_a_commit_from_the_future_is_not_waited_for_for_ever(forge: Forge) -> None:
    forge.world.now = int(time.time()) + 10**6
    pushed = forge.commit("mara", {PAGE: "two\n"})
    assert github(forge, Patience(total=0.5, pause=0.1)).change_of_commit(pushed, "main") is None


def test_a_commit_that_was_copied_from_a_merged_change_is_none_of_it(forge: Forge) -> None:
    number = forge.open("zoe", {PAGE: "two\n"}, "Two")
    forge.merge(number, "squash")
    git = forge.library.files.git
    copy = git(
        "show",
        "-s",
        "--format=tree %T%nparent " + forge.tip() + "%nauthor %an <%ae> %ad%ncommitter %cn <%ce> %cd%n%n%B",
        "--date=raw",
        f"change-{number}",
    )
    forge.put("jon", "main", git("hash-object", "-t", "commit", "-w", "--stdin", stdin=copy.encode()).strip())
    assert github(forge).change_of_commit(forge.tip(), "main") is None


def test_a_commit_that_a_change_was_based_on_was_not_brought_by_it(forge: Forge) -> None:
    forge.put("mara", "old", forge.tip())
    pushed = forge.commit("mara", {PAGE: "two\n"}, "Two", branch="old")
    forge.put("zoe", "based", pushed)
    number = forge.open("zoe", {PAGE: "three\n"}, branch="based", into="old")
    tip = forge.merge(number, "squash")
    assert github(forge).change_of_commit(pushed, "old") is None
    found = github(forge).change_of_commit(tip, "old")
    assert found
    assert found.number == number


def test_the_head_of_a_merged_change_stays_what_was_merged(forge: Forge) -> None:
    number = forge.open("zoe", {PAGE: "two\n"})
    head = forge.tip(f"change-{number}")
    forge.merge(number, "squash")
    forge.spoil(faults.put("f" * 40, "data", "repository", "pullRequest", "headRefOid"), only="Change")
    assert github(forge).change(number).head == head


def test_a_commit_of_an_open_change_belongs_to_none_yet(forge: Forge) -> None:
    number = forge.open("zoe", {PAGE: "two\n"})
    assert github(forge).change_of_commit(forge.tip(f"change-{number}"), "main") is None


def test_a_change_into_another_branch_brought_nothing_here(forge: Forge) -> None:
    forge.put("mara", "old", forge.tip())
    number = forge.open("zoe", {PAGE: "two\n"}, into="old")
    tip = forge.merge(number)
    assert github(forge).change_of_commit(tip, "main") is None
    found = github(forge).change_of_commit(tip, "old")
    assert found
    assert found.number == number


def test_of_two_changes_that_one_merge_closes_the_merged_one_brought_it(forge: Forge) -> None:
    inner = forge.open("jon", {PAGE: "two\n"}, branch="inner")
    forge.put("zoe", "outer", forge.tip("inner"))
    outer = forge.open("zoe", {PAGE: "three\n"}, branch="outer")
    tip = forge.merge(outer)
    assert github(forge).change(inner).merge == tip
    found = github(forge).change_of_commit(tip, "main")
    assert found
    assert found.number == outer


def test_two_changes_of_one_commit_that_nothing_tells_apart_are_refused(forge: Forge) -> None:
    forge.commit("zoe", {PAGE: "two\n"}, branch="one")
    forge.put("zoe", "other", forge.tip("one"))
    forge.open("zoe", branch="one")
    forge.open("zoe", branch="other")
    forge.put("mara", "main", forge.tip("one"))
    with pytest.raises(CannotRun, match="#1 and #2 brought commit"):
        github(forge).change_of_commit(forge.tip(), "main")


def test_a_commit_that_github_does_not_have_is_named(forge: Forge) -> None:
    with pytest.raises(CannotRun, match="GitHub has no commit 1234512345 in 'octo/library'; push it first"):
        github(forge).change_of_commit("12345" * 8, "main")


# Lists ---------------------------------------------------------------------------------------------------------------


def test_every_open_change_into_the_branch_is_listed_oldest_first(forge: Forge) -> None:
    numbers = [forge.open("zoe", {PAGE: f"{step}\n"}) for step in range(23)]
    forge.put("mara", "old", forge.tip())
    forge.open("zoe", {PAGE: "other\n"}, into="old")
    forge.close(numbers.pop(3))
    forge.merge(numbers.pop())
    assert [change.number for change in github(forge).open_changes("main")] == numbers


def test_merged_changes_come_by_what_happened_last(forge: Forge) -> None:
    for step in range(4):
        number = forge.open("zoe", {f"{step}.md": "new\n"})
        forge.review(number, "jon", "APPROVED")
        forge.merge(number, "squash")
    forge.dismiss(2, "jon")
    assert [change.number for change in github(forge).merged_changes("main", 3)] == [2, 4, 3]
    assert [change.number for change in github(forge).merged_changes("main", 99)] == [2, 4, 3, 1]


def test_the_repository_has_a_name_of_its_own(forge: Forge) -> None:
    assert github(forge).repository_id() == forge.repository_id


def test_an_account_is_found_by_its_handle(forge: Forge) -> None:
    edge = github(forge)
    jon = edge.account_of("Jon")
    assert jon
    assert (jon.handle, jon.bot) == ("jon", False)
    forge.rename("jon", "jonas")
    assert edge.account_of("jon") is None
    assert edge.account_of("jonas") == Account(jon.number, "jonas")
    asked = len(forge.heard)
    assert [edge.account_of(handle) for handle in ("nobody-here", "octo", "../octo", "", "a b", "jon\n")] == [None] * 6
    assert len(forge.heard) == asked + 2


# Faults --------------------------------------------------------------------------------------------------------------


REVIEWS = ("repository", "pullRequest", "reviews")


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        (faults.status(502), 2),
        (faults.status(500), 3),
        (faults.status(503), 1),
        (faults.cut, 2),
        (faults.too_fast(0), 1),
        (faults.too_fast(1, 403), 1),
        (faults.limit(1), 1),
        (faults.limit(0, 429), 1),
        (faults.too_slow, 1),
    ],
    ids=["502", "500", "503", "cut", "429", "403", "limit", "limit-429", "too-slow"],
)
def test_what_passes_is_waited_for(forge: Forge, fault: Fault, times: int) -> None:
    number = forge.open("zoe", {PAGE: "two\n"})
    for _ in range(130):
        forge.review(number, "jon", "APPROVED")
    forge.review(number, "jon", "CHANGES_REQUESTED")
    for question in ("Change", "MoreReviews", *(() if fault is faults.too_slow else ("activity",))):
        forge.spoil(fault, times, question)
    change = github(forge).change(number)
    assert len(change.reviews) == 131
    assert words(change)[-1] == ("jon", "CHANGES_REQUESTED")


PERMANENT = [
    ("502", "Change", faults.status(502), "out of order (status 502)"),
    ("501", "activity", faults.status(501), "out of order (status 501)"),
    ("hour", "Change", faults.limit(3600), "answered enough for now; run this again after"),
    ("hour-429", "activity", faults.limit(3600, 429), "answered enough for now"),
    ("too-fast", "Change", faults.too_fast(3600), "answered enough for now"),
    ("too-fast-no-time", "activity", faults.too_fast_without_time, "answered enough for now"),
    ("too-fast-for-ever", "Change", faults.too_fast(10**30), "is not GitHub"),
    ("limit-for-ever", "Change", faults.limit(10**30), "is not GitHub"),
    ("too-fast-no-sense", "Change", faults.too_fast("soon"), "is not GitHub"),
    ("graphql-limit", "Change", faults.graphql_limit, "answered enough for now"),
    ("too-slow", "Change", faults.too_slow, "could not answer the question for pull request #1"),
    ("cut", "Change", faults.cut, "broke off in the middle"),
    ("cut-rest", "activity", faults.cut, "broke off in the middle"),
    ("html", "Change", faults.html, "is not GitHub"),
    ("html-rest", "activity", faults.html, "is not GitHub"),
    ("moved", "Change", faults.status(301, Location="https://example.com/"), "with status 301"),
    ("moved-rest", "activity", faults.status(302, Location="https://example.com/"), "with status 302"),
    ("teapot", "activity", faults.status(418), "with status 418"),
    ("bad-token", "Change", faults.refused(401, "Bad credentials"), "does not accept the token"),
    ("forbidden", "Change", faults.refused(403, "Resource not accessible by integration"), "may not read pull request #1"),
    ("gone", "Change", faults.refused(404, "Not Found"), "GitHub has no pull request #1"),
    ("partial", "Change", faults.partial(*REVIEWS, "nodes", 0, "author"), "only in part and said 'Timeout"),
    ("partial-page", "MoreReviews", faults.partial("repository", "pullRequest", "more", "nodes", 3), "only in part"),
    ("partial-forbidden", "Change", faults.partial(*REVIEWS, kind="FORBIDDEN"), "may not read"),
    ("null", "Change", faults.put(None, "data"), "is not GitHub"),
    ("null-repository", "Change", faults.put(None, "data", "repository"), "has another shape"),
    ("null-review", "Change", faults.put(None, "data", *REVIEWS, "nodes", 0), "has another shape"),
    ("no-state", "Change", faults.without("data", *REVIEWS, "nodes", 0, "state"), "has another shape"),
    ("new-state", "Change", faults.put("BLESSED", "data", *REVIEWS, "nodes", 0, "state"), "has another shape"),
    ("no-time", "Change", faults.put(None, "data", *REVIEWS, "nodes", 0, "submittedAt"), "has another shape"),
    ("odd-time", "Change", faults.put("yesterday", "data", *REVIEWS, "nodes", 0, "submittedAt"), "has another shape"),
    ("no-number", "Change", faults.put(None, "data", *REVIEWS, "nodes", 0, "author", "databaseId"), "has another shape"),
    ("no-author", "Change", faults.without("data", *REVIEWS, "nodes", 0, "author"), "has another shape"),
    ("no-page-info", "Change", faults.without("data", *REVIEWS, "pageInfo"), "has another shape"),
    ("no-cursor", "Change", faults.put(None, "data", *REVIEWS, "pageInfo", "endCursor"), "finds no end of the list of reviews"),
    ("short-list", "MoreReviews", faults.put([], "data", "repository", "pullRequest", "more", "nodes"), "changed while it was read"),
    (
        "pushed",
        "MoreReviews",
        faults.put("f" * 40, "data", "repository", "pullRequest", "headRefOid"),
        "somebody pushed to pull request #1",
    ),
    ("endless", "MoreReviews", faults.endless("data", "repository", "pullRequest", "more"), "finds no end of the list of reviews"),
    ("circle", "MoreReviews", faults.circle("data", "repository", "pullRequest", "more"), "finds no end of the list of reviews"),
    ("not-a-list", "activity", faults.refused(200, "Hello"), "is not GitHub"),
    ("no-pusher", "activity", faults.without(0, "actor"), "has another shape"),
]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    """A forge with one change that has 131 reviews."""
    with Forge(tmp_path_factory.mktemp("forge"), "mara", "zoe", "jon", files={PAGE: "one\n"}) as forge:
        number = forge.open("zoe", {PAGE: "two\n"})
        for _ in range(130):
            forge.review(number, "jon", "APPROVED")
        forge.review(number, "jon", "CHANGES_REQUESTED")
        yield forge


@pytest.mark.parametrize(("only", "fault", "sentence"), [one[1:] for one in PERMANENT], ids=[one[0] for one in PERMANENT])
def test_what_stays_wrong_is_refused_by_name(busy: Forge, only: str, fault: Fault, sentence: str) -> None:
    environment = busy.environment()
    busy.spoilings.clear()
    busy.spoil(fault, 1000, only)
    with pytest.raises(CannotRun) as refusal, github(busy, **environment) as edge:
        edge.change(1)
    said = str(refusal.value)
    assert sentence in said
    assert "\n" not in said
    told = "".join(traceback.TracebackException.from_exception(refusal.value, capture_locals=True).format())
    assert environment["GITHUB_TOKEN"] not in told.replace(repr(environment), "")
    assert environment["GITHUB_TOKEN"] not in "".join(traceback.format_exception(refusal.value))


@pytest.mark.parametrize("fault", [faults.hang, faults.stall])
def test_silence_ends_in_a_refusal(busy: Forge, fault: Fault) -> None:
    busy.spoilings.clear()
    busy.spoil(fault, 1000)
    with pytest.raises(CannotRun, match=r"GitHub did not answer within 0\.2 seconds; run this again later"):
        github(busy, Patience(answer=0.2, total=1, pause=0.01, tries=2)).change(1)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://127.0.0.2:9/more", "goes on at another server"),
        ("https://127.0.0.1/more", "goes on at another server"),
        ("http://[broken/more", "goes on at another server"),
        ("//example.com/more", "goes on at another server"),
        ("{server}/repos/octo/library/activity?after=MA%3D%3D&per_page=100", "finds no end of the list"),
        ("{server}/repos/octo/library/activity?after=MA%3D%3D&per_page={{}}", "finds no end of the list"),
    ],
)
def test_a_list_goes_on_only_where_it_began_and_ends(busy: Forge, address: str, sentence: str) -> None:
    busy.spoilings.clear()
    busy.spoil(faults.next_at(address.format(server=busy.address)), 1000, "activity")
    with pytest.raises(CannotRun, match=sentence):
        github(busy).change(1)


def test_a_token_that_may_not_write_is_told_apart(forge: Forge) -> None:
    number = forge.open("zoe", {PAGE: "two\n"})
    forge.spoil(faults.refused(403, "Resource not accessible by integration"), only="POST /repos")
    with pytest.raises(CannotRun, match=r"may not write comments of #1 .*{pull-requests: write}"):
        github(forge).put_comment(number, "<!-- ours -->", "<!-- ours -->\nWell done.")


def test_nobody_there_is_said_in_one_sentence(forge: Forge) -> None:
    environment = {"GITHUB_API_URL": "http://127.0.0.1:9", "GITHUB_GRAPHQL_URL": "http://127.0.0.1:9/graphql"}
    with pytest.raises(CannotRun, match="GitHub cannot be reached"):
        github(forge, **environment).repository_id()


@pytest.mark.parametrize("kept", [True, False])
def test_a_proxy_of_another_kind_is_named(monkeypatch: pytest.MonkeyPatch, kept: bool) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://localhost:9")
    monkeypatch.setenv("NO_PROXY", "")
    edge = GitHub(make_client({"GITHUB_TOKEN": "anything"}, QUICK), "octo/library")
    with pytest.raises(CannotRun, match="name one that begins with http://"), edge if kept else nullcontext():
        edge.repository_id()


def test_what_github_does_not_have_is_named(forge: Forge) -> None:
    with pytest.raises(CannotRun, match="GitHub has no pull request #7 of 'octo/library', or does not show it to this token"):
        github(forge).change(7)
    with pytest.raises(CannotRun, match="GitHub has no repository 'octo/nothing', or does not show it to this token"):
        github(forge, GITHUB_REPOSITORY="octo/nothing").repository_id()


# The token -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"GITHUB_TOKEN": ""}, "set GITHUB_TOKEN"),
        ({"GITHUB_TOKEN": "secret\nword"}, "holds characters that no token has"),
        ({"GITHUB_TOKEN": "secret wörd"}, "holds characters that no token has"),
        ({"GITHUB_API_URL": "http://example.com"}, "begins with http://"),
        ({"GITHUB_API_URL": "https://example.com"}, "name different servers"),
        ({"GITHUB_API_URL": "https://user@example.com", "GITHUB_GRAPHQL_URL": ""}, "must be web addresses"),
        ({"GITHUB_API_URL": "ftp://example.com"}, "must be web addresses"),
        ({"GITHUB_API_URL": "https://[x"}, "must be web addresses"),
        ({"GITHUB_REPOSITORY": ""}, "set GITHUB_REPOSITORY"),
        ({"GITHUB_REPOSITORY": "octo"}, "set GITHUB_REPOSITORY"),
        ({"GITHUB_REPOSITORY": "octo/.."}, "set GITHUB_REPOSITORY"),
        ({"GITHUB_REPOSITORY": "octo/library/x"}, "set GITHUB_REPOSITORY"),
    ],
)
def test_a_wrong_environment_is_named_before_anything_is_sent(forge: Forge, changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(CannotRun, match=sentence) as refusal:
        github(forge, **changes)
    assert "secret" not in str(refusal.value)
    assert forge.heard == []


@pytest.mark.parametrize("place", ["", "/", "/api/v3", "/api/v3/"])
def test_the_other_name_for_the_token_and_one_address_are_enough(forge: Forge, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    for name, value in forge.environment().items():
        monkeypatch.setenv("GH_TOKEN" if name == "GITHUB_TOKEN" else name, value)
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    monkeypatch.delenv("GITHUB_GRAPHQL_URL")
    monkeypatch.setenv("GITHUB_API_URL", f"{forge.address}{place}")
    with open_github(patience=QUICK) as edge:
        assert edge.repository_id() == forge.repository_id
        assert edge.account_of("jon")
    assert all(heard.authorization.startswith("Bearer ghs_") for heard in forge.heard)


def test_nothing_that_can_be_printed_holds_the_token(forge: Forge) -> None:
    environment = forge.environment()
    edge = github(forge, **environment)
    seen: list[Any] = [edge, *vars(edge).values(), *vars(vars(edge)["_client"]).values()]
    assert environment["GITHUB_TOKEN"] not in repr(seen)
    assert environment["GITHUB_TOKEN"] not in str([vars(one) for one in seen if type(one).__name__ in ("GitHub", "Client")])


def test_even_a_fault_of_ours_prints_no_token(forge: Forge) -> None:
    environment = forge.environment()
    program = (
        "from peerlore.outside.github import changes\n"
        "changes.answers.Id.model_validate = lambda said: 1 / 0\n"
        "changes.open_github().repository_id()\n"
    )
    outcome = run_program(sys.executable, "-c", program, cwd=Path.cwd(), **environment)
    assert outcome.code == 1
    assert "ZeroDivisionError" in outcome.err
    assert environment["GITHUB_TOKEN"] not in outcome.err + outcome.out


def test_commands_that_need_no_github_do_not_load_its_client() -> None:
    program = "import sys, peerlore.commands; sys.exit('githubkit' in sys.modules or 'httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# The stand-in itself -------------------------------------------------------------------------------------------------


def test_git_clones_fetches_and_pushes_as_from_github(forge: Forge, tmp_path: Path) -> None:
    number = forge.open("zoe", {PAGE: "two\n"})
    clone = tmp_path / "a clone"
    assert run_program("git", "clone", "--quiet", forge.clone_address("jon"), clone, cwd=tmp_path).code == 0
    assert run_program("git", "fetch", "--quiet", "origin", f"refs/pull/{number}/head", cwd=clone).code == 0
    assert run_program("git", "show", f"FETCH_HEAD:{PAGE}", cwd=clone).out == "two\n"
    (clone / PAGE).write_text("three\n" * 500_000, "utf-8")
    jon = forge.signature("jon")
    who = ("-c", f"user.name={jon.name}", "-c", f"user.email={jon.email}", "-c", "core.compression=0")
    assert run_program("git", *who, "commit", "--quiet", "--all", "--message=Three", cwd=clone).code == 0
    pushed = run_program("git", *who, "push", "--quiet", "origin", f"HEAD:refs/heads/change-{number}", "--force", cwd=clone)
    assert pushed.code == 0, pushed
    change = github(forge).change(number)
    assert change.head == run_program("git", "rev-parse", "HEAD", cwd=clone).out.strip()
    assert set(names(change.authors)) == {"zoe", "jon"}
    assert forge.world.pushes[-1].kind == "force_push"


def test_git_without_a_token_only_reads(forge: Forge, tmp_path: Path) -> None:
    assert run_program("git", "clone", "--quiet", forge.clone_address(), "clone", cwd=tmp_path).code == 0
    assert run_program("git", "push", "origin", "HEAD:refs/heads/new", cwd=tmp_path / "clone").code != 0
    assert forge.tip("new") == ""


def test_comments_and_reviews_are_there_in_rest_too(forge: Forge) -> None:
    number = forge.open("zoe", {PAGE: "two\n"})
    for _ in range(31):
        forge.review(number, "jon", "COMMENTED")
    forge.review(number, "jon", "PENDING")
    place = f"/repos/{forge.library.name}"
    with httpx.Client(base_url=forge.address, headers={"Authorization": f"Bearer {forge.token()}"}, trust_env=False) as asking:
        first = asking.get(f"{place}/pulls/{number}/reviews")
        second = asking.get(first.links["next"]["url"])
        assert (len(first.json()), len(second.json()), "next" in second.links) == (30, 1, False)
        comment = asking.post(f"{place}/issues/{number}/comments", json={"body": "Well done."}).json()
        assert asking.patch(f"{place}/issues/comments/{comment['id']}", json={"body": "Very well done."}).status_code == 200
        assert [said["body"] for said in asking.get(f"{place}/issues/{number}/comments").json()] == ["Very well done."]
        shown = asking.get(f"{place}/pulls/{number}").json()
        assert (shown["state"], shown["comments"], shown["user"]["login"]) == ("open", 1, "zoe")
        assert asking.get(f"{place}/pulls/99").status_code == 404
        assert asking.get("/users/jon", headers={"Authorization": "Bearer nobody"}).status_code == 401


@pytest.mark.parametrize("action", ["opened", "synchronize", "closed", "reopened", "ready_for_review", "converted_to_draft"])
def test_events_fit_what_github_publishes(forge: Forge, action: str) -> None:
    fork = forge.fork("zoe")
    number = forge.open("zoe", {PAGE: "two\n"}, by_way_of=fork)
    forge.ask(number, "mara")
    event = forge.event(number, action)
    assert (event["number"], event["pull_request"]["head"]["sha"]) == (number, forge.tip(f"change-{number}", fork))
    assert event["pull_request"]["head"]["repo"]["full_name"] == fork


@pytest.mark.parametrize(
    "happening", [lambda forge: forge.commit("mara", {PAGE: "2\n"}), lambda forge: forge.merge(1, "squash", by="mara")]
)
def test_the_event_of_a_push_names_its_commits(forge: Forge, happening: Callable[[Forge], str]) -> None:
    forge.open("zoe", {PAGE: "two\n"})
    tip = happening(forge)
    event = forge.push_event()
    assert (event["ref"], event["after"], event["pusher"]["name"]) == ("refs/heads/main", tip, "mara")
    assert event["head_commit"]["id"] == tip
