"""What of an index is kept from one build to the next, in a memory that is never needed and never trusted.

Each entry carries a checksum, over its key as well: what is damaged, cut off or kept for something else counts as forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import orjson

from peerlore.checking.judged import Memory

_SUM = 16
_LENGTH = 4


class Keeping:
    """Values and bytes by keys, in `memory`; without one, nothing is kept."""

    def __init__(self, memory: Memory | None) -> None:
        self._memory = memory

    def recall(self, key: bytes) -> tuple[Any, list[bytes]] | None:
        """The value and the pieces that were kept under `key`, if they are whole."""
        text = self._memory.get(key) if self._memory is not None else None
        if text is None or text[:_SUM] != _sum(key, memoryview(text)[_SUM:]):
            return None
        start = _SUM + _LENGTH + int.from_bytes(text[_SUM : _SUM + _LENGTH])
        value, lengths = orjson.loads(text[_SUM + _LENGTH : start])
        return value, [text[at:end] for at, end in pairwise(accumulate(lengths, initial=start))]

    def keep(self, key: bytes, value: Any, pieces: Sequence[bytes]) -> None:
        """Keep a value that JSON knows, and the `pieces` beside it."""
        if self._memory is not None:
            said = orjson.dumps((value, [len(piece) for piece in pieces]))
            text = b"".join((len(said).to_bytes(_LENGTH), said, *pieces))
            self._memory.put(key, _sum(key, text) + text)


def key_of(*inputs: str | bytes) -> bytes:
    """The key of what is made of `inputs`; another version of Pagefind or of our own code gives another one."""
    digest = blake2b(_makers(), digest_size=20)
    for one in inputs:
        data = one.encode() if isinstance(one, str) else one
        digest.update(len(data).to_bytes(8) + data)
    return digest.digest()


@cache
def _makers() -> bytes:
    digest = blake2b(version("pagefind-bin").encode(), digest_size=20)
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()


def _sum(key: bytes, text: bytes | memoryview) -> bytes:
    return blake2b(text, digest_size=_SUM, key=key).digest()
