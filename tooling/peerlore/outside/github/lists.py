"""Lists of GitHub read from their first page to their last, and answers held against their shapes. Part of one is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from peerlore.model.errors import CannotRun
from peerlore.outside.github.answers import Listed
from peerlore.outside.github.client import MOST_PAGES, refuse_endless

Node = TypeVar("Node")


def whole(first: Listed[Node], more: Callable[[str], Listed[Node]], subject: str, most: int = MOST_PAGES) -> list[Node]:
    """A list from its first page to its last. One of more than `most` pages is refused."""
    found, page, seen = list(first.nodes), first, {""}
    while page.page_info.has_next_page:
        after = page.page_info.end_cursor or ""
        refuse_endless(after, seen, subject, most)
        page = more(after)
        found += page.nodes
    if page is not first and page.total_count is not None and len(found) != page.total_count:
        raise CannotRun(f"the list of {subject} changed while it was read; run this again")
    return found


@contextmanager
def shaped(subject: str) -> Iterator[None]:
    """Refuse an answer that lacks something."""
    try:
        yield
    except (ValueError, TypeError, KeyError):
        raise CannotRun(
            f"GitHub's answer about {subject} lacks something or has another shape than its description; run this again later"
        ) from None
