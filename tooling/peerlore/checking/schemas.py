"""Front matter against its JSON Schema.

jsonschema-rs decides in microseconds whether there is anything to say; jsonschema then says exactly what and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import jsonschema_rs

from peerlore.checking.repeated import repeated_fields
from peerlore.checking.sentences import sentences
from peerlore.model.documents import Document
from peerlore.model.findings import Finding


class Schemas:
    """The schemas of all kinds, ready to check documents.

    `texts` maps the name of a schema (`module`, `common`, …) to its parsed JSON. Every `$ref` points into the shared
    definitions, which are put inside each schema: nothing is ever looked up on disk or in a network.
    """

    def __init__(self, texts: Mapping[str, Any]) -> None:
        shared = texts["common"]["$defs"]
        self.by_kind: dict[str, dict[str, Any]] = {
            kind: self_contained(schema, shared) for kind, schema in texts.items() if kind != "common"
        }
        self._screens = {kind: jsonschema_rs.Draft202012Validator(schema) for kind, schema in self.by_kind.items()}

    @cached_property
    def _validators(self) -> dict[str, Any]:
        # Imported and built only once something is wrong: it takes longer than checking a thousand clean pages.
        from jsonschema import Draft202012Validator, ValidationError
        from jsonschema.validators import extend

        def strict_pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
            # Python's $ also matches before a last newline; JSON Schema's does not (ECMA 262, as the specification asks).
            if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
                yield ValidationError(f"{instance!r} does not match {pattern!r}")

        validator: Any = extend(Draft202012Validator, {"pattern": strict_pattern})  # type: ignore[no-untyped-call]
        return {kind: validator(schema) for kind, schema in self.by_kind.items()}

    @cached_property
    def _of_module(self) -> frozenset[str]:
        """The fields that a translation takes from its module."""
        return frozenset(self.by_kind["module"]["properties"]) - frozenset(self.by_kind["translation"]["properties"])

    def fields(self, kind: str) -> dict[str, Any]:
        """The fields of a kind with their schemas."""
        fields: dict[str, Any] = self.by_kind[kind]["properties"]
        return fields

    def check(self, document: Document) -> Iterator[Finding]:
        """What the schema of the document's kind has to say about its front matter."""
        meta = document.meta
        if self._screens[document.kind].is_valid(meta):
            return
        if document.kind == "translation":
            yield from repeated_fields(document, self._of_module)
            meta = {name: value for name, value in meta.items() if name not in self._of_module}
        for said in sentences(self._validators[document.kind].iter_errors(meta)):
            place = document.key_place(*said.path) if said.at_key else document.place(*said.path)
            yield Finding(place, said.code, said.message, said.hint)


def self_contained(schema: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """`schema` with every `$ref` replaced by what it stands for, its own keywords laid over it."""
    known = {**shared, **schema.get("$defs", {})}

    def inlined(value: Any, inside: tuple[str, ...]) -> Any:
        if isinstance(value, list):
            return [inlined(entry, inside) for entry in value]
        if not isinstance(value, Mapping):
            return value
        name = str(value.get("$ref", "")).rpartition("/")[2]
        if not name or name in inside:  # a definition that contains itself stays a reference
            return {key: inlined(entry, inside) for key, entry in value.items()}
        own = {key: inlined(entry, inside) for key, entry in value.items() if key != "$ref"}
        return {**inlined(known[name], (*inside, name)), **own}

    whole: dict[str, Any] = {key: inlined(value, ()) for key, value in schema.items() if key != "$id"}
    return whole
