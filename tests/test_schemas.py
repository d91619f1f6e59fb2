"""Schemas, typed values, messages and references say the same."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from peerlore.checking.schemas import Schemas, self_contained
from peerlore.checking.sentences import SENTENCES
from peerlore.model.gatherings import Group, Need, Session
from peerlore.model.nouns import Module, Person, Settings, SkillsMap, Translation
from peerlore.model.nouns import Path as LearningPath
from peerlore.outside.schemas import read_schema, read_schemas, schema_folder

TYPES: dict[str, type] = {
    "module": Module,
    "translation": Translation,
    "path": LearningPath,
    "person": Person,
    "group": Group,
    "session": Session,
    "need": Need,
    "library": Settings,
    "skills": SkillsMap,
}
NOT_FIELDS = {"topic", "document"}  # where a text came from, not what it says

SCHEMAS = read_schemas()


@pytest.mark.parametrize("kind", TYPES)
def test_typed_values_and_schemas_name_the_same_fields(kind: str) -> None:
    names = {field.name for field in dataclasses.fields(TYPES[kind])} - NOT_FIELDS
    assert names == set(SCHEMAS[kind]["properties"])


@pytest.mark.parametrize("kind", TYPES)
def test_fields_without_default_are_the_required_ones(kind: str) -> None:
    fields = [field for field in dataclasses.fields(TYPES[kind]) if field.name not in NOT_FIELDS]
    if kind == "skills":
        return  # an empty map stands for a library whose skills cannot be read
    missing = dataclasses.MISSING
    required = {field.name for field in fields if field.default is missing and field.default_factory is missing}
    assert required == set(SCHEMAS[kind]["required"])


def fields_below(schema: dict[str, Any], where: str) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for name, field in {**schema.get("properties", {}), **schema.get("patternProperties", {})}.items():
        found.append((f"{where}.{name}", field))
        found += fields_below(field, f"{where}.{name}")
        if "items" in field:
            found.append((f"{where}.{name}[]", field["items"]))
            found += fields_below(field["items"], f"{where}.{name}[]")
    return found


WHOLE = Schemas(SCHEMAS).by_kind
FINDINGS = read_schema("findings")
"""The schema of what `peerlore check --format json` prints."""
OUTPUTS = {
    "findings": FINDINGS,
    **{
        name: self_contained(read_schema(name), {})
        for name in ("activity", "answers", "catalog", "figures", "attendance", "questionnaires")
    },
}
ALL_FIELDS = [field for kind, whole in {**WHOLE, **OUTPUTS}.items() for field in fields_below(whole, kind)]


@pytest.mark.parametrize(("where", "field"), ALL_FIELDS, ids=[where for where, _ in ALL_FIELDS])
def test_every_field_has_title_description_and_a_fitting_example(where: str, field: dict[str, Any]) -> None:
    assert field["title"]
    assert field["description"].endswith((".", ".)")), "descriptions are sentences"
    assert field["examples"], "an example says more than a rule"
    validator = Draft202012Validator(field)
    for example in field["examples"]:
        assert list(validator.iter_errors(example)) == []


@pytest.mark.parametrize("kind", [*SCHEMAS, *OUTPUTS])
def test_schemas_are_valid_json_schema(kind: str) -> None:
    Draft202012Validator.check_schema(read_schema(kind))


def test_no_document_is_held_against_the_schema_of_findings() -> None:
    assert "findings" not in WHOLE
    assert list(Draft202012Validator(FINDINGS).iter_errors(FINDINGS["examples"][0])) == []


def keywords(value: Any, inside_properties: bool = False) -> set[str]:
    found: set[str] = set()
    if isinstance(value, dict):
        for key, entry in value.items():
            if not inside_properties:
                found.add(key)
            if key not in ("examples", "default", "enum", "const"):
                found |= keywords(entry, key in ("properties", "patternProperties", "$defs") and not inside_properties)
    elif isinstance(value, list):
        for entry in value:
            found |= keywords(entry)
    return found


def test_every_keyword_of_the_schemas_has_a_sentence_of_ours() -> None:
    silent = {"$schema", "$id", "$ref", "$defs", "title", "description", "examples", "default", "properties", "patternProperties", "items"}
    inside_contains = {"const"}
    used = set().union(*(keywords(schema) for schema in SCHEMAS.values()))
    assert used - silent - inside_contains <= set(SENTENCES)


def test_the_folder_of_schemas_is_the_one_at_the_top() -> None:
    assert json.loads((schema_folder() / "module.schema.json").read_text("utf-8")) == SCHEMAS["module"]
    assert schema_folder() == Path(__file__).parent.parent / "schemas"
