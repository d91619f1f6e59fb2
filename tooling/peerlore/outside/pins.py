"""What a release says of the evidence it was made with, read from its `build.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from peerlore.model.errors import CannotRun


def read_pin(file: Path) -> dict[str, Any] | None:
    """The count of records and the digest of the last one; None where a release was made without evidence."""
    try:
        said = json.loads(file.read_text("utf-8"))
        pin = said.get("evidence")
        return {"count": int(pin["count"]), "head": str(pin["head"])} if pin else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotRun(f"{file} is no build.json of a release") from error
