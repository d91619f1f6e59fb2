"""What can be said about a spot in a text: places, findings, the cards that explain them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot a contributor can click on.

    `file` is relative to the library's root with `/`; lines and columns count from 1, columns in characters.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Fix:
    """Replace the characters from `start` up to `end` of one file by `text`.

    A fix is `sure` when no person needs to look at it; a guess, such as the nearest known word, is offered but never
    applied by itself.
    """

    start: Place
    end: Place
    text: str
    sure: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One complaint about one place, in the contributor's words.

    `message` says what is wrong on one line without a full stop, `hint` what to do next in a sentence.
    An error keeps a page from being published, a warning should be mended, a notice is for information.
    Sorting a list of findings sorts by place, then code: two runs never differ.
    """

    place: Place
    code: str
    message: str
    hint: str = ""
    level: Level = "error"
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What `peerlore explain CODE` and the reference page know about a kind of finding.

    `must` is one sentence that says how things ought to be, `why` gives the reason and, where it helps, the cure.
    """

    code: str
    slug: str
    must: str
    why: str
    level: Level = "error"
