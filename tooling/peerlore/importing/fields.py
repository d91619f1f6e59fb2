"""What a module's fields accept, as its schema says it: their order, their shape, whether a value fits."""

from __future__ import annotations

from typing import Any, Literal

import jsonschema_rs

from peerlore.checking.schemas import Schemas
from peerlore.importing.foreign import text_of
from peerlore.model.documents import Document, Marks

Shape = Literal["list", "text", "number", "any"]


class Fields:
    """The fields of a module, in the order of its schema."""

    def __init__(self, checker: Schemas) -> None:
        self._checker = checker
        known = checker.fields("module")
        self.names = tuple(known)
        self._shapes = {name: _shape(schema) for name, schema in known.items()}
        self._screens = {name: jsonschema_rs.Draft202012Validator(schema) for name, schema in known.items()}

    def shape(self, name: str) -> Shape:
        """What kind of value the field takes; keys that start with x- take any."""
        return self._shapes.get(name, "any")

    def bring_into_shape(self, name: str, value: Any) -> Any:
        """`value` as a list, text or number where the field asks for one and nothing is lost by it."""
        shape = self.shape(name)
        if shape == "list":
            return [
                text_of(entry) if isinstance(entry, int | float) else entry for entry in (value if isinstance(value, list) else [value])
            ]
        if shape == "text" and not isinstance(value, dict):
            return text_of(value)
        if shape == "number" and isinstance(value, str) and value.isascii() and value.isdigit() and str(int(value)) == value:
            return int(value)
        return value

    def fits(self, name: str, value: Any) -> bool:
        """Whether the field's schema accepts the value."""
        screen = self._screens.get(name)
        return screen is None or screen.is_valid(value)

    def complaint(self, name: str, value: Any) -> tuple[str, str]:
        """Why a value does not fit and what would, in the words of the check."""
        document = Document("", "module", {name: value}, find_marks=lambda: Marks(places={(name,): (2, 1)}))
        said = sorted(finding for finding in self._checker.check(document) if finding.code != "S001")
        return (said[0].message, said[0].hint) if said else (f"{name!r} cannot take this value", "")


def _shape(schema: dict[str, Any]) -> Shape:
    kinds = schema.get("type", ())
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    if "array" in kinds:
        return "list"
    if "integer" in kinds:
        return "number"
    return "text" if "string" in kinds else "any"
