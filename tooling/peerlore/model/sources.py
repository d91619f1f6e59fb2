"""Files of the library as the outside world handed them over, before anybody read them."""

from __future__ import annotations

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as a commit holds it: its mode (`100644` for a plain one) and the name of its object in git."""

    mode: str
    name: str


Tree = Mapping[str, Blob]
"""The files of one commit by their paths from the library's root."""
