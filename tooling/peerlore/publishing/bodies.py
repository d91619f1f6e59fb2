"""Bodies that were converted before: a page of which only the frame has changed, or a list in it, is not converted again."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Set

from peerlore.checking.judged import Memory
from peerlore.publishing.converter import Body


class Bodies:
    """The bodies that `memory` keeps. `edition` stands for all that makes them besides their text, `files` are the staged paths."""

    def __init__(self, memory: Memory | None, edition: bytes, files: Set[str]) -> None:
        self._memory = memory
        self._edition = edition
        self._files = files
        self.learned: list[tuple[bytes, bytes]] = []
        """Keys and texts that memory should keep; whoever owns it puts them there."""

    def find(self, path: str, text: str) -> Body | None:
        """The body of the page `path` with this text, if memory has it and its links lead where they led."""
        kept = self._memory.get(self._key(path, text)) if self._memory else None
        if kept is None:
            return None
        html, tokens, asked = json.loads(zlib.decompress(kept))
        return Body(html, tokens, tuple(asked)) if fits(asked, self._files) else None

    def keep(self, path: str, text: str, body: Body) -> None:
        """Note a body that was made."""
        if self._memory:
            kept = json.dumps([body.html, body.tokens, body.asked], ensure_ascii=False, separators=(",", ":"))
            self.learned.append((self._key(path, text), zlib.compress(kept.encode("utf-8"), 1)))

    def _key(self, path: str, text: str) -> bytes:
        return hashlib.blake2b(f"{path}\0{text}".encode(), digest_size=16, key=self._edition).digest()


def fits(asked: list[str] | tuple[str, ...], files: Set[str]) -> bool:
    """Whether each staged path that somebody asked for is there, or is not, as it was then; see `Body.asked`."""
    return all((path[0] != "!") == (path.removeprefix("!") in files) for path in asked)
