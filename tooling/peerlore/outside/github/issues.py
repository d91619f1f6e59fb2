"""The issues of a repository on GitHub with their texts, who wrote them, and who put a thumb up. Pull requests are none of them."""

from __future__ import annotations

from typing import Any

from peerlore.model.errors import CannotRun
from peerlore.model.issues import Issue
from peerlore.model.reviews import Account
from peerlore.outside.github import answers, questions
from peerlore.outside.github.actors import account
from peerlore.outside.github.answers import Listed, Thumb
from peerlore.outside.github.client import Client, Forbidden
from peerlore.outside.github.lists import shaped, whole

_AT_ONCE = 50
"""Issues in one answer. Each may hold 65,000 characters, and GitHub gives up after ten seconds."""

_MOST_PAGES = 500


def read_issues(client: Client, repository: str) -> list[Issue]:
    """Every issue of the repository `owner/name`, open or closed, oldest first; none where issues are not switched on.

    Raises CannotRun where GitHub does not tell all of them.
    """
    subject = f"issues of {repository!r}"

    def ask(after: str | None) -> answers.Issues:
        data = _ask(client, questions.ISSUES, subject, repository, first=_AT_ONCE, after=after)
        return answers.Issues.model_validate(data)

    def more(after: str) -> Listed[answers.Issue]:
        return ask(after).issues

    with shaped(subject):
        first = ask(None)
        if not first.has_issues_enabled:
            return []
        return [_issue(client, repository, said) for said in whole(first.issues, more, subject, _MOST_PAGES)]


def read_issue(client: Client, repository: str, number: int) -> Issue:
    """One issue by its number. Raises Unknown, a CannotRun, where there is none: also where the number is a pull request's."""
    subject = f"issue #{number} in {repository!r}"
    data = _ask(client, questions.ISSUE, subject, repository, number=number)
    with shaped(subject):
        return _issue(client, repository, answers.Issue.model_validate(data["issue"]))


def _issue(client: Client, repository: str, said: answers.Issue) -> Issue:
    author = account(said.author)
    return Issue(
        number=said.number,
        title=said.title,
        body=said.body.replace("\r\n", "\n"),
        labels=tuple(label.name for label in said.labels.nodes) if said.labels else (),
        open=said.state == "OPEN",
        created_at=said.created_at,
        updated_at=said.updated_at,
        said_at=said.last_edited_at or said.created_at,
        author=author,
        edited_by=account(said.editor) if said.last_edited_at else author,
        supporters=_supporters(client, repository, said),
    )


def _supporters(client: Client, repository: str, said: answers.Issue) -> tuple[Account, ...]:
    subject = f"reactions to #{said.number} in {repository!r}"

    def more(after: str) -> Listed[Thumb]:
        data = _ask(client, questions.MORE_THUMBS, subject, repository, number=said.number, after=after)
        return Listed[Thumb].model_validate(data["issue"]["more"])

    found = (account(thumb.user) for thumb in whole(said.reactions, more, subject))
    return tuple(one for one in found if one is not None)


def _ask(client: Client, question: str, subject: str, repository: str, **variables: object) -> dict[str, Any]:
    owner, _, name = repository.partition("/")
    try:
        data: dict[str, Any] = client.ask(question, subject, owner=owner, name=name, **variables)["repository"]
    except Forbidden:
        raise CannotRun(f"the token may not read {subject}; a workflow needs `permissions: {{issues: read}}`") from None
    return data
