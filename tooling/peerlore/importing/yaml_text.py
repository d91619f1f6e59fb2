"""Values as YAML that every reader reads back as the same values, whether it follows YAML 1.1 or 1.2.

Only what is safe beyond doubt stands without quotes; everything else is quoted as JSON would, which both versions read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# Starts with a letter and holds nothing that could end a plain scalar, be a comment, or start another node.
_PLAIN = re.compile(r"[^\W\d_](?:[\w.,()'/+&;!?@<>=*%“”‘’«»…–—-]|:(?=[\w/])| (?! ))*")
_WORD = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
# Words that some version of YAML takes for a truth value or nothing: https://yaml.org/type/bool.html, …/null.html.
_TAKEN = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LONGEST_FLOW = 100


def render_yaml(meta: Mapping[str, Any]) -> str:
    """A mapping of plain values as block YAML that ends with a newline.

    >>> print(render_yaml({"title": "Ask first", "skills": [{"skill": "asking", "level": "aware"}], "x-version": "1.10"}), end="")
    title: Ask first
    skills:
      - skill: asking
        level: aware
    x-version: "1.10"
    """
    return "".join(f"{line}\n" for line in _mapping(meta))


def _mapping(meta: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    for key, value in meta.items():
        first, *rest = _node(value)
        # A value that needs lines of its own starts below its key.
        lines += [f"{_scalar(key)}: {first}"] if not rest and _is_inline(value) else [f"{_scalar(key)}:"]
        if rest or not _is_inline(value):
            lines += [f"  {line}" for line in (first, *rest)]
    return lines


def _sequence(entries: list[Any]) -> list[str]:
    lines: list[str] = []
    for entry in entries:
        first, *rest = _node(entry)
        lines += [f"- {first}", *(f"  {line}" for line in rest)]
    return lines


def _node(value: Any) -> list[str]:
    if _is_inline(value):
        return [_flow(value)]
    return _mapping(value) if isinstance(value, Mapping) else _sequence(value)


def _is_inline(value: Any) -> bool:
    if isinstance(value, Mapping):
        return not value
    if isinstance(value, list):
        return all(isinstance(entry, str) and _is_word(entry) for entry in value) and len(_flow(value)) <= _LONGEST_FLOW
    return True


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, list):
        return f"[{', '.join(_scalar(entry) for entry in value)}]"
    return _scalar(value)


def _is_word(text: str) -> bool:
    return bool(_WORD.fullmatch(text)) and text not in _TAKEN


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _is_plain(value) else _quoted(value)
    return repr(value)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not text.endswith((" ", ":")) and text.casefold() not in _TAKEN


def _quoted(text: str) -> str:
    return f'"{"".join(_escaped(char) for char in text)}"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char == " " or char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
