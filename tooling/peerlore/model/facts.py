"""What only the world outside knows of a library. Edges find it and hand it in; a rule whose facts nobody looked for is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Former:
    """A module that is gone: the file that held it last, its body, and the day (ISO 8601) of its removal, where that is known."""

    file: str
    body: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """Where the ids of a change come from and go to. An id that only moves to another topic is none of these.

    `new` are ids that no module had before the change; `former` tells which of them had belonged to a module before
    that; `removed` are the modules whose ids the change takes away. Both are by id.
    """

    new: frozenset[str] = frozenset()
    former: Mapping[str, Former] = field(default_factory=dict)
    removed: Mapping[str, Former] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was found out about a library outside of its files; None where nobody looked."""

    history: History | None = None


NO_FACTS = Facts()
