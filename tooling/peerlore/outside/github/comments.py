"""What we write under a pull request: one comment that is kept up to date, and suggestions, none of them twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from peerlore.model.errors import CannotRun
from peerlore.outside.github import questions
from peerlore.outside.github.client import Client


class _Writer(BaseModel):
    id: int


class _Comment(BaseModel):
    id: int
    body: str | None = None
    path: str = ""
    user: _Writer | None = None


def put_comment(client: Client, repository: str, number: int, mark: str, text: str) -> bool:
    """Write `text`, which begins with `mark`, under a pull request: into our own comment with that mark, or as a new one.

    A comment of somebody else that carries the mark is left alone. Returns whether anything changed.
    """
    subject = f"comments of #{number} in {repository!r}"
    place = f"/repos/{repository}/issues"
    own = next((comment for comment in _ours(client, f"{place}/{number}/comments", subject) if (comment.body or "").startswith(mark)), None)
    if own is None:
        client.write("POST", f"{place}/{number}/comments", subject, body=text)
    elif _told(own.body) != _told(text):
        client.write("PATCH", f"{place}/comments/{own.id}", subject, body=text)
    else:
        return False
    return True


def put_suggestions(client: Client, repository: str, number: int, head: str, body: str, comments: Sequence[Mapping[str, Any]]) -> int:
    """Write those of `comments` as a review of the commit `head` that we did not write before; returns how many.

    Each is a comment of GitHub's "Create a review for a pull request". What somebody answered with "resolve" is not said
    again, since a comment stays where it is in GitHub, also when the text goes on.
    """
    subject = f"suggestions for #{number} in {repository!r}"
    place = f"/repos/{repository}/pulls/{number}"
    said = {(comment.path, _told(comment.body)) for comment in _ours(client, f"{place}/comments", subject)} if comments else set()
    new = [comment for comment in comments if (comment["path"], _told(comment["body"])) not in said]
    if new:
        client.write("POST", f"{place}/reviews", subject, commit_id=head, event="COMMENT", body=body, comments=new)
    return len(new)


def _ours(client: Client, place: str, subject: str) -> list[_Comment]:
    """The comments of a list that this token's account wrote."""
    try:
        us = int(client.ask(questions.VIEWER, "this token")["viewer"]["databaseId"])
        found = (comment for page in client.pages(place, subject) for comment in map(_Comment.model_validate, page))
        return [comment for comment in found if comment.user and comment.user.id == us]
    except (ValidationError, KeyError, TypeError, ValueError):
        raise CannotRun(f"GitHub's answer about {subject} is not what it documents; run this again later") from None


def _told(text: str | None) -> str:
    """A text as GitHub gives it back: with other line ends, without white space at its ends."""
    return (text or "").replace("\r\n", "\n").strip()
