"""Who the ids in evidence stand for. Kept apart from evidence, so that somebody can be forgotten without touching a record."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from peerlore.model.reviews import Account
from peerlore.reviewing.forgotten import NOT_ONE, Forgotten, read_forgotten
from peerlore.reviewing.records import BrokenEvidence, canonical

PEOPLE_FILE = "people.json"
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def random_id() -> str:
    """A new id that says nothing about anybody."""
    return "p-" + "".join(secrets.choice(_LETTERS) for _ in range(8))


@dataclass(frozen=True, slots=True)
class Known:
    """An account: its permanent number with the forge (0 without one), and its handles, the newest last."""

    number: int
    handles: tuple[str, ...]
    bot: bool = False


class People:
    """The map from ids to accounts. `make_id` gives ids to people who have none yet."""

    def __init__(
        self,
        known: Mapping[str, Known] | None = None,
        make_id: Callable[[], str] = random_id,
        first: Mapping[str, str] | None = None,
        forgotten: Forgotten = NOT_ONE,
    ) -> None:
        """`first` tells who had a handle first, for those that several people had; `forgotten` are handles of nobody any more."""
        self.forgotten = forgotten
        self.known: dict[str, Known] = {}
        self._make_id = make_id
        self._by_number: dict[int, str] = {}
        self._by_handle: dict[str, str] = {handle: person for handle, person in (first or {}).items() if person in (known or {})}
        for person, entry in (known or {}).items():
            self._keep(person, entry)

    def id_of(self, account: Account) -> str:
        """The id of an account; one that is new gets an id, and one that changed its handle keeps it.

        Whoever was known by a handle alone is the account that is first seen with it. Whoever was forgotten and acts again is
        known again, by another id.
        """
        if account.number and account.handle in self.forgotten:
            self.forgotten = self.forgotten.without(account.handle)
        person = self._by_number.get(account.number, "") if account.number else ""
        if not person:
            person = self._by_handle.get(account.handle, "")
            if person and account.number and (self.known[person].number or account.bot):
                person = ""  # the handle passed on to another account
        if not person:
            person = self._make_id()
            while person in self.known:
                person = self._make_id()
        old = self.known.get(person, Known(0, (), account.bot))
        handles = old.handles if account.handle in old.handles else (*old.handles, account.handle)
        self._keep(person, Known(old.number or account.number, handles, old.bot))
        return person

    def find(self, handle: str) -> str:
        """The id of whoever had this handle first, since a policy means them; empty for nobody.

        A handle that somebody gave up and somebody else took does not make that person a reviewer.
        """
        person = self._by_handle.get(handle, "")
        return "" if person and self.known[person].bot else person

    def _keep(self, person: str, known: Known) -> None:
        self.known[person] = known
        if known.number:
            self._by_number.setdefault(known.number, person)
        for handle in known.handles:
            self._by_handle.setdefault(handle, person)

    def forget(self, handle: str) -> list[str]:
        """Take everybody who has or had this handle out of the map, and keep marks of all their handles; returns their ids."""
        gone = [person for person, known in self.known.items() if handle in known.handles]
        self.forgotten = self.forgotten.adding({handle, *(each for person in gone for each in self.known[person].handles)})
        left = {person: known for person, known in self.known.items() if person not in gone}
        self._by_handle = {handle: person for handle, person in self._by_handle.items() if person not in gone}
        for index in (self.known, self._by_number):
            index.clear()
        for person, known in left.items():
            self._keep(person, known)
        return gone

    def handles(self) -> dict[str, tuple[str, ...]]:
        """The handles of everybody by id."""
        return {person: known.handles for person, known in self.known.items()}

    def handle_of(self, person: str) -> str:
        """The newest handle of a person; empty where nobody knows it any more."""
        known = self.known.get(person)
        return known.handles[-1] if known else ""

    def write(self) -> bytes:
        """The map as it is kept."""
        said = {
            person: {"account": known.number, "handles": list(known.handles), **({"bot": True} if known.bot else {})}
            for person, known in self.known.items()
        }
        held = Counter(handle for known in self.known.values() for handle in known.handles)
        first = {handle: person for handle, person in self._by_handle.items() if held[handle] > 1}
        marks = {"forgotten": self.forgotten.to_json()} if self.forgotten.marks else {}
        return canonical({"v": 1, "people": said, "first": first, **marks})


def read_people(raw: bytes, make_id: Callable[[], str] = random_id) -> People:
    """The map as it was kept. Raises BrokenEvidence where it is no map."""
    try:
        said: Any = json.loads(raw)
        known = {person: _known(entry) for person, entry in said["people"].items()}
        first = {str(handle): str(person) for handle, person in said["first"].items()}
        forgotten = read_forgotten(said["forgotten"]) if "forgotten" in said else NOT_ONE
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BrokenEvidence(f"the map of people cannot be read; restore {PEOPLE_FILE} on its branch") from None
    return People(known, make_id, first, forgotten)


def _known(entry: Mapping[str, Any]) -> Known:
    handles: Iterable[str] = entry["handles"]
    return Known(int(entry["account"]), tuple(map(str, handles)) or ("",), entry.get("bot") is True)
