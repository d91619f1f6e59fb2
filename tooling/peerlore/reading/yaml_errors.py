"""What libyaml says to people who write parsers, said to people who write front matter. Line and column count from 1."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

Said = tuple[int, int, str, str]
"""Line, column, message and hint."""

_KEY = re.compile(r"\s*(?:- +)*[^\s#:][^:]*:(?: |$)")
_QUOTE_IT = 'Put the whole text in quotes: title: "Feedback: how to give it".'
_SAME_COLUMN = "Start every key of a group in the same column, and every hyphen of a list too."


def explain(error: yaml.YAMLError, text: str, called: str) -> Said:
    """Where the cursor should go, what is wrong there and what to do, in a text that authors call `called`."""
    trouble = _Trouble(error, text)
    for start, say in _ROWS:
        if trouble.problem.startswith(start):
            said = say(trouble)
            if said:
                return said
    hint = "Check the indentation, the quotes and the colons on this line and the one above."
    return (*trouble.spot, f"{called} cannot be understood from here on", hint)


def _indent(line: str) -> int:
    """The column of the first character that is no space."""
    return len(line) - len(line.lstrip()) + 1


class _Trouble:
    """A parser's complaint with the text around it; `spot` is where it gave up, `opened` where what it read began."""

    def __init__(self, error: yaml.YAMLError, text: str) -> None:
        self.lines = text.split("\n")
        self.problem = str(getattr(error, "problem", "") or "")
        self.context = str(getattr(error, "context", "") or "")
        self.spot = self._place(getattr(error, "problem_mark", None))
        opened = getattr(error, "context_mark", None)
        self.opened = self._place(opened) if self.context and opened else self.spot

    def _place(self, mark: Any) -> tuple[int, int]:
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def before(self) -> str:
        """The line of the spot up to it."""
        line, column = self.spot
        return self.line(line)[: column - 1]

    def character(self, place: tuple[int, int]) -> str:
        line, column = place
        return self.line(line)[column - 1 : column]

    def line_above(self) -> int:
        """The nearest line above the spot that says something, or 0."""
        for number in range(self.spot[0] - 1, 0, -1):
            if self.line(number).strip() and not self.line(number).lstrip().startswith("#"):
                return number
        return 0


def _colon(trouble: _Trouble) -> Said:
    before = trouble.before()
    if _KEY.match(before):
        return (*trouble.spot, "a second colon on this line makes the text look like a key", _QUOTE_IT)
    above = trouble.line_above()
    if above and not _KEY.match(trouble.line(above)):
        return _no_colon(above, _indent(trouble.line(above)))
    message = "this looks like a key inside the value that stands above"
    return (trouble.spot[0], _indent(before), message, f"{_SAME_COLUMN} Text of several lines with a colon in it needs quotes.")


def _key_without_colon(trouble: _Trouble) -> Said:
    return _no_colon(*trouble.opened)


def _no_colon(line: int, column: int) -> Said:
    return (
        line,
        column,
        "this line has no key with a colon and a space after it",
        "Write `key: value`, or indent a line that goes on with the text above.",
    )


def _no_start(trouble: _Trouble) -> Said | None:
    if trouble.context == "while parsing a flow node":
        return (*trouble.spot, "an entry is missing before this", "Write it, or remove what separates it from the others.")
    for place in (trouble.opened, trouble.spot):
        character = trouble.character(place)
        if character == "\t":
            return _tab(trouble)
        if character in tuple("@`%*&!,]}?"):
            return (*place, f"text without quotes cannot start with {character}", "Put the whole text in quotes.")
    return None


def _tab(trouble: _Trouble) -> Said:
    return (*trouble.spot, "a tab stands here where spaces belong", "Indent with spaces; most editors can turn tabs into spaces.")


def _open_quote(trouble: _Trouble) -> Said:
    return (*trouble.opened, "the quote that opens here is never closed", "Put the same kind of quote at the end of the text.")


def _open_list(trouble: _Trouble) -> Said:
    hint = "Write it as [one, two], or put each entry on a line of its own after a hyphen."
    return (*trouble.opened, "the list that opens here lacks a comma or its closing bracket", hint)


def _open_group(trouble: _Trouble) -> Said:
    hint = "Write it as {person: jon, role: editor}, or put each key on a line of its own."
    return (*trouble.opened, "the group that opens here lacks a comma or its closing bracket", hint)


def _not_a_key(trouble: _Trouble) -> Said:
    return _goes_on(trouble) or (*trouble.spot, "this line is neither a key of the group above nor part of its value", _SAME_COLUMN)


def _not_an_entry(trouble: _Trouble) -> Said:
    return _goes_on(trouble) or (*trouble.spot, "this line is neither an entry of the list above nor part of one", _SAME_COLUMN)


def _goes_on(trouble: _Trouble) -> Said | None:
    if not trouble.before().strip():
        return None
    hint = 'Put the whole text in double quotes, for instance "[Draft] Give feedback".'
    return (*trouble.spot, "the text goes on after its closing quote or bracket", hint)


def _list_beside_key(trouble: _Trouble) -> Said:
    hint = "Put each entry on a line of its own; text that starts with a hyphen needs quotes."
    return (*trouble.spot, "a list cannot begin on the line of its key", hint)


def _backslash(trouble: _Trouble) -> Said:
    line, column = trouble.spot
    found = trouble.line(line).rfind("\\", 0, column)
    hint = "Write two backslashes, or put the text in single quotes."
    return (line, found + 1 if found >= 0 else column, "a backslash in double quotes needs a second one", hint)


def _text_beside_mark(trouble: _Trouble) -> Said | None:
    if trouble.context != "while scanning a block scalar":
        return None
    hint = "Start the text on the next line, indented by two spaces, or put it in quotes."
    return (*trouble.opened, f"after {trouble.character(trouble.opened)} the text cannot begin on the same line", hint)


def _after_the_end(trouble: _Trouble) -> Said:
    above = trouble.line_above()
    if trouble.line(above).startswith("..."):
        return (above, 1, "a line of three dots ends what can be read here", "Remove this line.")
    return _not_a_key(trouble)


# How libyaml's problem starts; the first row that has something to say counts.
_ROWS: tuple[tuple[str, Callable[[_Trouble], Said | None]], ...] = (
    ("mapping values are not allowed", _colon),
    ("mapping keys are not allowed", _no_start),
    ("could not find expected ':'", _key_without_colon),
    ("did not find expected key", _not_a_key),
    ("did not find expected '-' indicator", _not_an_entry),
    ("did not find expected ',' or ']'", _open_list),
    ("did not find expected ',' or '}'", _open_group),
    ("did not find expected <document start>", _after_the_end),
    ("block sequence entries are not allowed", _list_beside_key),
    ("found character that cannot start any token", _no_start),
    ("did not find expected alphabetic or numeric character", _no_start),
    ("did not find expected node content", _no_start),
    ("did not find expected whitespace", _no_start),
    ("found unexpected non-alphabetical character", _no_start),
    ("did not find expected tag URI", _no_start),
    ("did not find expected '!'", _no_start),
    ("did not find the expected '>'", _no_start),
    ("found undefined tag handle", _no_start),
    ("found unknown directive name", _no_start),
    ("found incompatible YAML document", _no_start),
    ("could not find expected directive name", _no_start),
    ("found a tab character", _tab),
    ("found unexpected end of stream", _open_quote),
    ("found unexpected document indicator", _open_quote),
    ("did not find expected hexdecimal number", _backslash),
    ("found unknown escape character", _backslash),
    ("found invalid Unicode character escape code", _backslash),
    ("did not find expected comment or line break", _text_beside_mark),
    ("found an indentation indicator equal to 0", _text_beside_mark),
)
