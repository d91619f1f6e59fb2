"""What people did for the library, read from its evidence: nothing counts that the gate did not let through.

Nobody is credited for approving what they wrote: the gate counts no such approval. Programs get nothing, and neither does
whoever adopts texts that were there before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from peerlore.model.activity import Help
from peerlore.model.credit import Deed, DeedKind
from peerlore.model.gatherings import Session
from peerlore.model.reviews import ApprovedText
from peerlore.reviewing.records import Record

_FIRST: Mapping[str, DeedKind] = {"module": "authoring", "path": "authoring", "translation": "translation"}
"""What the first text of a unit is, by the kind of unit. Others are no learning material."""


def deeds_of(records: Sequence[Record], texts: Iterable[Sequence[ApprovedText]], programs: Set[str] = frozenset()) -> list[Deed]:
    """Every deed that these records tell of, in the order of time.

    `texts` are the approved texts of each unit, oldest first; `programs` are the ids of accounts that belong to nobody.
    """
    by_number = {record["seq"]: record for record in records}
    found: dict[tuple[object, ...], Deed] = {}
    for versions in texts:
        for position, text in enumerate(versions):
            record = by_number.get(text.record)
            if record is None or record["kind"] == "adopt" or _kind(text) not in _FIRST:
                continue
            for once, deed in _deeds(text, record, first=not position):
                if deed.person not in programs:
                    found[once] = min(deed, found.get(once, deed))
    return sorted(found.values())


def facilitation(
    sessions: Iterable[Session], records: Sequence[Record], versions: Callable[[str], Sequence[ApprovedText]], id_of: Callable[[str], str]
) -> Iterator[Deed]:
    """A deed for everybody who led a session that is closed, in the record that let through what it found out.

    That is the first one of its page on the day of the signature or later, so that later changes of the page move nothing.
    `versions` gives the approved texts of a unit, oldest first, `id_of` the id in evidence of a handle, or nothing.
    """
    adopted = {record["seq"] for record in records if record["kind"] == "adopt"}
    for session in sessions:
        if session.status != "closed" or session.synthesis is None:
            continue
        unit, signed = f"session:{session.id}", session.synthesis.on
        text = next((text for text in versions(unit) if text.at[:10] >= signed and text.record not in adopted), None)
        if text is None:
            continue
        for person in filter(None, map(id_of, session.facilitators)):
            yield Deed(text.at, text.record, "facilitation", unit, person, text.change)


def answers(helps: Iterable[Help], programs: Set[str] = frozenset()) -> Iterator[Deed]:
    """A deed for each answer that somebody else asked for and chose; `change` is the number of its discussion."""
    for help in helps:
        if help.person not in programs:
            yield Deed(help.at, 0, "answer", f"module:{help.module}", help.person, help.discussion)


def _deeds(text: ApprovedText, record: Record, *, first: bool) -> Iterator[tuple[tuple[object, ...], Deed]]:
    """The deeds behind one approved text, each with what makes it one: a change that touches many texts is one review of it."""
    said = next(said for said in record["units"] if said["unit"] == text.unit)
    if said.get("size") == "same" and not first:
        return  # white space and line wraps
    for person in record.get("authors", ()):
        kind = _FIRST[_kind(text)] if first else "upkeep"
        once = (kind, person, text.unit) if first else (kind, person, record["seq"])
        yield once, Deed(text.at, text.record, kind, text.unit, person, text.change)
    for person in text.people if text.trust == "github" else ():  # anybody with a clone can write a trailer
        yield ("review", person, record["seq"]), Deed(text.at, text.record, "review", text.unit, person, text.change)


def _kind(text: ApprovedText) -> str:
    return text.unit.partition(":")[0]
