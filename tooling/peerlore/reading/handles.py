"""Where front matter names people: every place that the schemas have for a handle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

NAMING = frozenset(
    (
        *("asked_by", "attendees", "authors", "experts", "facilitators", "members", "owner", "owners", "parties", "people", "person"),
        *("signed_by", "supporters"),
    )
)
"""Keys below which handles stand, alone or in lists."""

NOBODY = "a-colleague"
"""Stands where somebody was named who is no longer to be; no profile can have it."""


def handles_in(value: Any, key: str = "") -> Iterator[str]:
    """Every handle that front matter names, in its order.

    >>> list(handles_in({"title": "mara", "authors": ["jon", {"person": "mara", "role": "editor"}]}))
    ['jon', 'mara']
    """
    if isinstance(value, str):
        if key in NAMING:
            yield value
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            if not str(name).startswith("x-"):
                yield from handles_in(entry, str(name))
    elif isinstance(value, list):
        for entry in value:
            yield from handles_in(entry, key)


def without_handles(value: Any, is_gone: Callable[[str], bool], key: str = "") -> Any:
    """Front matter in which nobody is named whom `is_gone` tells of.

    >>> without_handles({"authors": ["jon", {"person": "mara", "role": "editor"}]}, {"mara"}.__contains__)
    {'authors': ['jon', {'person': 'a-colleague', 'role': 'editor'}]}
    """
    if isinstance(value, str):
        return NOBODY if key in NAMING and is_gone(value) else value
    if isinstance(value, Mapping):
        return {name: entry if str(name).startswith("x-") else without_handles(entry, is_gone, str(name)) for name, entry in value.items()}
    if isinstance(value, list):
        return [without_handles(entry, is_gone, key) for entry in value]
    return value
