"""The schemas that came with peerlore: inside the wheel, or at the top of its own repository."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent.parent


@cache
def schema_folder() -> Path:
    """The folder with the `*.schema.json` files."""
    inside = _PACKAGE / "schemas"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "schemas"


@cache
def read_schemas() -> dict[str, Any]:
    """Every schema by its name (`module`, `common`, …)."""
    files = sorted(schema_folder().glob("*.schema.json"))
    return {file.name.removesuffix(".schema.json"): json.loads(file.read_text("utf-8")) for file in files}
