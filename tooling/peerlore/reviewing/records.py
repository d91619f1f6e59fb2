"""Records of evidence: their one way of being written, and the chain that holds them together."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, NotRequired, TypedDict

import orjson

from peerlore.model.errors import CannotRun
from peerlore.model.reviews import ReviewState, Trust

VERSION = 1
HEAD_FILE = "head.json"
_AS_RECORDS = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE

Size = Literal["full", "minor", "same"]
"""How much of a text a change touched: closed lists, told in `sizes`."""


class RuleSaid(TypedDict):
    """What the policy asked for in one scope; `approvers` is None for anybody."""

    approvals: int
    approvers: list[str] | None


class ReviewSaid(TypedDict):
    """One review as it is recorded."""

    person: str
    bot: bool
    state: ReviewState
    commit: str
    at: str


class MergerSaid(TypedDict):
    """Who merged."""

    person: str
    bot: bool


class UnitSaid(TypedDict):
    """One unit as the commit of its record left it."""

    unit: str
    path: str
    digest: str
    head: NotRequired[str]
    before: NotRequired[str]
    size: NotRequired[Size]
    since: NotRequired[str]
    words: NotRequired[int]
    named: NotRequired[list[str]]


class Record(TypedDict):
    """A record of evidence. `schemas/evidence.schema.json` tells what each field means, and which of them a kind has."""

    v: int
    seq: int
    prev: str
    kind: Literal["change", "adopt"]
    source: Trust
    repository: str
    recorded: str
    commit: str
    policy: str
    rules: dict[str, RuleSaid]
    units: list[UnitSaid]
    by: NotRequired[str]
    base: NotRequired[str]
    change: NotRequired[int]
    head: NotRequired[str]
    opened: NotRequired[str]
    merged: NotRequired[str]
    merger: NotRequired[MergerSaid | None]
    authors: NotRequired[list[str]]
    strangers: NotRequired[list[str]]
    reviews: NotRequired[list[ReviewSaid]]


class BrokenEvidence(CannotRun):
    """Evidence that is not whole: nothing is decided on it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All records in their order, and the digest of the last one; empty where there is none."""

    records: tuple[Record, ...] = ()
    head: str = ""
    digests: tuple[str, ...] = ()


def canonical(value: Mapping[str, Any]) -> bytes:
    r"""The one way of writing a record: JSON in UTF-8, keys sorted, no spaces, a line feed at the end.

    >>> canonical({"b": "é", "a": [1, 2]})
    b'{"a":[1,2],"b":"\xc3\xa9"}\n'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def digest_of(raw: bytes) -> str:
    """The digest by which the next record names this one."""
    return f"sha256:{sha256(raw).hexdigest()}"


def file_of(seq: int) -> str:
    """Where a record lies on its branch: a folder for each thousand keeps git's trees small.

    >>> file_of(1), file_of(12345)
    ('reviews/000/000001.json', 'reviews/012/012345.json')
    """
    return f"reviews/{seq // 1000:03}/{seq:06}.json"


def head_file(count: int, head: str) -> bytes:
    """What `head.json` says: how many records there are, and the digest of the last."""
    return canonical({"v": VERSION, "count": count, "head": head})


def read_ledger(files: Mapping[str, bytes], is_record: Callable[[Any], bool], now: str) -> Ledger:
    """The ledger in the files of one commit of the branch.

    `is_record` holds a value against the schema; `now` is the present time. Raises BrokenEvidence, which names the first
    record that breaks.
    """
    raw_head = files.get(HEAD_FILE)
    if raw_head is None:
        raise BrokenEvidence(f"the evidence has no {HEAD_FILE}; fetch the branch again, or ask whoever wrote to it last")
    records: list[Record] = []
    digests: list[str] = []
    before, earlier = "", ""
    for seq in range(1, len(files)):
        file = file_of(seq)
        raw = files.get(file)
        if raw is None:
            raise BrokenEvidence(f"record {seq} of the evidence is missing: there is no {file}, but {len(files) - 1} other files")
        record = _read(raw, seq, is_record)
        if record["seq"] != seq:
            raise BrokenEvidence(f"record {seq} of the evidence breaks: it calls itself number {record['seq']}")
        if record["prev"] != before:
            who = (
                f"record {seq - 1} was altered, or record {seq} was written for another" if seq > 1 else "it is not the first of its chain"
            )
            raise BrokenEvidence(f"record {seq} of the evidence breaks: it does not continue the one before it; {who}")
        if record["recorded"] < earlier:
            raise BrokenEvidence(f"record {seq} of the evidence breaks: it was written before record {seq - 1}, at {record['recorded']}")
        if record["recorded"] > now or record.get("merged", "") > record["recorded"]:
            raise BrokenEvidence(f"record {seq} of the evidence breaks: it tells of the future")
        if records and record["repository"] != records[0]["repository"]:
            raise BrokenEvidence(f"record {seq} of the evidence breaks: it belongs to another repository")
        if reason := _gap(records, record):
            raise BrokenEvidence(f"record {seq} of the evidence breaks: {reason}")
        before, earlier = digest_of(raw), record["recorded"]
        records.append(record)
        digests.append(before)
    if raw_head != head_file(len(records), before):
        raise BrokenEvidence(_wrong_head(raw_head, len(records)))
    return Ledger(tuple(records), before, tuple(digests))


def _read(raw: bytes, seq: int, is_record: Callable[[Any], bool]) -> Record:
    try:
        record = orjson.loads(raw)  # three times as fast as Python's own
    except ValueError:
        raise BrokenEvidence(f"record {seq} of the evidence breaks: it is no JSON") from None
    if not is_record(record):
        raise BrokenEvidence(f"record {seq} of the evidence breaks: it does not fit the format of version {VERSION}")
    if not is_canonical(record, raw):
        raise BrokenEvidence(f"record {seq} of the evidence breaks: it is not written as records are")
    read: Record = record
    return read


def is_canonical(record: Mapping[str, Any], raw: bytes) -> bool:
    """Whether `raw` is the one way of writing a record.

    Without escapes another writer comes to the same bytes in a sixth of the time. Of numbers it is sure up to 2^53, which is
    as far as the schema lets them go.
    """
    if b"\\" not in raw and orjson.dumps(record, option=_AS_RECORDS) == raw:
        return True
    return canonical(record) == raw


def _gap(records: list[Record], record: Record) -> str:
    """Why a record does not follow the one before it on the published branch."""
    if not records or record["kind"] == "adopt":
        return "" if not records or record["commit"] == records[-1]["commit"] else "it adopts another commit than the one recorded last"
    return "" if record.get("base") == records[-1]["commit"] else "commits between it and the one before it are not recorded"


def _wrong_head(raw: bytes, count: int) -> str:
    said = re.search(rb'"count":(\d+)', raw)
    if said and int(said[1]) != count:
        return f"the evidence has {count:,} records, and {HEAD_FILE} tells of {int(said[1]):,}: records were taken away or added by hand"
    return f"record {count} of the evidence breaks: {HEAD_FILE} names another digest for it"
