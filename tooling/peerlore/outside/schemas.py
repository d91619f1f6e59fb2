"""The schemas that came with peerlore: inside the wheel, or at the top of its own repository."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent.parent
_OF_OUTPUTS = frozenset(("activity", "answers", "catalog", "evidence", "figures", "findings", "attendance", "questionnaires"))
"""Schemas of what peerlore writes, for the programs that read it; no document is held against them."""


@cache
def schema_folder() -> Path:
    """The folder with the `*.schema.json` files."""
    inside = _PACKAGE / "schemas"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "schemas"


@cache
def read_schemas() -> dict[str, Any]:
    """Every schema of what people write, by its name (`module`, `common`, …)."""
    names = sorted(file.name.removesuffix(".schema.json") for file in schema_folder().glob("*.schema.json"))
    return {name: read_schema(name) for name in names if name not in _OF_OUTPUTS}


def read_schema(name: str) -> dict[str, Any]:
    """One schema by its name."""
    schema: dict[str, Any] = json.loads((schema_folder() / f"{name}.schema.json").read_text("utf-8"))
    return schema
