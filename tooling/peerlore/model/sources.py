"""A file of the library as the outside world handed it over, before anybody read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Trouble = Literal["", "symlink", "special", "too-large", "unreadable"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One entry below `content/`: its bytes, or why there are none.

    `file` is relative to the library's root with `/`; `size` in bytes. `raw` is empty whenever `trouble` says why.
    `executable` files are marked as programs, on systems that know such a mark.
    """

    file: str
    raw: bytes = b""
    size: int = 0
    trouble: Trouble = ""
    executable: bool = False
