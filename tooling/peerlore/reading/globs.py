"""Path patterns as people write them: `*`, `?` and `**`."""

from __future__ import annotations

import re
from functools import cache

_PARTS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_SPECIAL = re.compile(r"(\*\*/|\*\*|\*|\?)")


@cache
def glob_pattern(pattern: str) -> re.Pattern[str]:
    """A path pattern as a regular expression for the whole path.

    >>> bool(glob_pattern("content/**/a*.md").fullmatch("content/x/y/ab.md"))
    True
    >>> bool(glob_pattern("content/*.md").fullmatch("content/x/a.md"))
    False
    """
    return re.compile("".join(_PARTS.get(piece) or re.escape(piece) for piece in _SPECIAL.split(pattern)), re.DOTALL)
