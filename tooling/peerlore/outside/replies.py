"""Replies of web addresses that were asked before, in one file of the cache. A file that cannot be read counts as empty."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, get_args

from peerlore.model.facts import Reply, Trouble

_VERSION = 1

Dated = tuple[date, Reply]
"""A reply and the day on which its address was asked."""


def read_replies(file: Path) -> dict[str, Dated]:
    """What the cache holds, by address."""
    try:
        said = json.loads(file.read_text("utf-8"))
        if said["version"] != _VERSION:
            return {}
        return {address: (date.fromisoformat(day), _reply(**reply)) for address, (day, reply) in said["replies"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def write_replies(file: Path, replies: Mapping[str, Dated]) -> None:
    """Keep replies for later runs, where the disk takes them."""
    table = {address: [day.isoformat(), asdict(reply)] for address, (day, reply) in sorted(replies.items())}
    part = file.with_name(f"{file.name}.part")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps({"version": _VERSION, "replies": table}, ensure_ascii=False, indent=1), "utf-8")
        part.replace(file)


def _reply(status: Any, trouble: Any, moved_to: Any) -> Reply:
    if not (isinstance(status, int) and trouble in get_args(Trouble) and isinstance(moved_to, str)):
        raise TypeError
    return Reply(status, trouble, moved_to)
