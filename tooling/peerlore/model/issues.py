"""The nouns of issues: what somebody wrote to the library through the forge, and from which account."""

from __future__ import annotations

from dataclasses import dataclass

from peerlore.model.reviews import Account


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue. Times are in ISO 8601 and UTC; `said_at` is when its text was written or edited last.

    `author` is None where the account was deleted. `edited_by` is whoever edited the text last: the author where nobody did,
    None where that account was deleted. `supporters` put a thumb up; accounts that are gone are left out.
    """

    number: int
    title: str
    body: str
    labels: tuple[str, ...]
    open: bool
    created_at: str
    updated_at: str
    said_at: str
    author: Account | None
    edited_by: Account | None
    supporters: tuple[Account, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether the text is its author's, so that it may speak for them: GitHub lets whoever may write edit those of others."""
        return self.author is not None and self.edited_by == self.author
