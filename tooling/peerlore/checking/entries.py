"""Values out of front matter, whatever else may stand there: that something is wrong was the schema's business to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from peerlore.model.documents import Document, KeyPath


def texts(document: Document, *path: str) -> Iterator[tuple[KeyPath, str]]:
    """Every text at `path` or in the list there, with its own path; anything else was the schema's business."""
    value: Any = document.meta
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            if isinstance(entry, str):
                yield (*path, index), entry


def groups(document: Document, name: str) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    """Every group of keys in the list `name`, with its path."""
    entries = document.meta.get(name)
    if isinstance(entries, list):
        for index, entry in enumerate(entries):
            if isinstance(entry, dict):
                yield (name, index), entry
