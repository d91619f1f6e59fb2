"""Which characters nobody can see, so that a text could say something else than it shows."""

from __future__ import annotations

import re

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""Control characters but tab and newline, hidden line ends and byte order marks, what Unicode calls no character, and
those that change the direction of writing. U+200E and U+200F stay: right-to-left languages need them."""

INSTEAD = "\ufffd"
"""What stands for such a character in a text that is read on; it counts as one character too."""


def name_of(character: str) -> str:
    """How Unicode charts call a character.

    >>> name_of("\\u202e")
    'U+202E'
    """
    return f"U+{ord(character):04X}"
