"""Files of the library as the outside world handed them over, before anybody read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Literal

Trouble = Literal["", "symlink", "special", "too-large", "unreadable"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One entry below `content/`: its bytes, or why there are none.

    `file` is relative to the library's root with `/`; `size` in bytes. `content` is empty whenever `trouble` says why; where
    nobody has read the file yet, it is what reads it, and `known` is the digest of what that will find. `executable` files
    are marked as programs, on systems that know such a mark. Of pictures the first bytes are kept, since together they may
    be larger than the memory; `fault` is then what was found wrong in the others, and None where nobody has looked.
    """

    file: str
    content: bytes | Callable[[], bytes] = b""
    size: int = 0
    trouble: Trouble = ""
    executable: bool = False
    known: bytes = b""
    fault: str | None = None

    @property
    def raw(self) -> bytes:
        """Its bytes, read now if need be."""
        return self.content if isinstance(self.content, bytes) else self.content()

    @property
    def digest(self) -> bytes:
        """Stands for its bytes, mostly without reading them."""
        return self.known or digest_of(self.raw)

    def holding(self, raw: bytes) -> SourceFile:
        """The same file with other bytes in it."""
        return replace(self, content=raw, size=len(raw), known=b"", fault=None)


def digest_of(raw: bytes) -> bytes:
    """Sixteen bytes that no other content has (BLAKE2b)."""
    return blake2b(raw, digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as a commit holds it: its mode (`100644` for a plain one) and the name of its object in git."""

    mode: str
    name: str


Tree = Mapping[str, Blob]
"""The files of one commit by their paths from the library's root."""
