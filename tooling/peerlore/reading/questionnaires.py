"""What `library.yml` says of questionnaires, as typed values. It must fit its schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from peerlore.model.questionnaires import Item, Questionnaire


def questionnaires(entries: Iterable[Mapping[str, Any]]) -> tuple[Questionnaire, ...]:
    """The questionnaires of a library, in its order."""
    return tuple(Questionnaire(entry["id"], entry["title"], tuple(map(_item, entry["items"]))) for entry in entries)


def _item(entry: Mapping[str, Any]) -> Item:
    return Item(**{**entry, "options": tuple(entry.get("options", ()))})
