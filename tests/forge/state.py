"""What the forge remembers: accounts, pull requests, reviews, pushes. Changes by `story` alone, and answers nobody."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from forge.repository import GITHUB, Commit, Repository, Signature

Kind = Literal["User", "Bot", "Mannequin", "Organization"]
Method = Literal["merge", "squash", "rebase"]
State = Literal["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"]
PushKind = Literal["push", "force_push", "branch_creation", "branch_deletion", "pr_merge"]

START = int(datetime(2026, 3, 1, 10, tzinfo=UTC).timestamp())


def node_id(kind: str, number: int) -> str:
    """A name as GitHub gives to everything."""
    return f"{kind}_{base64.urlsafe_b64encode(str(number).encode()).decode().rstrip('=')}"


def moment(seconds: int) -> str:
    """A time as GitHub writes it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(eq=False)
class Account:
    """Somebody who is known to the forge. `login` is as they write it; programs have `[bot]` behind theirs in REST."""

    number: int
    login: str
    kind: Kind = "User"
    email: str = ""
    gone: bool = False

    @property
    def signature(self) -> Signature:
        """How they sign commits."""
        suffix = "[bot]" if self.kind == "Bot" else ""
        return Signature(f"{self.login.title()} Ångström", self.email or f"{self.number}+{self.login}{suffix}@users.noreply.github.com")


@dataclass(eq=False)
class Hosted:
    """A repository with its owner. Of a private one only its owner may hear."""

    number: int
    owner: Account
    files: Repository
    fork: bool = False
    private: bool = False
    gone: bool = False
    talks: bool = True
    takes_issues: bool = True

    @property
    def name(self) -> str:
        return self.files.name


@dataclass(eq=False)
class Review:
    """A review; `account` may be gone by now, and so may `commit`."""

    number: int
    account: Account
    state: State
    commit: str
    at: int
    body: str = ""


@dataclass(eq=False)
class Comment:
    """A comment below a pull request."""

    number: int
    account: Account
    body: str
    at: int
    changed: int


@dataclass(eq=False)
class Artifact:
    """What the run of a workflow kept."""

    number: int
    run: int
    name: str
    commit: str
    expired: bool = False


@dataclass(eq=False)
class Remark:
    """A comment on lines of a pull request's text."""

    comment: Comment
    commit: str
    path: str
    first: int
    last: int


@dataclass(eq=False)
class Discussion:
    """A discussion. Where its category is for questions, one of its comments may be chosen as the answer."""

    number: int
    account: Account
    title: str
    body: str
    category: str
    answerable: bool = False
    answered: bool = False
    answer_by: Account | None = None
    chosen_by: Account | None = None
    chosen_at: int = 0
    closed: bool = False
    comments: int = 0
    reactions: dict[str, int] = field(default_factory=dict)


@dataclass(eq=False)
class Issue:
    """An issue. `edited` is when its text was changed last, 0 for never, and `editor` who did."""

    number: int
    account: Account
    title: str
    body: str
    opened: int
    updated: int
    labels: tuple[str, ...] = ()
    closed: bool = False
    edited: int = 0
    editor: Account | None = None
    thumbs: list[Account] = field(default_factory=list)


@dataclass(eq=False)
class Push:
    """That somebody moved a branch."""

    number: int
    repository: Hosted
    ref: str
    before: str
    after: str
    kind: PushKind
    actor: Account
    at: int


@dataclass(eq=False)
class PullRequest:
    """A pull request. `base` is the tip of its target when it was opened or merged last; `brought` are the commits of the merge."""

    number: int
    repository: Hosted
    source: Hosted
    branch: str
    target: str
    account: Account
    title: str
    body: str
    base: str
    head: str
    opened: int
    updated: int
    draft: bool = False
    closed: int = 0
    merged: int = 0
    merger: Account | None = None
    brought: tuple[str, ...] = ()
    reviews: list[Review] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    asked: list[Account] = field(default_factory=list)
    forced: list[Push] = field(default_factory=list)

    def has_lines(self, commit: str, path: str, first: int, last: int) -> bool:
        """Whether lines of a file stand in the diff of this pull request, with the three lines around each part that it shows."""
        files = self.repository.files
        said = files.git("diff", "--unified=3", files.fork_point(self.base, commit), commit, "--", path)
        parts = re.findall(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", said, re.MULTILINE)
        return any(int(start) <= first <= last < int(start) + int(count or 1) for start, count in parts)

    @property
    def is_open(self) -> bool:
        return not self.closed

    @property
    def merge_commit(self) -> str:
        """The commit of the merge; of a rebase the last one."""
        return self.brought[-1] if self.brought else ""

    def commits(self) -> list[Commit]:
        """Its commits, oldest first."""
        return self.repository.files.commits(self.base, self.head)


@dataclass
class World:
    """Everything there is."""

    accounts: list[Account] = field(default_factory=list)
    repositories: list[Hosted] = field(default_factory=list)
    pull_requests: list[PullRequest] = field(default_factory=list)
    pushes: list[Push] = field(default_factory=list)
    artifacts: list[Artifact] = field(default_factory=list)
    discussions: list[Discussion] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    tokens: dict[str, Account] = field(default_factory=dict)
    now: int = START
    last_number: int = 1000

    def tick(self) -> int:
        """A minute goes by."""
        self.now += 60
        return self.now

    def number(self) -> int:
        """A number that nothing has yet."""
        self.last_number += 1
        return self.last_number

    def account(self, login: str) -> Account | None:
        """Whoever has this login now."""
        return next((one for one in self.accounts if one.login.lower() == login.lower() and not one.gone), None)

    def account_of(self, signature: Signature) -> Account | None:
        """Whose address a commit names."""
        if signature.email == GITHUB.email:
            return self.account("web-flow")
        return next((one for one in self.accounts if one.signature.email.lower() == signature.email.lower() and not one.gone), None)

    def repository(self, name: str) -> Hosted | None:
        """A repository by its `owner/name`."""
        return next((one for one in self.repositories if one.name.lower() == name.lower() and not one.gone), None)

    def pull_request(self, repository: Hosted, number: int) -> PullRequest | None:
        """A pull request by its number."""
        return next((one for one in self.pull_requests if one.repository is repository and one.number == number), None)

    def connected(self, repository: Hosted, commit: str) -> list[PullRequest]:
        """The pull requests that GitHub connects with a commit.

        On the default branch those that brought it; elsewhere also open ones, and whatever was based on it
        (https://github.com/sorenlouv/backport/pull/571).
        """
        files = repository.files
        main = files.tip("refs/heads/main")
        published = bool(main) and files.is_ancestor(commit, main)
        found = []
        for one in self.pull_requests:
            brought = commit in one.brought or any(commit == own.oid for own in one.commits())
            if (brought and one.merged) or (not published and files.is_ancestor(commit, one.head)):
                found.append(one)
        return found
