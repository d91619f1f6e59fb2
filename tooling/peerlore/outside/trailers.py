"""Reviews without a forge: `Reviewed-by` lines of merge commits. Anybody who can write to the branch can write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from peerlore.model.reviews import Account, Change, Review, Trust
from peerlore.outside.objects import Objects

_TRAILER = re.compile(r"^(reviewed-by|co-authored-by):[ \t]*(\S.*?)[ \t]*$", re.IGNORECASE | re.MULTILINE | re.ASCII)
_MAIL = re.compile(r"<([^<>\s@]+)@[^<>\s]+>$")
_AT = re.compile(r"(?:^|\s)@([A-Za-z0-9_-]+)$")
_HANDLE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def handle_in(person: str) -> str:
    """The handle that a trailer or an author's line names; empty where it names none.

    It is what follows `@` at the end, or the part of the e-mail address before its `@`, as in the addresses that GitHub
    gives to people who keep theirs private.

    >>> handle_in("Mara Diaz <Mara@work.example>"), handle_in("Jon <12+jon-b@users.noreply.github.com>"), handle_in("Zoé @zoe")
    ('mara', 'jon-b', 'zoe')
    >>> handle_in("Mara <mаra@work.example>")
    ''
    """
    found = _AT.search(person) or _MAIL.search(person)
    handle = found[1].rpartition("+")[2].lower().replace(".", "-") if found else ""
    return handle if _HANDLE.fullmatch(handle) and handle.isascii() else ""


@dataclass(frozen=True, slots=True)
class Trailers:
    """The changes of a repository as its merge commits tell them."""

    objects: Objects
    source: Trust = "trailers"

    def repository_id(self) -> str:
        """`git:` and the first commit of the branch."""
        return f"git:{self.objects.first_commit(self.objects.resolve('HEAD'))}"

    def account_of(self, handle: str) -> Account | None:
        """The handle itself: nobody can be asked who has it."""
        return Account(0, handle)

    def change_of_commit(self, commit: str) -> Change | None:
        """A merge of two parents as a change; None for any other commit, which nobody reviewed."""
        merge = self.objects.commit(commit)
        if len(merge.parents) != 2:
            return None
        base, head = merge.parents
        at = datetime.fromtimestamp(merge.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        authors: dict[str, Account] = {}
        strangers = []
        for each in self.objects.between(base, head):
            for person in (each.author, each.committer, *_named(each.message, "co-authored-by")):
                handle = handle_in(person)
                authors[handle] = Account(0, handle)
                if not handle and each.name not in strangers:
                    strangers.append(each.name)
        authors.pop("", None)
        reviewers = dict.fromkeys(filter(None, map(handle_in, _named(merge.message, "reviewed-by"))))
        return Change(
            number=0,
            head=head,
            authors=tuple(authors.values()),
            reviews=tuple(Review(Account(0, handle), "APPROVED", head, at) for handle in reviewers),
            strangers=tuple(strangers),
            merge=commit,
            merged_at=at,
        )


def _named(message: str, key: str) -> Iterator[str]:
    """Who the trailers of a message name; they stand in its last paragraph."""
    last = message.strip().rpartition("\n\n")[2]
    return (found[2] for found in _TRAILER.finditer(last) if found[1].lower() == key)
