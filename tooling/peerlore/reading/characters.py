"""Which characters nobody can see, so that a text could say something else than it shows."""

from __future__ import annotations

import re

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""Control characters but tab and newline, hidden line ends and byte order marks, what Unicode calls no character, and
those that change the direction of writing. U+200E and U+200F stay: right-to-left languages need them."""

RUN = re.compile(f"{HIDDEN.pattern}+")
"""Such characters side by side."""

_SEEN = bytes(code for code in range(0x80) if not HIDDEN.match(chr(code)))

INSTEAD = "\ufffd"
"""What stands for such a character in a text that is read on; it counts as one character too."""


def has_hidden(text: str) -> bool:
    """Whether such a character stands anywhere in `text`."""
    if text.isascii():
        return bool(text.encode().translate(None, _SEEN))
    return HIDDEN.search(text) is not None


def hidden_in(run: str) -> str:
    """What stands at the place of `run`, up to the verb; characters are called as in Unicode's charts.

    >>> hidden_in("\\u202e"), hidden_in("\\x00\\x00\\x01")
    ('the invisible character U+202E stands', '3 invisible characters, the first U+0000, stand')
    """
    first = f"U+{ord(run[0]):04X}"
    return f"the invisible character {first} stands" if len(run) == 1 else f"{len(run):,} invisible characters, the first {first}, stand"
