"""What the forge tells a workflow: events in the shapes that GitHub publishes, with our values in them."""

from __future__ import annotations

from typing import Any

from forge import rest
from forge.descriptions import check_event, example_event
from forge.repository import NOTHING
from forge.state import Account, PullRequest, Push

Event = dict[str, Any]


def of_pull_request(one: PullRequest, action: str, actor: Account) -> Event:
    """The event `pull_request`."""
    shown = example_event("pull_request", action=action)
    event = {
        **shown,
        "number": one.number,
        "pull_request": rest.pull_request(one, shown["pull_request"]),
        "repository": rest.repository(one.repository, shown["repository"]),
        "sender": rest.user(actor),
    }
    if "before" in shown:
        event |= {"before": one.base, "after": one.head}
    check_event("pull_request", event)
    return event


def of_push(push: Push) -> Event:
    """The event `push`."""
    shown = example_event("push", ref="refs/heads/master")
    files = push.repository.files
    commits = files.commits("" if push.before == NOTHING else push.before, push.after) if push.after != NOTHING else []
    said = [
        {
            **shown["commits"][0],
            "id": commit.oid,
            "tree_id": files.git("rev-parse", f"{commit.oid}^{{tree}}").strip(),
            "message": commit.message,
            "timestamp": commit.date,
            "url": f"https://github.com/{push.repository.name}/commit/{commit.oid}",
            "author": {"name": commit.authors[0].name, "email": commit.authors[0].email},
            "committer": {"name": commit.committer.name, "email": commit.committer.email},
        }
        for commit in commits
    ]
    event = {
        **shown,
        "ref": push.ref,
        "before": push.before,
        "after": push.after,
        "created": push.before == NOTHING,
        "deleted": push.after == NOTHING,
        "forced": push.kind == "force_push",
        "base_ref": None,
        "compare": f"https://github.com/{push.repository.name}/compare/{push.before[:12]}...{push.after[:12]}",
        "commits": said,
        "head_commit": said[-1] if said else None,
        "repository": rest.repository(push.repository, shown["repository"]),
        "pusher": {"name": push.actor.login, "email": push.actor.signature.email},
        "sender": rest.user(push.actor),
    }
    check_event("push", event)
    return event
