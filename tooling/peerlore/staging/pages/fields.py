"""What schemas say of fields, as rows to print: each field with its limits, an example, and the fields inside of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

_KINDS = {
    "string": ("text", "texts"),
    "integer": ("whole number", "whole numbers"),
    "number": ("number", "numbers"),
    "boolean": ("true or false", "true or false"),
    "object": ("group", "groups"),
}
_WIDTH = 60
_LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class Row:
    """A field of a schema: its name, where a link to it leads, what it holds, how deep inside of others it stands.

    `example` is YAML, on one line or several. `of_part` fields hold a group that is told elsewhere, or a list of such.
    """

    name: str
    anchor: str
    required: bool
    holds: str
    description: str
    example: str
    depth: int
    of_part: bool = False


def field_rows(schema: Mapping[str, Any], anchor: str, part: Mapping[str, Any] | None = None, depth: int = 0) -> Iterator[Row]:
    """The fields of a group, each followed by the fields inside of it.

    `part` is a group that is told elsewhere.
    """
    for name, field in _fields(schema).items():
        here = f"{anchor}-{name.lower().rstrip('…-')}"
        inner = field.get("items", field) if field.get("type") == "array" else field
        is_part = part is not None and _fields(inner).keys() == _fields(part).keys()
        required = name in schema.get("required", ())
        yield Row(name, here, required, _holds(field), field.get("description", ""), _example(name, field, depth), depth, is_part)
        if not is_part:
            yield from field_rows(inner, here, part, depth + 1)


def _fields(schema: Mapping[str, Any]) -> dict[str, Any]:
    named = dict(schema.get("properties", {}))
    patterns = {f"{pattern.removeprefix('^')}…": field for pattern, field in schema.get("patternProperties", {}).items()}
    return {**named, **patterns}


def _holds(field: Mapping[str, Any]) -> str:
    """The kind of a field's values and their limits, in a few words.

    >>> _holds({"type": "array", "minItems": 1, "maxItems": 5, "items": {"type": "string", "maxLength": 200}})
    'list of 1 to 5 texts of at most 200 characters'
    """
    said = _kind(field, 0)
    default = field.get("default")
    return f"{said}; without it {_plain(default)}" if default is not None and said else said


def _kind(field: Mapping[str, Any], number: int) -> str:
    if "enum" in field:
        return f"one of {', '.join(map(_plain, field['enum']))}"
    kinds = field.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if kinds == ["array"]:
        count = _span(field, "minItems", "maxItems")
        entries = _kind(field.get("items", {}), 1) or "values"
        return f"list of {count} {entries}" if count else f"list of {entries}"
    words = [_KINDS[kind][number] for kind in kinds if kind in _KINDS]
    if "array" in kinds:
        words.append("list")
    said = " or ".join(words)
    if len(kinds) > 1:
        return said
    if "string" in kinds and (length := _span(field, "minLength", "maxLength")):
        said += f" of {length} characters"
    if "integer" in kinds and (span := _span(field, "minimum", "maximum")):
        said += f" {'of' if span.startswith('at') else 'from'} {span}"
    return said


def _span(field: Mapping[str, Any], least: str, most: str) -> str:
    low, high = field.get(least), field.get(most)
    if high is None:
        return f"at least {low:,}" if low else ""
    some = low is not None and low < high and low >= (2 if least == "minLength" else 1)
    return f"{low:,} to {high:,}" if some else f"at most {high:,}"


def _example(name: str, field: Mapping[str, Any], depth: int) -> str:
    """The first example as it stands in a file: inside of other fields on one line, if it is not too long for one."""
    if "examples" not in field:
        return ""
    example = field["examples"][0]
    named = {name.replace("…", "status"): example}
    if depth:
        line = yaml.safe_dump(named, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=True)[1:-2]
        return line if len(line) <= _LONGEST_LINE else ""
    short = _dumped(named, None) if isinstance(example, Mapping | list) else ""
    fits = short and all(len(line) <= _WIDTH for line in short.split("\n"))
    return short if fits else _dumped(named, False)


def _dumped(value: Any, flow: bool | None) -> str:
    """Lists and groups on lines of their own; without `flow` those that hold no others on one."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=flow).rstrip("\n")


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
