"""The discussions of a repository on GitHub, in numbers, and who answered questions. Texts are looked at for their mark alone."""

from __future__ import annotations

from peerlore.model.activity import ChosenAnswer, Talk
from peerlore.model.errors import CannotRun
from peerlore.outside.github import questions
from peerlore.outside.github.actors import account
from peerlore.outside.github.answers import Discussion, Discussions, Listed
from peerlore.outside.github.client import Client, Forbidden
from peerlore.outside.github.lists import shaped, whole
from peerlore.reading.marks import marked_id

_AT_ONCE = 50
"""Discussions in one answer. Each may hold 65,000 characters, and GitHub gives up after ten seconds."""

_MOST_PAGES = 500


def read_discussions(client: Client, repository: str, *, answers: bool = False) -> list[Talk]:
    """Every discussion of the repository `owner/name`, oldest first; none where discussions are not switched on.

    Who gave answers is asked only with `answers`. Raises CannotRun where GitHub does not tell all of them.
    """
    subject = f"discussions of {repository!r}"
    owner, _, name = repository.partition("/")
    question = questions.ANSWERED_DISCUSSIONS if answers else questions.DISCUSSIONS

    def ask(after: str | None) -> Discussions:
        try:
            data = client.ask(question, subject, owner=owner, name=name, first=_AT_ONCE, after=after)
        except Forbidden:
            raise CannotRun(f"the token may not read {subject}; a workflow needs `permissions: {{discussions: read}}`") from None
        return Discussions.model_validate(data["repository"])

    def more(after: str) -> Listed[Discussion]:
        return ask(after).discussions

    with shaped(subject):
        first = ask(None)
        if not first.has_discussions_enabled:
            return []
        return [_talk(said) for said in whole(first.discussions, more, subject, _MOST_PAGES)]


def _talk(said: Discussion) -> Talk:
    return Talk(
        number=said.number,
        mark=marked_id(said.body),
        closed=said.closed,
        waiting=said.category.is_answerable and not said.is_answered,
        comments=said.comments.total_count,
        reactions={group.content.lower(): group.reactors.total_count for group in said.reaction_groups or () if group.reactors.total_count},
        answer=_answer(said),
    )


def _answer(said: Discussion) -> ChosenAnswer | None:
    """The answer that was chosen; None where there is none, or where its author is gone, or asked the question, or chose it."""
    by = account(said.answer.author) if said.answer else None
    if by is None or by.bot or said.answer_chosen_at is None:
        return None
    others = [account(said.author), account(said.answer_chosen_by)]
    return None if any(other and other.number == by.number for other in others) else ChosenAnswer(by, said.answer_chosen_at)
