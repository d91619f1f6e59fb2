"""Handles by which nobody is to be called any more: kept as marks, so that one can be recognised and none can be read.

Whoever knows a handle can try whether it is among them; that is what they are for, and no more can be hidden.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The marks of handles: SHA-256 over a salt, a line feed and the handle in lower case, in hexadecimal digits."""

    salt: str = ""
    marks: frozenset[str] = frozenset()

    def __contains__(self, handle: object) -> bool:
        """Whether this handle is one of them."""
        return isinstance(handle, str) and bool(self.marks) and _mark(self.salt, handle) in self.marks

    @property
    def is_gone(self) -> Callable[[str], bool] | None:
        """What tells whether a handle is one of them; None where there are none, so that nobody need be asked."""
        return self.__contains__ if self.marks else None

    def adding(self, handles: Iterable[str], make_salt: Callable[[], str] = lambda: secrets.token_hex(16)) -> Forgotten:
        """The same with some more."""
        salt = self.salt or make_salt()
        return Forgotten(salt, self.marks | {_mark(salt, handle) for handle in handles})

    def without(self, handle: str) -> Forgotten:
        """The same without one, whose owner came back."""
        return Forgotten(self.salt, self.marks - {_mark(self.salt, handle)})

    def to_json(self) -> dict[str, Any]:
        """As it is kept; `read_forgotten` reads it again."""
        return {"salt": self.salt, "marks": sorted(self.marks)}


def read_forgotten(said: Mapping[str, Any]) -> Forgotten:
    """The marks as they were kept. Raises KeyError or TypeError for anything else."""
    return Forgotten(str(said["salt"]), frozenset(map(str, said["marks"])))


def _mark(salt: str, handle: str) -> str:
    return sha256(f"{salt}\n{handle.lower()}".encode()).hexdigest()


NOT_ONE = Forgotten()
