"""What a rule asked of the library, and what the library answers to the same questions at another time.

A rule is a pure function of its document and of what it asks the collection. So what it said stays true as long as the
document is the same and the answers are. Nobody declares what a rule depends on: the witness stands in for the collection
and notes every question. It knows no rule, and refuses what it cannot note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from hashlib import blake2b
from types import FunctionType, MethodType
from typing import Any, cast

from peerlore.checking.collection import Collection
from peerlore.checking.fingerprints import Likeness

Question = tuple[str, str]
"""An index of the collection, and a key in it or `EVERY`."""

EVERY = "*"
"""Stands for all keys at once. A key that looks the same does no harm: it changes no more often than all of them do."""


class Witness:
    """A collection that notes in `asked` what is asked of it. What `likeness` is asked, it does not note."""

    def __init__(self, collection: Collection, likeness: Likeness) -> None:
        self._collection = collection
        self.likeness = likeness
        self.asked: set[Question] = set()

    def view(self) -> Collection:
        """This witness as rules see it."""
        return cast("Collection", self)

    def __getattr__(self, name: str) -> Any:
        # Called once a name: what is found is kept as an attribute of its own.
        way = getattr(Collection, name, None)
        if isinstance(way, property) and way.fget:
            made = way.fget(self)  # of other indexes, each of which is noted
            if isinstance(made, Mapping):
                setattr(self, name, made)
            return made
        seen = MethodType(way, self) if isinstance(way, FunctionType) else self._noted(name, getattr(self._collection, name))
        setattr(self, name, seen)
        return seen

    def _noted(self, name: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return _NotedMapping(value, partial(self._note, name))
        if isinstance(value, Set):
            return _NotedSet(value, partial(self._note, name))
        if name == "traits":
            return self._traits
        raise TypeError(f"nobody notes what rules ask of {name!r}")

    def _note(self, name: str, key: str) -> None:
        self.asked.add((name, key))

    def _traits(self, file: str) -> Any:
        self._note("documents", file)
        return self._collection.traits(file)


class _NotedMapping(Mapping[str, Any]):
    def __init__(self, known: Mapping[str, Any], note: Callable[[str], None]) -> None:
        self._known = known
        self._note = note

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return self._known[key]

    def get(self, key: str, default: Any = None) -> Any:
        self._note(key)
        return self._known.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(str(key))
        return key in self._known

    def __iter__(self) -> Iterator[str]:
        self._note(EVERY)
        return iter(self._known)

    def __len__(self) -> int:
        self._note(EVERY)
        return len(self._known)


class _NotedSet(Set[str]):
    def __init__(self, known: Set[str], note: Callable[[str], None]) -> None:
        self._known = known
        self._note = note

    @classmethod
    def _from_iterable(cls, values: Any) -> Any:  # what `&` and `-` make is nobody's index
        return frozenset(values)

    def __contains__(self, key: object) -> bool:
        self._note(str(key))
        return key in self._known

    def __iter__(self) -> Iterator[str]:
        self._note(EVERY)
        return iter(self._known)

    def __len__(self) -> int:
        self._note(EVERY)
        return len(self._known)


def answers(collection: Collection, states: Mapping[str, str], name: str, keys: Iterable[str]) -> list[str]:
    """What one index of a collection answers to these keys, as texts that can be compared and kept.

    `states` tell the documents apart.
    """
    index = states if name == "documents" else getattr(collection, name)
    if isinstance(index, Set):
        return [_all(index) if key == EVERY else "1" if key in index else "" for key in keys]
    return [_all(index) if key == EVERY else _text(index.get(key, "")) for key in keys]


def _all(index: Iterable[str]) -> str:
    return blake2b("\n".join(sorted(index)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _text(answer: str | tuple[str, ...]) -> str:
    return answer if isinstance(answer, str) else "\n" + "\n".join(answer)
