"""Result codes: words in which a page writes what came of one attempt; see `theme/assets/js/result_code.js`, which makes them.

    plq1.module-id.digest.test.attempt.day.copy.answers.sum

`test` is after how many days it was taken, `copy` tells apart two attempts that are otherwise the same, `answers` has one
part for each question in the author's order: `y` for right or `n`, then what was chosen: letters of answers (`a` is the
first, or true), `o` and the letters of steps in their order, `p` and the partner of each pair with `x` for none, or
nothing. The sum tells slips of the pen, not forgery: whoever reads this can write a code.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from peerlore.model.quizzes import DELAYS

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32."""

_WORD = re.compile(r"(?<![A-Za-z0-9.-])plq[0-9]{1,3}\.[A-Za-z0-9.-]{1,600}", re.IGNORECASE)
_LOOK_ALIKE = str.maketrans("oil", "011")
_PARTS = ("version", "module", "digest", "test", "attempt", "day", "copy", "answers", "sum")
_SHAPES = {
    "module": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    "digest": re.compile(r"[0-9a-f]{10}"),
    "test": re.compile("|".join(map(str, (0, *DELAYS)))),
    "attempt": re.compile(r"[1-9][0-9]{0,2}"),
    "day": re.compile(r"[0-9]{8}"),
    "copy": re.compile(rf"[{DIGITS}]{{6}}"),
    "answers": re.compile(r"(?:[yn](?:[a-h]{1,8}|[op][a-hx]{1,8})?)(?:-[yn](?:[a-h]{1,8}|[op][a-hx]{1,8})?){0,29}"),
}


class CodeFault(ValueError):
    """A code that cannot be counted; `str()` says why, without a full stop."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question, and what was chosen."""

    right: bool
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One attempt. `test` is after how many days, 0 for at once; `day` in ISO 8601 as the learner's calendar had it."""

    module: str
    digest: str
    test: int
    attempt: int
    day: str
    copy: str
    outcomes: tuple[Outcome, ...]


def find_codes(text: str) -> Iterator[tuple[int, str]]:
    """What looks like a code, with its line, whatever stands around it.

    >>> list(find_codes("Hello,\\nmine is `plq1.a.b.` and this is Plq2."))
    [(2, 'plq1.a.b')]
    """
    for number, line in enumerate(text.split("\n"), 1):
        for match in _WORD.finditer(line):
            yield number, match.group().rstrip(".-")


def read_code(word: str) -> Result:
    """The result that a code stands for. Raises CodeFault."""
    parts = word.lower().split(".")
    if parts[0] != "plq1":
        raise CodeFault(f"it is of version {parts[0].removeprefix('plq')}, and this peerlore reads version 1")
    if len(parts) != len(_PARTS):
        raise CodeFault(f"it has {len(parts)} parts between its dots instead of {len(_PARTS)}; copy it whole, on one line")
    said = dict(zip(_PARTS, parts, strict=True))
    if said["sum"].translate(_LOOK_ALIKE) != checksum(".".join(parts[:-1])):
        raise CodeFault("a character of it was changed or lost on the way; copy it again")
    for name, shape in _SHAPES.items():
        if not shape.fullmatch(said[name]):
            raise CodeFault(f"no page writes {said[name][:40]!r} as {name}; somebody made it up")
    try:
        day = date.fromisoformat(said["day"]).isoformat()
    except ValueError:
        raise CodeFault(f"there is no day {said['day']!r}; somebody made it up") from None
    outcomes = tuple(Outcome(part[0] == "y", part[1:]) for part in said["answers"].split("-"))
    return Result(said["module"], said["digest"], int(said["test"]), int(said["attempt"]), day, said["copy"], outcomes)


def checksum(text: str) -> str:
    """CRC-32 (ISO 3309) of a text in ASCII as seven digits of base 32.

    >>> checksum("plq1")
    '1p4r1a9'
    """
    value = zlib.crc32(text.encode("ascii", "replace"))
    return "".join(DIGITS[value >> shift & 31] for shift in range(30, -1, -5))
