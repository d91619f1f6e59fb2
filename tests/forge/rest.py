"""What the forge answers in REST: GitHub's own examples with our values in them."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from forge.descriptions import example
from forge.state import Account, Artifact, Comment, Hosted, PullRequest, Push, Remark, Review, World, moment, node_id

Shape = dict[str, Any]


@dataclass(slots=True)
class Asked:
    """One question: who asks for what."""

    world: World
    viewer: Account | None
    method: str
    path: str
    parameters: Mapping[str, str]
    said: Mapping[str, Any]
    address: str


@dataclass(slots=True)
class Reply:
    """One answer, not written yet."""

    status: int
    value: Any
    headers: dict[str, str] = field(default_factory=dict)


MISSING = {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}


def answer(asked: Asked) -> Reply:
    """The answer to a question."""
    for method, pattern, act in _ROUTES:
        found = re.fullmatch(pattern, asked.path)
        if found and method == asked.method:
            return act(asked, **found.groupdict())
    raise NotImplementedError(f"the forge has no {asked.method} {asked.path}")


def _user(asked: Asked, login: str) -> Reply:
    account = asked.world.account(login.removesuffix("[bot]"))
    if account is None or (account.kind == "Bot") != login.endswith("[bot]"):
        return Reply(404, MISSING)
    shown = {**example("public-user-default-response"), **(user(account) or {}), "user_view_type": "public"}
    return Reply(200, shown)


def _activity(asked: Asked, repository: str) -> Reply:
    hosted = asked.world.repository(repository)
    if hosted is None or (hosted.private and asked.viewer is not hosted.owner):
        return Reply(404, MISSING)
    ref = asked.parameters.get("ref", "")
    wanted = (ref, f"refs/heads/{ref}") if ref else ()
    pushes = [push for push in asked.world.pushes if push.repository is hosted and (not wanted or push.ref in wanted)]
    start = int(base64.b64decode(asked.parameters.get("after", "")) or 0)
    return _page(
        asked, [_push(push) for push in reversed(pushes)], start, lambda end: {"after": base64.b64encode(str(end).encode()).decode()}
    )


def _reviews(asked: Asked, repository: str, number: str) -> Reply:
    one = _pull_request_named(asked, repository, number)
    if one is None:
        return Reply(404, MISSING)
    shown = [_review(one, review) for review in one.reviews if review.state != "PENDING" or review.account is asked.viewer]
    return _numbered_page(asked, shown)


def _pull(asked: Asked, repository: str, number: str) -> Reply:
    one = _pull_request_named(asked, repository, number)
    return Reply(200, pull_request(one)) if one else Reply(404, MISSING)


def _comments(asked: Asked, repository: str, number: str) -> Reply:
    one = _pull_request_named(asked, repository, number)
    return _numbered_page(asked, [_comment(one, comment) for comment in one.comments]) if one else Reply(404, MISSING)


def _write_comment(asked: Asked, repository: str, number: str) -> Reply:
    one = _pull_request_named(asked, repository, number)
    if one is None or asked.viewer is None:
        return Reply(404, MISSING)
    now = asked.world.tick()
    comment = Comment(asked.world.number(), asked.viewer, str(asked.said["body"]), now, now)
    one.comments.append(comment)
    one.updated = now
    return Reply(201, _comment(one, comment))


def _change_comment(asked: Asked, repository: str, comment: str) -> Reply:
    for one in asked.world.pull_requests:
        for found in one.comments:
            if one.repository.name == repository and found.number == int(comment):
                if found.account is not asked.viewer:
                    return Reply(
                        403, {"message": "Resource not accessible by integration", "documentation_url": "https://docs.github.com/rest"}
                    )
                found.body, found.changed = str(asked.said["body"]), asked.world.tick()
                return Reply(200, _comment(one, found))
    return Reply(404, MISSING)


def _remarks(asked: Asked, repository: str, number: str) -> Reply:
    one = _pull_request_named(asked, repository, number)
    return _numbered_page(asked, [_remark(one, remark) for remark in one.remarks]) if one else Reply(404, MISSING)


def _write_review(asked: Asked, repository: str, number: str) -> Reply:
    """A review with comments on lines. As GitHub does, all of it is refused if one of them stands outside of the change."""
    one = _pull_request_named(asked, repository, number)
    if one is None or asked.viewer is None:
        return Reply(404, MISSING)
    said = asked.said
    assert said["event"] == "COMMENT"
    commit, now = str(said["commit_id"]), asked.world.tick()
    spots = [(str(each["path"]), int(each.get("start_line", each["line"])), int(each["line"])) for each in said["comments"]]
    if any(not one.has_lines(commit, *spot) for spot in spots):
        return Reply(422, {"message": "Unprocessable Entity", "errors": ["Line could not be resolved"], "documentation_url": "x"})
    for each, spot in zip(said["comments"], spots, strict=True):
        one.remarks.append(Remark(Comment(asked.world.number(), asked.viewer, str(each["body"]), now, now), commit, *spot))
    review = Review(asked.world.number(), asked.viewer, "COMMENTED", commit, now, str(said["body"]))
    one.reviews.append(review)
    one.updated = now
    return Reply(200, _review(one, review))


def _artifacts(asked: Asked, repository: str) -> Reply:
    hosted = asked.world.repository(repository)
    kept = [one for one in reversed(asked.world.artifacts) if one.name == asked.parameters.get("name", one.name)] if hosted else []
    return Reply(200, {"total_count": len(kept), "artifacts": [_artifact(repository, one) for one in kept]})


_ROUTES: tuple[tuple[str, str, Callable[..., Reply]], ...] = (
    ("GET", r"/users/(?P<login>[^/]+)", _user),
    ("GET", r"/repos/(?P<repository>[^/]+/[^/]+)/activity", _activity),
    ("GET", r"/repos/(?P<repository>[^/]+/[^/]+)/actions/artifacts", _artifacts),
    ("GET", r"/repos/(?P<repository>[^/]+/[^/]+)/pulls/(?P<number>\d+)", _pull),
    ("GET", r"/repos/(?P<repository>[^/]+/[^/]+)/pulls/(?P<number>\d+)/reviews", _reviews),
    ("POST", r"/repos/(?P<repository>[^/]+/[^/]+)/pulls/(?P<number>\d+)/reviews", _write_review),
    ("GET", r"/repos/(?P<repository>[^/]+/[^/]+)/pulls/(?P<number>\d+)/comments", _remarks),
    ("GET", r"/repos/(?P<repository>[^/]+/[^/]+)/issues/(?P<number>\d+)/comments", _comments),
    ("POST", r"/repos/(?P<repository>[^/]+/[^/]+)/issues/(?P<number>\d+)/comments", _write_comment),
    ("PATCH", r"/repos/(?P<repository>[^/]+/[^/]+)/issues/comments/(?P<comment>\d+)", _change_comment),
)


def _pull_request_named(asked: Asked, repository: str, number: str) -> PullRequest | None:
    hosted = asked.world.repository(repository)
    return asked.world.pull_request(hosted, int(number)) if hosted else None


def _page(asked: Asked, entries: Sequence[Any], start: int, following: Callable[[int], Mapping[str, str]]) -> Reply:
    count = min(int(asked.parameters.get("per_page", "30")), 100)
    end = start + count
    headers = {}
    if end < len(entries):
        headers["Link"] = f'<{asked.address}{asked.path}?{urlencode({**asked.parameters, **following(end)})}>; rel="next"'
    return Reply(200, list(entries[start:end]), headers)


def _numbered_page(asked: Asked, entries: Sequence[Any]) -> Reply:
    count = min(int(asked.parameters.get("per_page", "30")), 100)
    page = int(asked.parameters.get("page", "1"))
    return _page(asked, entries, (page - 1) * count, lambda _: {"page": str(page + 1)})


# Shapes --------------------------------------------------------------------------------------------------------------


def user(account: Account | None) -> Shape | None:
    """An account in short; None for one that was deleted."""
    if account is None or account.gone:
        return None
    login = f"{account.login}[bot]" if account.kind == "Bot" else account.login
    shown: Shape = json.loads(json.dumps(example("simple-user")).replace("octocat", login))
    return {**shown, "id": account.number, "node_id": node_id(account.kind[0], account.number), "type": account.kind}


def repository(hosted: Hosted, shown: Shape) -> Shape:
    """A repository, in a shape that GitHub shows."""
    owner, _, name = hosted.name.partition("/")
    old = shown["full_name"]
    text = json.dumps(shown).replace(old, hosted.name)
    return {
        **json.loads(text),
        "id": hosted.number,
        "node_id": node_id("R", hosted.number),
        "name": name,
        "owner": {**shown["owner"], **(user(hosted.owner) or {}), "login": owner},
        "private": hosted.private,
        "fork": hosted.fork,
        "default_branch": "main",
        "has_discussions": True,
    }


def pull_request(one: PullRequest, shown: Shape | None = None) -> Shape:
    """A pull request, in the shape that REST has or another that GitHub shows."""
    shown = example("pull-request") if shown is None else shown
    place = f"https://api.github.com/repos/{one.repository.name}"
    text = json.dumps(shown).replace(shown["url"].partition("/pulls/")[0], place)
    commits = one.commits()
    return {
        **json.loads(text),
        "url": f"{place}/pulls/{one.number}",
        "html_url": f"https://github.com/{one.repository.name}/pull/{one.number}",
        "id": one.number,
        "node_id": node_id("PR", one.number),
        "number": one.number,
        "state": "open" if one.is_open else "closed",
        "title": one.title,
        "body": one.body,
        "user": user(one.account),
        "draft": one.draft,
        "merged": bool(one.merged),
        "mergeable": one.is_open or None,
        "mergeable_state": "clean" if one.is_open else "unknown",
        "merged_by": user(one.merger),
        "merge_commit_sha": one.merge_commit or None,
        "created_at": moment(one.opened),
        "updated_at": moment(one.updated),
        "closed_at": moment(one.closed) if one.closed else None,
        "merged_at": moment(one.merged) if one.merged else None,
        "requested_reviewers": [user(account) for account in one.asked],
        "requested_teams": [],
        "assignee": None,
        "assignees": [],
        "labels": [],
        "auto_merge": None,
        "active_lock_reason": None,
        "milestone": None,
        "comments": len(one.comments),
        "commits": len(commits),
        "head": _side(one.source, one.branch, one.head, shown["head"]),
        "base": _side(one.repository, one.target, one.base, shown["base"]),
    }


def _side(hosted: Hosted, branch: str, oid: str, shown: Shape) -> Shape:
    owner = hosted.name.partition("/")[0]
    there = None if hosted.gone else repository(hosted, shown["repo"])
    return {"label": f"{owner}:{branch}", "ref": branch, "sha": oid, "user": {**shown["user"], **(user(hosted.owner) or {})}, "repo": there}


def _push(push: Push) -> Shape:
    return {
        "id": push.number,
        "node_id": node_id("PSH", push.number),
        "before": push.before,
        "after": push.after,
        "ref": push.ref,
        "timestamp": moment(push.at),
        "activity_type": push.kind,
        "actor": user(push.actor),
    }


def _review(one: PullRequest, review: Review) -> Shape:
    shown = {
        **example("pull-request-review"),
        "id": review.number,
        "node_id": node_id("PRR", review.number),
        "user": user(review.account),
        "body": review.body,
        "state": review.state,
        "commit_id": review.commit or None,
        "submitted_at": moment(review.at),
        "html_url": f"https://github.com/{one.repository.name}/pull/{one.number}#pullrequestreview-{review.number}",
    }
    if review.state == "PENDING":
        del shown["submitted_at"]
    return shown


def _remark(one: PullRequest, remark: Remark) -> Shape:
    (shown,) = example("pull-request-review-comment-items")
    comment = remark.comment
    place = f"https://api.github.com/repos/{one.repository.name}/pulls"
    return {
        **shown,
        "id": comment.number,
        "node_id": node_id("PRRC", comment.number),
        "url": f"{place}/comments/{comment.number}",
        "html_url": f"https://github.com/{one.repository.name}/pull/{one.number}#discussion_r{comment.number}",
        "pull_request_url": f"{place}/{one.number}",
        "path": remark.path,
        "commit_id": one.head,
        "original_commit_id": remark.commit,
        "line": remark.last if remark.commit == one.head else None,
        "original_line": remark.last,
        "start_line": remark.first if remark.first != remark.last and remark.commit == one.head else None,
        "body": comment.body,
        "user": user(comment.account),
        "created_at": moment(comment.at),
        "updated_at": moment(comment.changed),
    }


def _artifact(repository: str, one: Artifact) -> Shape:
    shown = example("artifact-paginated")["artifacts"][0]
    address = f"https://api.github.com/repos/{repository}/actions/artifacts/{one.number}"
    run = {**shown["workflow_run"], "id": one.run, "head_sha": one.commit}
    return {**shown, "id": one.number, "name": one.name, "url": address, "expired": one.expired, "workflow_run": run}


def _comment(one: PullRequest, comment: Comment) -> Shape:
    place = f"https://api.github.com/repos/{one.repository.name}/issues"
    return {
        **example("issue-comment"),
        "id": comment.number,
        "node_id": node_id("IC", comment.number),
        "url": f"{place}/comments/{comment.number}",
        "html_url": f"https://github.com/{one.repository.name}/pull/{one.number}#issuecomment-{comment.number}",
        "issue_url": f"{place}/{one.number}",
        "body": comment.body,
        "user": user(comment.account),
        "created_at": moment(comment.at),
        "updated_at": moment(comment.changed),
    }
