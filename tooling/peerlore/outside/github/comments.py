"""One comment on a pull request, kept up to date: never a second one."""

from __future__ import annotations

from pydantic import BaseModel, ValidationError

from peerlore.model.errors import CannotRun
from peerlore.outside.github import questions
from peerlore.outside.github.client import Client


class _Writer(BaseModel):
    id: int


class _Comment(BaseModel):
    id: int
    body: str | None = None
    user: _Writer | None = None


def put_comment(client: Client, repository: str, number: int, mark: str, text: str) -> bool:
    """Write `text`, which begins with `mark`, under a pull request: into our own comment with that mark, or as a new one.

    A comment of somebody else that carries the mark is left alone. Returns whether anything changed.
    """
    subject = f"comments of #{number} in {repository!r}"
    place = f"/repos/{repository}/issues"
    try:
        us = int(client.ask(questions.VIEWER, "this token")["viewer"]["databaseId"])
        found = (
            comment
            for page in client.pages(f"{place}/{number}/comments", subject)
            for comment in map(_Comment.model_validate, page)
            if comment.user and comment.user.id == us and (comment.body or "").startswith(mark)
        )
        own = next(found, None)
    except (ValidationError, KeyError, TypeError, ValueError):
        raise CannotRun(f"GitHub's answer about {subject} is not what it documents; run this again later") from None
    if own is None:
        client.write("POST", f"{place}/{number}/comments", subject, body=text)
    elif _told(own.body) != _told(text):
        client.write("PATCH", f"{place}/comments/{own.id}", subject, body=text)
    else:
        return False
    return True


def _told(text: str | None) -> str:
    """A text as GitHub gives it back: with other line ends, without white space at its ends."""
    return (text or "").replace("\r\n", "\n").strip()
