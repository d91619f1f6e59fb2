"""What only the world outside knows of a library. Edges find it and hand it in; a rule whose facts nobody looked for is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Former:
    """A module that is gone: the file that held it last, its body, and the day (ISO 8601) of its removal, where that is known."""

    file: str
    body: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """Where the ids of a change come from and go to.

    `new` are ids that no module had before the change; `former` tells which of them had belonged to a module before
    that; `removed` are the modules whose ids the change takes away. Both are by id. `moved` are the topics, by id, of
    modules that the change puts into another one.
    """

    new: frozenset[str] = frozenset()
    former: Mapping[str, Former] = field(default_factory=dict)
    removed: Mapping[str, Former] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """The modules there now of which it tells anything."""
        return self.new | self.moved.keys()


Trouble = Literal["", "unknown-name", "bad-certificate", "no-answer", "private", "endless"]
"""Why an address gave no answer of its own: no such host, a certificate that no browser takes, nothing in time, a network
that was not to be asked, more redirects than a browser follows."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back from a web address in the end: a status of HTTP, or 0 and the trouble there was.

    `moved_to` is where the site says that the page has moved for good.
    """

    status: int = 0
    trouble: Trouble = ""
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was found out about a library outside of its files; None where nobody looked."""

    history: History | None = None
    replies: Mapping[str, Reply] | None = None


NO_FACTS = Facts()
