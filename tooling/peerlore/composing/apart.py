"""The private file that says who must not be in one group. Complaints about it name lines, and never a person."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from peerlore.composing.wishes import Forbidden
from peerlore.model.errors import CannotRun


def read_apart(text: str, handles: Collection[str]) -> Forbidden:
    """Who must not be in one group: each line names people of whom no two may meet there; `#` begins a comment.

    Raises CannotRun for a line that names fewer than two people, or somebody who is not among `handles`.
    """
    pairs: set[frozenset[str]] = set()
    for number, line in enumerate(text.splitlines(), 1):
        named = line.partition("#")[0].replace(",", " ").replace("@", " ").lower().split()
        if len(set(named)) == 1:
            raise CannotRun(
                f"line {number} of the file of --private names one person; write the handles of at least two, with spaces between them"
            )
        if not set(named) <= set(handles):
            raise CannotRun(
                f"line {number} of the file of --private names somebody who has no profile; write handles as in content/people/"
            )
        pairs.update(map(frozenset, combinations(sorted(set(named)), 2)))
    return Forbidden(frozenset(pairs))
