"""What a release says of the evidence it was made with, read from its `build.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from peerlore.model.errors import CannotRun


@dataclass(frozen=True, slots=True)
class Pin:
    """How many records there were, and the digest of the last one."""

    count: int
    head: str


def read_pin(file: Path) -> Pin | None:
    """What the `build.json` of a release says; None where that was made without evidence."""
    try:
        pin = json.loads(file.read_text("utf-8")).get("evidence")
        return Pin(int(pin["count"]), str(pin["head"])) if pin else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CannotRun(f"{file} is no build.json of a release") from error
