"""Pull requests of one repository on GitHub, each with everybody who wrote part of it and everybody who reviewed it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from peerlore.model.activity import Talk
from peerlore.model.errors import CannotRun
from peerlore.model.issues import Issue
from peerlore.model.reviews import Account, Change
from peerlore.outside.github import actors, answers, questions
from peerlore.outside.github.answers import (
    Candidate,
    CommitOfChange,
    CommitWithChanges,
    GitActor,
    Listed,
    PullRequest,
    Push,
    RestActor,
    Written,
)
from peerlore.outside.github.client import Client, Forbidden, Patience, Unknown, make_client, refuse_endless
from peerlore.outside.github.comments import put_comment, put_suggestions
from peerlore.outside.github.discussions import read_discussions
from peerlore.outside.github.issues import read_issue, read_issues
from peerlore.outside.github.lists import shaped, whole

_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*/(?!\.\.?$)[A-Za-z0-9._-]+")
_HANDLE = re.compile(r"[a-z0-9][a-z0-9_-]*")
_NEW = timedelta(minutes=1)
"""How long a commit counts as new, so that GitHub may not have connected it with its pull request yet."""

_AT_ONCE = 10
"""Whole pull requests in one answer; GitHub gives up on answers that take it longer than ten seconds."""

Node = TypeVar("Node")


def open_github(repository: str = "", patience: Patience = Patience()) -> GitHub:  # noqa: B008 - frozen
    """GitHub as this process's environment names it: GITHUB_TOKEN or GH_TOKEN, and GITHUB_REPOSITORY unless one is given."""
    pages = os.environ.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
    return GitHub(make_client(os.environ, patience), repository or os.environ.get("GITHUB_REPOSITORY", ""), pages)


class GitHub:
    """One repository, `owner/name`. As a context manager it keeps one connection for all that is asked inside."""

    def __init__(self, client: Client, repository: str, pages: str = "https://github.com") -> None:
        if not _REPOSITORY.fullmatch(repository):
            raise CannotRun(f"set GITHUB_REPOSITORY to the repository on GitHub, such as 'octo/library'; it is {repository!r}")
        self.repository = repository
        self._pages = pages
        self._client = client
        owner, _, name = repository.partition("/")
        self._names = {"owner": owner, "name": name}
        self._read: dict[int, Change] = {}

    def __enter__(self) -> GitHub:
        self._client.__enter__()
        return self

    def __exit__(self, *reason: object) -> None:
        self._client.__exit__(*reason)

    def repository_id(self) -> str:
        """GitHub's own name for the repository, which it keeps when it is renamed or moved."""
        subject = f"repository {self.repository!r}"
        data = self._client.ask(questions.REPOSITORY, subject, **self._names)
        with shaped(subject):
            return answers.Id.model_validate(data["repository"]).id

    def change(self, number: int) -> Change:
        """A pull request by its number."""
        subject = self._subject(number)
        data = self._client.ask(questions.CHANGE, subject, **self._names, number=number)
        with shaped(subject):
            said = PullRequest.model_validate(data["repository"]["pullRequest"])
        return self._change(said)

    def change_of_commit(self, commit: str, branch: str) -> Change | None:
        """The merged pull request of this repository that brought a commit to `branch`; None where none did.

        Raises CannotRun where GitHub names several and nothing tells which of them it was.
        """
        patience = self._client.patience
        began, pause = time.monotonic(), patience.pause
        while True:
            said, connected = self._connected(commit, branch)
            number = _bringer(connected, said) or _bringer(self._last_merged(branch), said)
            if number:
                return self._merged(number)
            if said.committed_date < _moment(_NEW) or time.monotonic() - began + pause > patience.total:
                return None
            time.sleep(pause)
            pause *= 2

    def open_changes(self, branch: str) -> list[Change]:
        """Every open pull request into `branch`, oldest first."""
        return [self._change(said) for said in self._pull_requests(questions.OPEN_CHANGES, branch)]

    def merged_changes(self, branch: str, newest: int) -> list[Change]:
        """The merged pull requests into `branch` in which something happened last, `newest` of them at most.

        A review that is dismissed after the merge brings an old one back to the front.
        """
        newest_first = islice(self._pull_requests(questions.MERGED_CHANGES, branch), newest)
        return [self._change(said) for said in newest_first]

    def account_of(self, handle: str) -> Account | None:
        """The account that has this handle now; None where nobody has it, or an organisation."""
        if not _HANDLE.fullmatch(handle.lower()):
            return None
        subject = f"account {handle!r}"
        try:
            said = self._client.get(f"/users/{handle.lower()}", subject)
        except Unknown:
            return None
        with shaped(subject):
            actor = RestActor.model_validate(said)
            return None if actor.kind == "Organization" else actors.account(actor)

    def preview_of(self, change: Change) -> str:
        """Where the newest preview of a pull request can be downloaded, as its own workflow kept it; empty where there is none.

        Nobody's address is believed: it is put together from numbers of this repository.
        """
        subject = f"previews in {self.repository!r}"
        try:
            said = self._client.get(f"/repos/{self.repository}/actions/artifacts", subject, name="preview", per_page="100")
        except (Unknown, Forbidden):
            return ""  # a token that may not look at runs
        with shaped(subject):
            kept = answers.Artifacts.model_validate(said).artifacts
        found = next((one for one in kept if not one.expired and one.workflow_run and one.workflow_run.head_sha == change.head), None)
        run = found.workflow_run if found else None
        return f"{self._pages}/{self.repository}/actions/runs/{run.id}/artifacts/{found.id}" if found and run else ""

    def put_comment(self, number: int, mark: str, text: str) -> bool:
        """Keep one comment of ours with this mark under a pull request; returns whether anything changed."""
        return put_comment(self._client, self.repository, number, mark, text)

    def put_suggestions(self, change: Change, body: str, comments: Sequence[Mapping[str, Any]]) -> int:
        """Write those comments on lines of a pull request that we did not write before; returns how many."""
        return put_suggestions(self._client, self.repository, change.number, change.head, body, comments)

    def discussions(self, *, answers: bool = False) -> list[Talk]:
        """Every discussion of the repository, in numbers; none where discussions are not switched on. With `answers`, who gave them."""
        return read_discussions(self._client, self.repository, answers=answers)

    def issues(self) -> list[Issue]:
        """Every issue of the repository, oldest first; none where issues are not switched on."""
        return read_issues(self._client, self.repository)

    def issue(self, number: int) -> Issue:
        """One issue by its number."""
        return read_issue(self._client, self.repository, number)

    # Putting together ----------------------------------------------------------------------------------------------

    def _connected(self, commit: str, branch: str) -> tuple[CommitWithChanges, list[Candidate]]:
        """A commit, and the merged pull requests into `branch` with which GitHub connects it."""
        subject = f"commit {commit[:10]} in {self.repository!r}"

        def ask(after: str | None) -> tuple[CommitWithChanges, str]:
            data = self._client.ask(questions.CHANGES_OF_COMMIT, subject, **self._names, oid=commit, after=after)
            found = answers.CommitInRepository.model_validate(data["repository"])
            if found.object is None:
                raise CannotRun(f"GitHub has no {subject}; push it first")
            return found.object, found.id

        with shaped(subject):
            said, repository = ask(None)
            named = f"pull requests with {subject}"
            found = whole(said.associated_pull_requests, lambda after: ask(after)[0].associated_pull_requests, named)
        ours = [one for one in found if one.base_repository and one.base_repository.id == repository]
        return said, [one for one in ours if one.merged_at and one.base_ref_name == branch]

    def _last_merged(self, branch: str) -> list[Candidate]:
        """The pull requests into `branch` in which something happened last, in which a merge is seen at once.

        GitHub connects a commit with its pull request a moment later (release-drafter/release-drafter#322).
        """
        subject = f"pull requests into {branch!r} of {self.repository!r}"
        data = self._client.ask(questions.LAST_MERGED, subject, **self._names, branch=branch)
        with shaped(subject):
            return answers.Candidates.model_validate(data["repository"]["pullRequests"]).nodes

    def _merged(self, number: int) -> Change:
        """A merged change, read once: the commits of a rebase are asked about one after the other."""
        if number not in self._read:
            self._read[number] = self.change(number)
        return self._read[number]

    def _change(self, said: PullRequest) -> Change:
        subject = self._subject(said.number)
        with shaped(subject):
            reviews = self._all(said, said.reviews, questions.MORE_REVIEWS, "reviews")
            commits = self._all(said, said.commits, questions.MORE_COMMITS, "commits")
            forced = self._all(said, said.timeline_items, questions.MORE_FORCE_PUSHES, "pushes")
            asked = self._all(said, said.review_requests, questions.MORE_ASKED, "requested reviewers")
            reviewers = [entry.requested_reviewer for entry in asked if entry.requested_reviewer and entry.requested_reviewer.login]
            people = {entry.commit.oid: self._people(entry, subject) for entry in commits}
            authors = [actors.account(said.author)]
            authors += [account for found in people.values() for account in found]
            authors += [actors.account(push.actor) for push in forced]
            authors += self._pushers(said, set(people))
            return Change(
                number=said.number,
                # After a merge GitHub may name whatever its branch holds by now.
                head=commits[-1].commit.oid if said.merged_at and commits else said.head_ref_oid,
                authors=tuple(dict.fromkeys(filter(None, authors))),
                reviews=tuple(filter(None, map(actors.review, reviews))),
                strangers=tuple(commit for commit, found in people.items() if None in found),
                merge=said.merge_commit.oid if said.merged_at and said.merge_commit else "",
                merged_at=said.merged_at or "",
                merger=actors.account(said.merged_by),
                title=said.title,
                since=said.created_at,
                draft=said.is_draft,
                asked=tuple(filter(None, map(actors.account, reviewers))),
            )

    def _people(self, entry: CommitOfChange, subject: str) -> list[Account | None]:
        commit = entry.commit

        def more(after: str) -> Listed[GitActor]:
            data = self._client.ask(questions.MORE_AUTHORS, subject, commit=commit.id, after=after)
            return Listed[GitActor].model_validate(data["node"]["more"])

        return list(actors.people_of(commit, whole(commit.authors, more, f"authors of commit {commit.oid[:10]} in {subject}")))

    def _pushers(self, said: PullRequest, commits: set[str]) -> Iterator[Account | None]:
        """Who pushed to the branch of a pull request, as far as GitHub tells: of a fork it may say nothing."""
        if said.head_repository is None:
            return
        path = f"/repos/{said.head_repository.name_with_owner}/activity"
        try:
            for page in self._client.pages(path, f"pushes to {self._subject(said.number)}", ref=f"refs/heads/{said.head_ref_name}"):
                pushes = [Push.model_validate(entry) for entry in page]
                yield from (actors.account(push.actor) for push in pushes if _brought_part(push, said, commits))
                if not any(push.after in commits or push.timestamp >= said.created_at for push in pushes):
                    return  # the newest come first, and all that follow are older than the pull request
        except (Unknown, Forbidden):
            return

    # Pages ---------------------------------------------------------------------------------------------------------

    def _pull_requests(self, question: str, branch: str) -> Iterator[PullRequest]:
        subject = f"pull requests into {branch!r} of {self.repository!r}"
        after, seen = None, {""}
        while True:
            data = self._client.ask(question, subject, **self._names, branch=branch, first=_AT_ONCE, after=after)
            with shaped(subject):
                page = Listed[PullRequest].model_validate(data["repository"]["pullRequests"])
            yield from page.nodes
            if not page.page_info.has_next_page:
                return
            after = page.page_info.end_cursor
            refuse_endless(after or "", seen, subject)

    def _all(self, said: PullRequest, first: Listed[Node], question: str, what: str) -> list[Node]:
        """Every entry of one list of a pull request."""
        subject = f"{what} of {self._subject(said.number)}"

        def more(after: str) -> Listed[Node]:
            data = self._client.ask(question, subject, **self._names, number=said.number, after=after)
            found = data["repository"]["pullRequest"]
            if found["headRefOid"] != said.head_ref_oid:
                raise CannotRun(f"somebody pushed to {self._subject(said.number)} while it was read; run this again")
            page: Listed[Node] = type(first).model_validate(found["more"])
            return page

        return whole(first, more, subject)

    def _subject(self, number: int) -> str:
        return f"pull request #{number} of {self.repository!r}"


def _moment(ago: timedelta) -> str:
    return (datetime.now(UTC) - ago).strftime("%Y-%m-%dT%H:%M:%SZ")


def _bringer(merged: list[Candidate], commit: CommitWithChanges) -> int:
    """The number of the pull request that brought a commit, among merged ones; 0 for none.

    Where the branch of one held that of another, one merge closes both: then it is the one that was merged by itself. Of a
    rebase GitHub names the last commit alone as that of the merge; the others are known by what a rebase keeps of them.
    Being connected is not enough: GitHub connects a commit with whatever was based on it (sorenlouv/backport#571).
    """
    exact = [found for found in merged if found.merge_commit and found.merge_commit.oid == commit.oid]
    ends = {commit.oid, *(parent.oid for parent in commit.parents.nodes[1:])}
    alone = [found for found in exact if any(last.commit.oid in ends for last in found.commits.nodes[-1:])]
    fitting = alone or exact or [found for found in merged if _holds(found, commit)]
    first = min((found.merged_at or "" for found in fitting), default="")
    numbers = sorted(found.number for found in fitting if found.merged_at == first)
    if len(numbers) > 1:
        names = " and ".join(f"#{number}" for number in numbers)
        raise CannotRun(f"GitHub says that {names} brought commit {commit.oid[:10]}, and nothing tells which of them did")
    return numbers[0] if numbers else 0


def _holds(found: Candidate, commit: Written) -> bool:
    """Whether a merged pull request holds a commit, as it is or, where it was rebased, as it was before."""
    own = [held.commit for held in found.commits.nodes]
    was_rebased = found.merge_commit and any(_is_alike(one, found.merge_commit) for one in own)
    return any(one.oid == commit.oid or (was_rebased and _is_alike(one, commit)) for one in own)


def _is_alike(one: Written, other: Written) -> bool:
    return (one.authored_date, one.message_headline) == (other.authored_date, other.message_headline)


def _brought_part(push: Push, said: PullRequest, commits: set[str]) -> bool:
    """Whether a push may have brought part of a pull request. Branches of this name may have come before and come after it."""
    if push.activity_type == "branch_deletion" or (said.merged_at and push.timestamp > said.merged_at):
        return False
    return push.after in commits or push.timestamp >= said.created_at
