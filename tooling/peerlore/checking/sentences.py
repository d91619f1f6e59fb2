"""What is wrong with a field, said in the author's words: a sentence for every keyword of JSON Schema that we use.

jsonschema's own sentences are for people who write schemas.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from peerlore.model.documents import KeyPath
from peerlore.model.findings import Card

CARDS: tuple[Card, ...] = (
    Card("S001", "missing-field", "Every field that the schema requires must be there.", "Lists, search and the checks of others rely on it. The hint says what the field is for."),
    Card("S002", "unknown-field", "Only fields that the schema knows may stand in the front matter.", "A slip in a name would otherwise be ignored in silence. Keep data of other tools under names that start with x-."),
    Card("S003", "wrong-kind", "A value must be of the kind its field asks for.", "A whole number where minutes are counted, a list where there may be several. Text that looks like a number or true needs quotes."),
    Card("S004", "not-a-choice", "A field with a fixed choice must hold one of its values.", "Filters and lists only work when everybody uses the same words."),
    Card("S005", "wrong-shape", "Ids, handles, languages and addresses must be written in their fixed form.", "They stand in addresses and links, where other characters break on some machine."),
    Card("S006", "wrong-length", "A text must be neither too short nor too long for its place.", "Titles and summaries stand in lists and search results, where there is room for so much and no more."),
    Card("S007", "wrong-count", "A list must have as many entries as its field allows.", "For instance at least one objective, and no more than a reader can keep in mind."),
    Card("S008", "wrong-number", "A number must lie within what its field allows.", "A duration of 0 or of 4,000 minutes is a slip of the pen."),
    Card("S009", "said-twice", "A list must not hold the same entry twice.", "The second one adds nothing and is usually a slip for something else."),
    Card("S010", "no-correct-answer", "Every quiz question must have at least one answer marked `correct: true`.", "Otherwise no reader can get it right."),
)  # fmt: skip

_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of keys",
    "null": "nothing",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about one schema error, before it has a place."""

    code: str
    message: str
    hint: str
    path: KeyPath
    at_key: bool = False


def sentences(error: Any) -> Iterator[Said]:
    """What to say about one of jsonschema's `ValidationError`s."""
    say = SENTENCES.get(str(error.validator))
    if say is None:
        yield Said("S003", f"{_subject(error)} does not fit", _purpose(error.schema), tuple(error.absolute_path))
    else:
        yield from say(error)


def _path(error: Any) -> KeyPath:
    return tuple(error.absolute_path)


def _subject(error: Any) -> str:
    """How the author calls what is wrong: the nearest named field."""
    names = [part for part in error.absolute_path if isinstance(part, str)]
    if not names:
        return "the front matter"
    last = error.absolute_path[-1]
    return f"entry {last + 1} of {names[-1]!r}" if isinstance(last, int) else repr(names[-1])


def _purpose(schema: Any) -> str:
    if not isinstance(schema, Mapping):
        return ""
    hint = str(schema.get("description", ""))
    example = _example(schema)
    return f"{hint} For example: {example}" if example else hint


def _example(schema: Mapping[str, Any]) -> str:
    examples = schema.get("examples")
    if not examples:
        return ""
    first = examples[0]
    return first if isinstance(first, str) else json.dumps(first, ensure_ascii=False)


def _short(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"


def _missing(error: Any) -> Iterator[Said]:
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    # jsonschema reports each missing name on its own and quotes it at the start of its message.
    for name in error.validator_value:
        if error.message.startswith(repr(name)):
            field = schema.get("properties", {}).get(name, {})
            where = "" if not error.absolute_path else f" in {_subject(error)}"
            yield Said("S001", f"the field {name!r} is missing{where}", _purpose(field), _path(error))


def _unknown(error: Any) -> Iterator[Said]:
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    known = list(schema.get("properties", {}))
    instance = error.instance if isinstance(error.instance, Mapping) else {}
    for name in instance:
        if name in known or any(re.search(pattern, name) for pattern in schema.get("patternProperties", {})):
            continue
        close = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
        if close and close[0] not in instance:
            hint = f"Did you mean {close[0]!r}?"
        else:
            hint = f"Known here: {', '.join(known)}."
            if "patternProperties" in schema:
                hint += f" To keep it for another tool, call it 'x-{name}'."
        yield Said("S002", f"no field is called {_short(name)} here", hint, (*_path(error), name), at_key=True)


def _wrong_kind(error: Any) -> Iterator[Said]:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    kinds = " or ".join(_KINDS[kind] for kind in wanted)
    if error.instance is None:
        yield Said("S003", f"{_subject(error)} has no value", f"Write one, or remove the line. {_purpose(error.schema)}", _path(error))
        return
    found = _short(error.instance)
    hint = _purpose(error.schema)
    if "string" in wanted and isinstance(error.instance, bool | int | float):
        hint = f'Put it in quotes to make it text: "{_plain(error.instance)}".'
    yield Said("S003", f"{_subject(error)} must be {kinds}, not {found}", hint, _path(error))


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _no_choice(error: Any) -> Iterator[Said]:
    choices = [str(choice) for choice in error.validator_value]
    close = get_close_matches(str(error.instance).lower(), choices, n=1, cutoff=0.6)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    yield Said(
        "S004", f"{_short(error.instance)} is not a choice for {_subject(error)}", f"{hint}It may be: {', '.join(choices)}.", _path(error)
    )


def _wrong_shape(error: Any) -> Iterator[Said]:
    yield Said("S005", f"{_subject(error)} cannot be written {_short(error.instance)}", _purpose(error.schema), _path(error))


def _counted(code: str, unit: str, limit: str) -> Callable[[Any], Iterator[Said]]:
    def say(error: Any) -> Iterator[Said]:
        bound = error.validator_value
        unit_of_bound = unit.removesuffix("s") if bound == 1 else unit
        if unit == "entries":
            unit_of_bound = "entry" if bound == 1 else "entries"
        message = f"{_subject(error)} has {len(error.instance):,} {unit}, {limit} {bound:,} {unit_of_bound}"
        yield Said(code, message, _purpose(error.schema), _path(error))

    return say


def _out_of_range(limit: str) -> Callable[[Any], Iterator[Said]]:
    def say(error: Any) -> Iterator[Said]:
        message = f"{_subject(error)} is {_short(error.instance)}, {limit} {error.validator_value}"
        yield Said("S008", message, _purpose(error.schema), _path(error))

    return say


def _twice(error: Any) -> Iterator[Said]:
    seen: list[Any] = []
    for index, entry in enumerate(error.instance):
        if entry in seen:
            message = f"{_short(entry)} stands in {_subject(error)} twice"
            yield Said("S009", message, "Keep one of the two.", (*_path(error), index))
        seen.append(entry)


def _no_correct_answer(error: Any) -> Iterator[Said]:
    yield Said("S010", "no answer of this question is correct", "Write `correct: true` under the right one.", _path(error))


SENTENCES: dict[str, Callable[[Any], Iterator[Said]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _wrong_kind,
    "enum": _no_choice,
    "pattern": _wrong_shape,
    "minLength": _counted("S006", "characters", "fewer than"),
    "maxLength": _counted("S006", "characters", "more than"),
    "minItems": _counted("S007", "entries", "fewer than"),
    "maxItems": _counted("S007", "entries", "more than"),
    "minProperties": _counted("S007", "fields", "fewer than"),
    "minimum": _out_of_range("less than"),
    "maximum": _out_of_range("more than"),
    "uniqueItems": _twice,
    "contains": _no_correct_answer,
}
"""Which function says what a failed keyword means; a test insists that every keyword of the schemas is here."""
