"""What an unquoted scalar of YAML 1.2 means."""

from __future__ import annotations

import re

# YAML 1.2.2, section 10.3.2 (core schema), without octal, infinities and not-a-number, which JSON cannot hold.
_PLAIN = re.compile(
    r"(?P<null>null|Null|NULL|~|)"
    r"|(?P<true>true|True|TRUE)"
    r"|(?P<false>false|False|FALSE)"
    r"|(?P<int>[-+]?[0-9]{1,18})"
    r"|(?P<float>[-+]?(?:\.[0-9]{1,18}|[0-9]{1,18}(?:\.[0-9]{0,18})?)(?:[eE][-+]?[0-9]{1,2})?)"
)
_CONSTANTS = {"null": None, "true": True, "false": False}
_FIRST_OF_SPECIAL = frozenset("nN~tTfF0123456789+-.")


def plain_value(text: str) -> str | int | float | bool | None:
    """What an unquoted YAML 1.2 scalar means.

    >>> [plain_value(text) for text in ("Yes", "true", "2026-01-02", "12:30", "012", "1.5", "~")]
    ['Yes', True, '2026-01-02', '12:30', 12, 1.5, None]
    """
    if text and text[0] not in _FIRST_OF_SPECIAL:
        return text
    match = _PLAIN.fullmatch(text)
    if match is None:
        return text
    kind = match.lastgroup
    if kind == "int":
        return int(text)
    if kind == "float":
        return float(text)
    return _CONSTANTS[kind or "null"]
