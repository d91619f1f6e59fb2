"""What the forge answers in GraphQL: our values, executed by graphql-core on GitHub's own schema."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import ExecutionResult, GraphQLError, GraphQLResolveInfo, execute_sync, parse, validate

from forge.descriptions import graphql_schema
from forge.repository import Commit, Signature
from forge.state import Account, Discussion, Hosted, Issue, PullRequest, Review, World, moment, node_id

MOST = 100
REACTIONS = ("THUMBS_UP", "THUMBS_DOWN", "LAUGH", "HOORAY", "CONFUSED", "HEART", "ROCKET", "EYES")
Shape = dict[str, Any]


def ask(world: World, viewer: Account, question: str, variables: Mapping[str, Any]) -> Shape:
    """The answer to a question, with the errors that it has."""
    schema = graphql_schema()
    document = parse(question)
    errors = validate(schema, document)
    if errors:
        return {"errors": [{"message": error.message, "extensions": {"code": "undefinedField"}} for error in errors]}
    result = execute_sync(schema, document, _Root(world, viewer).shape(), variable_values=dict(variables), field_resolver=_field)
    assert isinstance(result, ExecutionResult)
    answer: Shape = {"data": result.data}
    if result.errors:
        answer["errors"] = [_error(error) for error in result.errors]
    return answer


def _error(error: GraphQLError) -> Shape:
    if error.original_error and not isinstance(error.original_error, GraphQLError):
        raise error.original_error  # ours, and no answer of GitHub's
    kind = (error.extensions or {}).get("type")
    return {**({"type": kind} if kind else {}), "path": error.path, "message": error.message}


def _field(source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
    """A field of ours; one that we do not have is a fault of the test and no null."""
    if info.field_name not in source:
        raise NotImplementedError(f"the forge has no {info.parent_type.name}.{info.field_name}")
    value = source[info.field_name]
    return value(**arguments) if callable(value) else value


def listed(entries: Sequence[Any], shape: Callable[[Any], Any]) -> Callable[..., Shape]:
    """A connection, page by page."""

    def page(first: int | None = None, after: str | None = None, last: int | None = None, **_: Any) -> Shape:
        if last and first is None:
            return {"totalCount": len(entries), "nodes": [shape(entry) for entry in entries[-last:]]}
        if first is None or not 1 <= first <= MOST:
            raise GraphQLError(f"`first` must be between 1 and {MOST}, and is {first}", extensions={"type": "EXCESSIVE_PAGINATION"})
        start = _position(after)
        some = entries[start : start + first]
        end = start + len(some)
        return {
            "totalCount": len(entries),
            "pageInfo": {"hasNextPage": end < len(entries), "endCursor": _cursor(end) if some else None},
            "nodes": [shape(entry) for entry in some],
        }

    return page


def _cursor(position: int) -> str:
    return base64.b64encode(f"cursor:{position}".encode()).decode()


def _position(cursor: str | None) -> int:
    found = re.fullmatch(rb"cursor:(\d+)", base64.b64decode(cursor or ""))
    return int(found[1]) if found else 0


class _Root:
    """The shapes of everything, for one viewer."""

    def __init__(self, world: World, viewer: Account) -> None:
        self.world = world
        self.viewer = viewer

    def shape(self) -> Shape:
        return {"repository": self._repository_named, "node": self._node, "user": self._user_named, "viewer": self._viewer}

    def _viewer(self) -> Shape:
        # To GraphQL, whoever asks is a user, also a program.
        return {**(self.actor(self.viewer) or {}), "__typename": "User", "id": node_id("U", self.viewer.number)}

    def _repository_named(self, owner: str, name: str, **_: Any) -> Shape:
        found = self.world.repository(f"{owner}/{name}")
        if found is None or (found.private and found.owner is not self.viewer):
            raise _missing(f"Could not resolve to a Repository with the name '{owner}/{name}'.")
        return self.repository(found)

    def _node(self, id: str) -> Shape:
        for hosted in self.world.repositories:
            for pull_request in self.world.pull_requests:
                for commit in pull_request.commits() if pull_request.repository is hosted else ():
                    if _commit_id(commit.oid) == id:
                        return self.commit(hosted, commit)
        raise _missing(f"Could not resolve to a node with the global id of '{id}'")

    def _user_named(self, login: str) -> Shape | None:
        account = self.world.account(login)
        if account is None or account.kind != "User":
            raise _missing(f"Could not resolve to a User with the login of '{login}'.")
        return self.actor(account)

    def repository(self, hosted: Hosted) -> Shape:
        def pull_request(number: int) -> Shape:
            found = self.world.pull_request(hosted, number)
            if found is None:
                raise _missing(f"Could not resolve to a PullRequest with the number of {number}.")
            return self.pull_request(found)

        def object_named(oid: str = "", **_: Any) -> Shape | None:
            commit = hosted.files.one(oid)
            return self.commit(hosted, commit) if commit else None

        return {
            "id": node_id("R", hosted.number),
            "nameWithOwner": hosted.name,
            "pullRequest": pull_request,
            "pullRequests": lambda **wanted: self._pull_requests(hosted, **wanted),
            "object": object_named,
            "hasDiscussionsEnabled": hosted.talks,
            "discussions": lambda **wanted: self._discussions(hosted, **wanted),
            "hasIssuesEnabled": hosted.takes_issues,
            "issue": lambda number: self._issue_at(hosted, number),
            "issues": lambda **wanted: self._issues(hosted, **wanted),
        }

    def _issues(self, hosted: Hosted, **wanted: Any) -> Shape:
        if wanted.get("orderBy") != {"field": "CREATED_AT", "direction": "ASC"}:
            raise NotImplementedError(f"the forge has no {wanted}")
        return listed(self._issues_of(hosted), self.issue)(**wanted)

    def _issue_at(self, hosted: Hosted, number: int) -> Shape:
        found = next((one for one in self._issues_of(hosted) if one.number == number), None)
        if found is None:
            raise _missing(f"Could not resolve to an Issue with the number of {number}.")
        return self.issue(found)

    def _issues_of(self, hosted: Hosted) -> list[Issue]:
        return self.world.issues if hosted.takes_issues and not hosted.fork else []

    def issue(self, one: Issue) -> Shape:
        def thumbs(content: str, **page: Any) -> Shape:
            if content != "THUMBS_UP":
                raise NotImplementedError(f"the forge has no {content}")
            return listed(one.thumbs, lambda account: {"user": self.actor(account)})(**page)

        return {
            "number": one.number,
            "title": one.title,
            "body": one.body,
            "state": "CLOSED" if one.closed else "OPEN",
            "createdAt": moment(one.opened),
            "updatedAt": moment(one.updated),
            "lastEditedAt": moment(one.edited) if one.edited else None,
            "author": self.actor(one.account),
            "editor": self.actor(one.editor),
            "labels": listed(one.labels, lambda name: {"name": name}),
            "reactions": thumbs,
        }

    def _discussions(self, hosted: Hosted, **wanted: Any) -> Shape:
        if wanted.get("orderBy") != {"field": "CREATED_AT", "direction": "ASC"}:
            raise NotImplementedError(f"the forge has no {wanted}")
        return listed(self.world.discussions if hosted.talks and not hosted.fork else [], self.discussion)(**wanted)

    def discussion(self, one: Discussion) -> Shape:
        return {
            "number": one.number,
            "title": one.title,
            "body": one.body,
            "author": self.actor(one.account),
            "closed": one.closed,
            "isAnswered": one.answered if one.answerable else None,
            "answer": {"author": self.actor(one.answer_by)} if one.answered else None,
            "answerChosenAt": moment(one.chosen_at) if one.answered else None,
            "answerChosenBy": self.actor(one.chosen_by) if one.answered else None,
            "category": {"name": one.category, "isAnswerable": one.answerable},
            "comments": {"totalCount": one.comments},
            "reactionGroups": [{"content": kind, "reactors": {"totalCount": one.reactions.get(kind, 0)}} for kind in REACTIONS],
        }

    def _pull_requests(self, hosted: Hosted, **wanted: Any) -> Shape:
        found = [one for one in self.world.pull_requests if one.repository is hosted]
        states, into = wanted.get("states"), wanted.get("baseRefName")
        found = [one for one in found if (not states or _state(one) in states) and into in (None, one.target)]
        order = wanted.get("orderBy") or {"field": "CREATED_AT", "direction": "ASC"}
        key = {"CREATED_AT": "opened", "UPDATED_AT": "updated"}[order["field"]]
        found.sort(key=lambda one: getattr(one, key), reverse=order["direction"] == "DESC")
        return listed(found, self.pull_request)(**wanted)

    def pull_request(self, one: PullRequest) -> Shape:
        forced = [{"__typename": "HeadRefForcePushedEvent", "actor": self.actor(push.actor)} for push in one.forced]
        mine = [review for review in one.reviews if review.state != "PENDING" or review.account is self.viewer]
        return {
            "number": one.number,
            "title": one.title,
            "createdAt": moment(one.opened),
            "isDraft": one.draft,
            "headRefOid": one.head,
            "headRefName": one.branch,
            "baseRefName": one.target,
            "headRepository": None if one.source.gone else self.repository(one.source),
            "baseRepository": self.repository(one.repository),
            "author": self.actor(one.account),
            "mergedAt": moment(one.merged) if one.merged else None,
            "mergeCommit": self._commit_named(one, one.merge_commit),
            "mergedBy": self.actor(one.merger),
            "reviews": listed(mine, lambda review: self.review(one, review)),
            "commits": lambda **page: listed(one.commits(), lambda commit: {"commit": self.commit(one.repository, commit)})(**page),
            "timelineItems": lambda **wanted: self._timeline(forced, wanted),
            "reviewRequests": listed(one.asked, lambda account: {"requestedReviewer": self.actor(account)}),
        }

    def _timeline(self, forced: list[Shape], wanted: Shape) -> Shape:
        if wanted.get("itemTypes") != ["HEAD_REF_FORCE_PUSHED_EVENT"]:
            raise NotImplementedError(f"the forge has no {wanted}")
        return listed(forced, lambda entry: entry)(**wanted)

    def review(self, one: PullRequest, review: Review) -> Shape:
        return {
            "state": review.state,
            "submittedAt": None if review.state == "PENDING" else moment(review.at),
            "commit": self._commit_named(one, review.commit),
            "author": self.actor(review.account),
        }

    def _commit_named(self, one: PullRequest, oid: str) -> Shape | None:
        commit = one.repository.files.one(oid) if oid else None
        return self.commit(one.repository, commit) if commit else None

    def commit(self, hosted: Hosted, commit: Commit) -> Shape:
        return {
            "__typename": "Commit",
            "id": _commit_id(commit.oid),
            "oid": commit.oid,
            "authoredDate": commit.date,
            "committedDate": commit.committed,
            "messageHeadline": commit.message.partition("\n")[0],
            "parents": listed(commit.parents, lambda oid: {"oid": oid}),
            "authors": listed(commit.authors, self.git_actor),
            "author": lambda: self.git_actor(commit.authors[0]),
            "committer": self.git_actor(commit.committer),
            "associatedPullRequests": lambda **page: listed(self.world.connected(hosted, commit.oid), self.pull_request)(**page),
        }

    def git_actor(self, signature: Signature) -> Shape:
        account = self.world.account_of(signature)
        user = self.actor(account)
        if user and account and account.kind == "Bot":
            user = {**user, "__typename": "User", "login": f"{account.login}[bot]"}
        return {"name": signature.name, "email": signature.email, "user": user}

    def actor(self, account: Account | None) -> Shape | None:
        if account is None or account.gone:
            return None
        return {
            "__typename": account.kind,
            "login": account.login,
            "databaseId": account.number,
            "id": node_id(account.kind[0], account.number),
        }


def _missing(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"type": "NOT_FOUND"})


def _commit_id(oid: str) -> str:
    return f"C_{oid}"


def _state(one: PullRequest) -> str:
    return "MERGED" if one.merged else "CLOSED" if one.closed else "OPEN"
