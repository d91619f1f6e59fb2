"""Whom GitHub's answers speak of: accounts, reviews and the people behind commits, as our nouns."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.model.reviews import Account, Review
from peerlore.outside.github.answers import Actor, CommitSaid, GitActor, RestActor, ReviewSaid

_BOT = "[bot]"
_NOBODY = ("Mannequin", "EnterpriseUserAccount")
"""Stand-ins for people of other servers, who never did anything on this one."""

_GITHUB_LOGIN = "web-flow"
_GITHUB_ADDRESS = "noreply@"
"""Of GitHub's own address, without its host: an Enterprise server has its own, and no account for it."""


def account(actor: Actor | RestActor | None) -> Account | None:
    """The account of whoever did something; None where it was deleted. The handle of a program is without `[bot]`."""
    if actor is None or actor.kind in _NOBODY:
        return None
    if actor.number is None:
        raise ValueError("an account without a number")
    handle = actor.login.lower()
    return Account(actor.number, handle.removesuffix(_BOT), bot=actor.kind != "User" or handle.endswith(_BOT))


def review(said: ReviewSaid) -> Review | None:
    """A review; None for one that was not sent yet."""
    if said.state == "PENDING":
        return None
    if said.submitted_at is None:
        raise ValueError("a review without a time")
    return Review(account(said.author), said.state, said.commit.oid if said.commit else "", said.submitted_at)


def people_of(commit: CommitSaid, authors: list[GitActor]) -> Iterator[Account | None]:
    """Everybody who wrote or committed a commit; None for each whom nobody knows. GitHub itself commits, and never writes."""
    for author in authors:
        yield None if _is_github(author) else account(author.user)
    if commit.committer is None or not _is_github(commit.committer):
        yield account(commit.committer.user) if commit.committer else None


def _is_github(actor: GitActor) -> bool:
    return actor.user.login == _GITHUB_LOGIN if actor.user else (actor.email or "").startswith(_GITHUB_ADDRESS)
