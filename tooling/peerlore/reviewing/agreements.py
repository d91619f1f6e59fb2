"""Agreements: who of those whom a contract names has agreed to exactly its text, by the words of evidence alone.

Whoever wrote the change that brought the text, or approved it, has. Another word in the contract, and nobody has any more;
a meeting that is moved on the same page takes nothing away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from peerlore.model.reviews import ApprovedText
from peerlore.reviewing.counting import Voices
from peerlore.reviewing.records import Record


def contract_digest(contract: Mapping[str, Any]) -> str:
    """What stands for the text of a contract as front matter holds it: the order of its keys makes no difference, all else does.

    >>> contract_digest({"parties": ["a"], "exit": "Say so."}) == contract_digest({"exit": "Say so.", "parties": ["a"]})
    True
    """
    return sha256(json.dumps(contract, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def signed(texts: Iterable[tuple[ApprovedText, str]], records: Mapping[int, Record]) -> dict[str, str]:
    """Who agreed to the newest contract, by their ids, with the time at which they did (ISO 8601, UTC).

    `texts` are the approved texts of a group, oldest first, each with the digest of its contract, empty where it had none;
    `records` are those of evidence by their numbers. What was agreed before somebody changed the contract does not count
    again when it is changed back.
    """
    agreed: dict[str, str] = {}
    before = ""
    for text, digest in texts:
        if digest != before:
            agreed = {}
        before = digest
        record = records.get(text.record)
        if record is None or not digest:
            continue
        for person in _voices(record):
            agreed.setdefault(person, text.at)
    return agreed


def _voices(record: Record) -> Iterable[str]:
    """Who stands behind all that a record brought, whether or not the policy lets them approve it."""
    if record["kind"] == "adopt":
        return (record["by"],)
    return (*record["authors"], *Voices(record).agreeing())
