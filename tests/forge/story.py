"""The forge as tests tell its story: who joins, pushes, opens, reviews, merges."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from forge import events
from forge.faults import Fault
from forge.repository import NOTHING, Repository, Signature
from forge.server import Heard, Server, Spoiling
from forge.state import (
    Account,
    Artifact,
    Discussion,
    Hosted,
    Issue,
    Kind,
    Method,
    PullRequest,
    Push,
    PushKind,
    Review,
    State,
    World,
    node_id,
)

Files = Mapping[str, str | bytes | None]


class Forge:
    """A GitHub of one's own, with one repository `octo/library` and whoever joins. Time goes on by a minute with each thing done."""

    def __init__(self, folder: Path, *people: str, files: Files | None = None) -> None:
        self._root = folder
        self.world = World()
        self._server = Server(self.world, folder, self._notice)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.join("web-flow")
        octo = self.join("octo", kind="Organization")
        for login in people:
            self.join(login)
        self._actions = self.join("github-actions", kind="Bot")
        self.library = self._host(octo, Repository(folder, "octo/library"))
        if files is not None:
            self.commit(people[0], files, "Start the library")

    def __enter__(self) -> Forge:
        self._thread.start()
        return self

    def __exit__(self, *reason: object) -> None:
        self._server.ended.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        if self._server.failures:
            raise AssertionError("the forge itself failed") from self._server.failures[0]

    # Asking ----------------------------------------------------------------------------------------------------------

    @property
    def address(self) -> str:
        return self._server.address

    def token(self, login: str = "github-actions") -> str:
        """A new token of somebody's."""
        token = f"ghs_{secrets.token_hex(18)}"
        self.world.tokens[token] = self._named(login)
        return token

    def environment(self, login: str = "github-actions") -> dict[str, str]:
        """What a workflow of this repository has in its environment."""
        return {
            "GITHUB_TOKEN": self.token(login),
            "GITHUB_REPOSITORY": self.library.name,
            "GITHUB_SERVER_URL": self.address,
            "GITHUB_API_URL": self.address,
            "GITHUB_GRAPHQL_URL": f"{self.address}/graphql",
        }

    def clone_address(self, login: str = "", repository: str = "octo/library") -> str:
        """Where git clones from, with somebody's token in it if they are named."""
        scheme, _, place = self.address.partition("://")
        return f"{scheme}://{f'{login}:{self.token(login)}@' if login else ''}{place}/{repository}.git"

    @property
    def spoilings(self) -> list[Spoiling]:
        """Faults that are still to come."""
        return self._server.spoilings

    @property
    def heard(self) -> list[Heard]:
        """Every question so far."""
        return self._server.heard

    def spoil(self, fault: Fault, times: int = 1, only: str = "") -> None:
        """Spoil the next answers, or those to questions whose name holds `only`."""
        self._server.spoilings.append(Spoiling(fault, times, only))

    # People ----------------------------------------------------------------------------------------------------------

    def join(self, login: str, kind: Kind = "User", email: str = "") -> Account:
        """Somebody makes an account."""
        account = Account(self.world.number(), login, kind, email)
        self.world.accounts.append(account)
        return account

    def leave(self, login: str) -> None:
        """Somebody deletes their account."""
        self._named(login).gone = True

    def rename(self, login: str, new: str) -> None:
        """Somebody takes another login; the old one is free."""
        account = self._named(login)
        account.email = account.signature.email
        account.login = new

    def signature(self, login: str) -> Signature:
        """How somebody signs commits."""
        return self._named(login).signature

    # Commits ---------------------------------------------------------------------------------------------------------

    def fork(self, login: str, *, private: bool = False) -> str:
        """Somebody copies the library; returns the copy's name."""
        name = f"{login}/library"
        copy = self._host(self._named(login), Repository(self._root, name), fork=True, private=private)
        for ref, oid in self.library.files.refs().items():
            copy.files.take(self.library.files, oid, ref)
        return name

    def delete(self, repository: str) -> None:
        """A copy is deleted."""
        self._repository(repository).gone = True

    def commit(
        self,
        login: str,
        files: Files,
        message: str = "Say it better",
        *,
        branch: str = "main",
        to: str = "octo/library",
        author: str | Signature = "",
        committer: str | Signature = "",
        with_help_of: Iterable[str | Signature] = (),
        onto: str = "",
        force: bool = False,
    ) -> str:
        """Somebody pushes one commit to a branch, which begins at main if it is new; returns the commit.

        With `onto` it follows another commit than the branch's newest, which takes `force`.
        """
        hosted = self._repository(to)
        ref = f"refs/heads/{branch}"
        tip = hosted.files.tip(ref)
        parent = onto or tip or hosted.files.tip("refs/heads/main")
        assert force or not onto or not tip or hosted.files.is_ancestor(tip, onto)
        helpers = "".join(f"\nCo-authored-by: {one.name} <{one.email}>" for one in map(self._signed, with_help_of))
        written = self._signed(author or login)
        oid = hosted.files.commit(parent, files, f"{message}\n{helpers}\n", written, self._signed(committer or written), self.world.tick())
        self.put(login, branch, oid, to=to)
        return oid

    def put(self, login: str, branch: str, commit: str, *, to: str = "octo/library") -> None:
        """Somebody pushes a commit that is there to a branch; an empty name deletes the branch."""
        hosted = self._repository(to)
        before = hosted.files.refs()
        hosted.files.move(f"refs/heads/{branch}", commit)
        self._notice(hosted, before, hosted.files.refs(), self._named(login))

    def tip(self, branch: str = "main", of: str = "octo/library") -> str:
        """The newest commit of a branch."""
        return self._repository(of).files.tip(f"refs/heads/{branch}")

    # Discussions -----------------------------------------------------------------------------------------------------

    def talk(self, login: str, body: str, title: str = "A question", *, question: bool = False, comments: int = 0, **reactions: int) -> int:
        """Somebody opens a discussion, in a category for questions or in another; returns its number."""
        self.world.tick()
        kinds = {kind.upper(): number for kind, number in reactions.items()}
        one = Discussion(
            self.world.number(),
            self._named(login),
            title,
            body,
            "Q&A" if question else "Modules",
            question,
            comments=comments,
            reactions=kinds,
        )
        self.world.discussions.append(one)
        return one.number

    def talk_at(self, number: int) -> Discussion:
        """A discussion by its number."""
        return next(one for one in self.world.discussions if one.number == number)

    def answer(self, number: int, login: str, chosen_by: str) -> None:
        """Somebody answers a question, and somebody chooses that answer."""
        one = self.talk_at(number)
        one.answered, one.chosen_at = True, self.world.tick()
        one.answer_by, one.chosen_by = self._named(login), self._named(chosen_by)

    def end_talk(self, number: int) -> None:
        """A discussion is deleted, or moved to another repository."""
        self.world.discussions.remove(self.talk_at(number))

    # Issues ----------------------------------------------------------------------------------------------------------

    def write(self, login: str, body: str, title: str = "Something to say", labels: Iterable[str] = ()) -> int:
        """Somebody opens an issue; returns its number."""
        now = self.world.tick()
        one = Issue(self.world.number(), self._named(login), title, body, now, now, tuple(labels))
        self.world.issues.append(one)
        return one.number

    def issue_at(self, number: int) -> Issue:
        """An issue by its number."""
        return next(one for one in self.world.issues if one.number == number)

    def rewrite(self, number: int, login: str, body: str) -> None:
        """Somebody edits the text of an issue."""
        one = self.issue_at(number)
        one.body, one.editor = body, self._named(login)
        one.edited = one.updated = self.world.tick()

    def support(self, number: int, *logins: str) -> None:
        """Some put a thumb up."""
        self.issue_at(number).thumbs += [self._named(login) for login in logins]

    def take_away(self, number: int) -> None:
        """An issue is deleted, or moved to another repository."""
        self.world.issues.remove(self.issue_at(number))

    # Pull requests ---------------------------------------------------------------------------------------------------

    def open(
        self,
        login: str,
        files: Files | None = None,
        title: str = "Say it better",
        *,
        branch: str = "",
        by_way_of: str = "octo/library",
        into: str = "main",
        draft: bool = False,
        body: str = "",
    ) -> int:
        """Somebody opens a pull request, with one commit of these files or from a branch as it is; returns its number."""
        number = len(self.world.pull_requests) + 1
        branch = branch or f"change-{number}"
        if files is not None:
            self.commit(login, files, title, branch=branch, to=by_way_of)
        source = self._repository(by_way_of)
        now = self.world.tick()
        head, base = source.files.tip(f"refs/heads/{branch}"), self.library.files.tip(f"refs/heads/{into}")
        one = PullRequest(number, self.library, source, branch, into, self._named(login), title, body, base, head, now, now, draft)
        self.world.pull_requests.append(one)
        self.library.files.take(source.files, head, f"refs/pull/{number}/head")
        return number

    def ask(self, number: int, *logins: str) -> None:
        """Somebody is asked for a review."""
        self._at(number).asked += [self._named(login) for login in logins]

    def review(self, number: int, login: str, state: State = "APPROVED", *, commit: str | None = None, body: str = "") -> Review:
        """Somebody reviews the newest commit, or another."""
        one = self._at(number)
        review = Review(self.world.number(), self._named(login), state, one.head if commit is None else commit, self.world.tick(), body)
        one.reviews.append(review)
        if state != "PENDING":
            one.asked = [account for account in one.asked if account is not review.account]
        one.updated = self.world.now
        return review

    def dismiss(self, number: int, login: str) -> None:
        """Somebody's reviews are dismissed."""
        one = self._at(number)
        for review in one.reviews:
            if review.account is self._named(login) and review.state in ("APPROVED", "CHANGES_REQUESTED"):
                review.state = "DISMISSED"
        one.updated = self.world.tick()

    def ready(self, number: int) -> None:
        """A draft becomes ready for review."""
        self._at(number).draft = False

    def keep(self, number: int, name: str = "preview", *, expired: bool = False) -> Artifact:
        """A workflow keeps something that it made of a pull request as it stands."""
        kept = Artifact(self.world.number(), self.world.number(), name, self._at(number).head, expired)
        self.world.artifacts.append(kept)
        return kept

    def close(self, number: int) -> None:
        """A pull request is closed without a merge."""
        self._at(number).closed = self.world.tick()

    def merge(self, number: int, method: Method = "merge", by: str = "") -> str:
        """Somebody merges a pull request as GitHub does; returns the newest commit of the branch."""
        one = self._at(number)
        merger = self._named(by) if by else one.account
        files, ref = self.library.files, f"refs/heads/{one.target}"
        base, now = files.tip(ref), self.world.tick()
        commits = files.commits(base, one.head)
        if method == "merge":
            owner = one.source.name.partition("/")[0]
            message = f"Merge pull request #{number} from {owner}/{one.branch}\n\n{one.title}\n"
            brought = [files.merge(base, one.head, message, merger.signature, now)]
        elif method == "squash":
            others = dict.fromkeys(who for commit in commits for who in commit.authors if who != one.account.signature)
            trailers = "".join(f"\nCo-authored-by: {who.name} <{who.email}>" for who in others)
            told = "\n".join(f"* {commit.message.splitlines()[0]}" for commit in commits)
            brought = [files.squash(base, one.head, f"{one.title} (#{number})\n\n{told}\n{trailers}\n", one.account.signature, now)]
        else:
            brought = files.rebase(base, one.head, merger.signature, now)
        one.base = base
        self._merged(one, merger, tuple(brought))
        before = files.refs()
        files.move(ref, brought[-1])
        self._notice(self.library, before, files.refs(), merger, "pr_merge")
        return brought[-1]

    # Events ----------------------------------------------------------------------------------------------------------

    def event(self, number: int, action: str, by: str = "") -> dict[str, Any]:
        """What a workflow hears of a pull request."""
        one = self._at(number)
        return events.of_pull_request(one, action, self._named(by) if by else one.account)

    def push_event(self) -> dict[str, Any]:
        """What a workflow hears of the newest push."""
        return events.of_push(self.world.pushes[-1])

    @property
    def repository_id(self) -> str:
        """The forge's own name for the library."""
        return node_id("R", self.library.number)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _host(self, owner: Account, files: Repository, *, fork: bool = False, private: bool = False) -> Hosted:
        hosted = Hosted(self.world.number(), owner, files, fork, private)
        self.world.repositories.append(hosted)
        return hosted

    def _named(self, login: str) -> Account:
        account = self.world.account(login)
        assert account, f"nobody is called {login}"
        return account

    def _repository(self, name: str) -> Hosted:
        hosted = self.world.repository(name)
        assert hosted, f"there is no {name}"
        return hosted

    def _at(self, number: int) -> PullRequest:
        one = self.world.pull_request(self.library, number)
        assert one, f"there is no #{number}"
        return one

    def _signed(self, who: str | Signature) -> Signature:
        return self._named(who).signature if isinstance(who, str) else who

    def _merged(self, one: PullRequest, merger: Account, brought: tuple[str, ...]) -> None:
        one.merged = one.closed = one.updated = self.world.now
        one.merger, one.brought = merger, brought

    def _notice(self, hosted: Hosted, before: dict[str, str], after: dict[str, str], actor: Account, kind: PushKind = "push") -> None:
        """Somebody moved branches: remember it, bring pull requests up to date, and close those that are in by now."""
        for ref in sorted({*before, *after}):
            old, new = before.get(ref, ""), after.get(ref, "")
            if old != new:
                at = self.world.now if kind == "pr_merge" else self.world.tick()  # a merge and what it moves are one
                done = _kind(hosted, old, new, kind)
                push = Push(self.world.number(), hosted, ref, old or NOTHING, new or NOTHING, done, actor, at)
                self.world.pushes.append(push)
                for one in self.world.pull_requests:
                    self._follow(one, push)

    def _follow(self, one: PullRequest, push: Push) -> None:
        if not one.is_open or push.after == NOTHING:
            return
        if push.repository is one.source and push.ref == f"refs/heads/{one.branch}":
            one.head, one.updated = push.after, self.world.now
            one.forced += [push] if push.kind == "force_push" else []
            self.library.files.take(one.source.files, one.head, f"refs/pull/{one.number}/head")
        if push.repository is one.repository and push.ref == f"refs/heads/{one.target}":
            files = self.library.files
            if files.is_ancestor(one.head, push.after):
                one.base = files.fork_point(push.before, one.head) if push.before != NOTHING else ""
                self._merged(one, push.actor, (files.first_with(one.head, push.before, push.after),))
            else:
                one.base = push.after


def _kind(hosted: Hosted, old: str, new: str, otherwise: PushKind) -> PushKind:
    if not old:
        return "branch_creation"
    if not new:
        return "branch_deletion"
    return otherwise if hosted.files.is_ancestor(old, new) else "force_push"
