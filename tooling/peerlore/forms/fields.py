"""The parts of GitHub's forms: a text to read, a line or a page to fill in, a choice.

Format: https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Part = dict[str, Any]

MOST_CHOICES = 100
"""How many choices a menu shows. GitHub names no limit; in a longer menu nobody finds anything."""

# "None" is how GitHub says that nothing was chosen: a form with such a choice is refused.
_RESERVED = frozenset(("none",))


def note(text: str) -> Part:
    """Markdown for whoever fills in the form; it is no part of what they send."""
    return {"type": "markdown", "attributes": {"value": text}}


def line(id: str, label: str, description: str, *, example: str = "", required: bool = False) -> Part:
    """One line of text."""
    return _asked("input", id, label, description, required, {"placeholder": example} if example else {})


def passage(id: str, label: str, description: str, *, example: str = "", required: bool = False) -> Part:
    """Text of several lines."""
    return _asked("textarea", id, label, description, required, {"placeholder": example} if example else {})


def choice(id: str, label: str, description: str, options: Iterable[str], *, several: bool = False, required: bool = False) -> Part:
    """One of some options, or with `several` any number of them."""
    return _asked("dropdown", id, label, description, required, {**({"multiple": True} if several else {}), "options": list(options)})


def _asked(type: str, id: str, label: str, description: str, required: bool, more: Mapping[str, Any]) -> Part:
    attributes = {"label": label, "description": description, **more}
    return {"type": type, "id": id, "attributes": attributes, **({"validations": {"required": True}} if required else {})}


def named(entries: Iterable[tuple[str, str]]) -> list[str]:
    """An option for every (id, name): the name, with the id where GitHub would refuse it or two names are alike.

    >>> named([("circles", "Circles"), ("pairs", "Pairs"), ("old-pairs", "pairs"), ("rest", "None")])
    ['Circles', 'Pairs', 'pairs (old-pairs)', 'None (rest)']
    """
    taken = set(_RESERVED)
    options = []
    for id, name in entries:
        option = " ".join(name.split())
        if option.casefold() in taken:
            option = f"{option} ({id})"
        taken.add(option.casefold())
        options.append(option)
    return options
