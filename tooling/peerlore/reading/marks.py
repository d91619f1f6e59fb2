"""The mark by which a discussion tells which module it is about. Ids never change, so it outlives moves and new addresses."""

from __future__ import annotations

import re

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_MARK = re.compile(rf"^[ \t]*(?:<!--[ \t]*)?peerlore:({_ID})(?:[ \t]*-->)?[ \t]*$")
_ADDRESS = re.compile(rf"^[ \t]*<?https?://[^\s<>]+/modules/{_ID}/({_ID})/?(?:index\.html)?(?:[?#][^\s<>]*)?>?[ \t]*$")


def mark(id: str) -> str:
    """The mark of a module, for a field that people see.

    >>> mark("ask-a-question")
    'peerlore:ask-a-question'
    """
    return f"peerlore:{id}"


def hidden_mark(id: str) -> str:
    """The same as a comment in Markdown, which nobody sees."""
    return f"<!-- {mark(id)} -->"


def marked_id(text: str) -> str:
    """The id of the first mark in a text, or of the first address of a module, that has a line of its own; empty for none.

    An address counts whatever its host, since libraries move.

    >>> marked_id("Hello.\\n\\n<!-- peerlore:ask-a-question -->\\n")
    'ask-a-question'
    >>> marked_id("### Page\\n\\nhttps://learn.example.com/fr/modules/circles/ask-a-question/#try-it")
    'ask-a-question'
    >>> marked_id("See peerlore:ask-a-question and https://learn.example.com/modules/circles/ask-a-question/")
    ''
    """
    for line in text.splitlines():
        found = _MARK.match(line) or _ADDRESS.match(line)
        if found:
            return found[1]
    return ""
