"""The policy: what `library.yml` says of who must approve what."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from peerlore.library import build_library
from peerlore.model.nouns import Settings, Topic
from peerlore.model.sources import SourceFile
from peerlore.reading.document import read_document
from peerlore.reviewing.units import LIBRARY_FILE, is_governed, topic_of

GOVERNING = "governed"
"""The scope of what only the library's owners approve."""

OWN = "library"
"""The scope of what belongs to no topic: people, paths, groups, sessions, needs, skills."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How many people must approve, and the handles of those who may; None for anybody."""

    approvals: int
    approvers: frozenset[str] | None


@dataclass(frozen=True)
class Policy:
    """The rules of one text of `library.yml`."""

    settings: Settings

    def rule(self, scope: str, members: Set[str]) -> Rule:
        """The rule of a scope. `members` are the handles of people with an approved profile.

        A topic that this policy does not know follows the library's own rule.
        """
        if scope == GOVERNING:
            return Rule(self.settings.approvals, frozenset(self.settings.owners))
        topic = self._topics.get(scope)
        approvals = (topic.approvals if topic else 0) or self.settings.approvals
        approvers = (topic.approvers if topic else "") or self.settings.approvers
        owners = frozenset((*self.settings.owners, *(topic.owners if topic else ())))
        if approvers == "anyone":
            return Rule(approvals, None)
        return Rule(approvals, owners | self._every_owner | members if approvers == "members" else owners)

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {f"topic:{topic.id}": topic for topic in self.settings.topics}

    @cached_property
    def _every_owner(self) -> frozenset[str]:
        return frozenset(owner for topic in self.settings.topics for owner in topic.owners)


def read_policy(raw: bytes) -> Policy | None:
    """The policy in the bytes of a `library.yml`, or None where they are none."""
    document = read_document(SourceFile(LIBRARY_FILE, raw, len(raw)), "library")
    if not document.readable:
        return None
    try:
        return Policy(build_library([document], ()).settings)
    except (KeyError, TypeError, ValueError):
        return None  # a text that its schema would have refused


@lru_cache(maxsize=1 << 16)
def scopes_of(unit: str, *paths: str | None) -> tuple[str, ...]:
    """The scopes whose rules hold for a unit that stands, and stood, at these paths.

    >>> scopes_of("module:a-b", "content/modules/x/a-b.md", "content/modules/y/a-b.md")
    ('topic:x', 'topic:y')
    >>> scopes_of("person:mara", "content/people/mara.md"), scopes_of("library", "content/library.yml")
    (('library',), ('governed',))
    """
    if is_governed(unit):
        return (GOVERNING,)
    topics = (topic_of(path) for path in paths if path)
    return tuple(dict.fromkeys(f"topic:{topic}" if topic else OWN for topic in topics))
