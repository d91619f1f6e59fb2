"""Path patterns as people write them: `*`, `?` and `**`.

Piece by piece, with every place that the pieces so far can lead to: a regular expression of many stars would try their
combinations one after another.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPECIAL = re.compile(r"(\*\*/|\*\*|\*|\?)")


@lru_cache(maxsize=1 << 12)
def fits(pattern: str, path: str) -> bool:
    """Whether a path pattern describes the whole of `path`; `**/` stands for any number of folders.

    >>> fits("content/**/a*.md", "content/x/y/ab.md"), fits("content/**/a.md", "content/a.md")
    (True, True)
    >>> fits("content/*.md", "content/x/a.md"), fits("content/**", "content/x/a.md")
    (False, True)
    """
    places = {0}
    for piece in filter(None, _SPECIAL.split(pattern)):
        places = _behind(piece, places, path)
        if not places:
            return False
    return len(path) in places


def _behind(piece: str, places: set[int], path: str) -> set[int]:
    if piece == "**":
        return set(range(min(places), len(path) + 1))
    if piece == "**/":
        first = min((place for place in places if place < _end_of_name(path, place)), default=len(path))
        return places | {place for place in range(first + 1, len(path) + 1) if path[place - 1] == "/"}
    if piece == "*":
        return {end for place in places for end in range(place, _end_of_name(path, place) + 1)}
    if piece == "?":
        return {place + 1 for place in places if place < _end_of_name(path, place)}
    return {place + len(piece) for place in places if path.startswith(piece, place)}


def _end_of_name(path: str, place: int) -> int:
    end = path.find("/", place)
    return end if end >= 0 else len(path)
