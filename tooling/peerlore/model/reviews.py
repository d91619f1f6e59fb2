"""The nouns of review: what a forge tells of a change, and what was decided about a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ReviewState = Literal["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED"]

Trust = Literal["github", "trailers", "adopted"]
"""Where evidence comes from: reviews that a forge holds, `Reviewed-by` lines that anybody with a clone can write, an owner's word."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's account with a forge. `number` is permanent, `handle` (in lower case) may pass on to somebody else.

    Without a forge there are no numbers: then it is 0, and the handle is all there is.
    """

    number: int
    handle: str
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """One review of a change. `commit` is the commit that was looked at, `at` a time in ISO 8601 and UTC.

    `account` is None where the account was deleted.
    """

    account: Account | None
    state: ReviewState
    commit: str
    at: str


@dataclass(frozen=True, slots=True)
class Change:
    """A pull request, or what stands for one.

    `head` is the newest commit that reviewers could see. `merge` is the commit with which it came to the branch that is
    published, empty while it is open. `authors` opened it, wrote, committed or pushed part of it. `strangers` are commits
    whose author has no account there. `title` and `since` (when it was opened) are for people.
    """

    number: int
    head: str
    authors: tuple[Account, ...]
    reviews: tuple[Review, ...] = ()
    strangers: tuple[str, ...] = ()
    merge: str = ""
    merged_at: str = ""
    merger: Account | None = None
    title: str = ""
    since: str = ""
    draft: bool = False
    asked: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class ApprovedText:
    """A text that counts: where it stood in which commit, its digest, and who said so when.

    `people` are ids of persons in evidence; `change` is the number of the pull request, 0 for none.
    """

    unit: str
    path: str
    commit: str
    digest: str
    people: tuple[str, ...]
    at: str
    trust: Trust
    change: int = 0
    record: int = 0


Verdict = Literal["approved", "held", "withheld", "removed"]
"""approved: the newest text counts. held: an older text counts and is shown. withheld: no text counts. removed: its removal counts."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What readers get of one unit, and why, in one sentence without a full stop. `path` is where it stands or stood."""

    unit: str
    path: str
    verdict: Verdict
    reason: str
    text: ApprovedText | None = None


State = Literal["approved", "trailers", "adopted", "unproven"]
"""What is behind a page: reviews that a forge held, `Reviewed-by` lines, an owner's word, or nothing."""


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a page that was approved: the day in ISO 8601, the handles of those who approved it, and the change."""

    state: State
    day: str
    people: tuple[str, ...] = ()
    change: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What a page tells its readers of its approval.

    `people` are handles, empty for those whom nobody knows any more; `day` is in ISO 8601. `newer` tells that a text
    that nobody approved yet waits behind it. `versions` are all texts of the page that were approved, newest first. `record`
    is the number of the record of evidence that approved this one, 0 for none.
    """

    state: State
    people: tuple[str, ...] = ()
    day: str = ""
    change: int = 0
    newer: bool = False
    versions: tuple[Version, ...] = ()
    record: int = 0


@dataclass(frozen=True, slots=True)
class Gone:
    """A page whose removal was approved: where it stood, its last title, the day and the change that removed it."""

    file: str
    title: str
    day: str
    change: int


@dataclass(frozen=True, slots=True)
class Standings:
    """What evidence says of everything that is published: standings by file, and pages that are somewhere else now.

    `withheld` are pages that wait for their first approval. `moved` leads from where pages stood to where they stand.
    `changed` are the days (ISO 8601) on which files came to the branch as they are, for those of which evidence does not tell;
    `came` are the days on which the first text of each came there.
    """

    by_file: Mapping[str, Standing] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict)
    came: Mapping[str, str] = field(default_factory=dict)

    def day_of(self, file: str) -> str:
        """The day on which the text at `file` was approved, or came to the branch; empty where nothing tells."""
        return self.of(file).day or self.changed.get(file, "")

    def first_day_of(self, file: str) -> str:
        """The day on which a text at `file` was approved first, or came to the branch; empty where nothing tells."""
        days = [version.day for version in self.of(file).versions if version.day]
        return min(days) if days else self.came.get(file, "")

    def of(self, file: str) -> Standing:
        """The standing of the page at `file`."""
        return self.by_file.get(file, UNPROVEN)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agreed to the contract of a group: handles of its parties with the day (ISO 8601), and those who have not yet."""

    signed: Mapping[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()


UNPROVEN = Standing("unproven")
NO_STANDINGS = Standings()
