"""What is wrong with a field, said in the author's words: a sentence for every keyword of JSON Schema that we use.

jsonschema's own sentences are for people who write schemas.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    Card("S011", "field-of-module", "A translation must leave to its module what is the same in every language.", "Level, duration, skills and the like stand in the module alone. Copied, they would differ from it one day, and nobody knew which of the two counts."),
    Card("S012", "ways-to-answer", "Every quiz question must be answered in one way: `answers`, `holds`, `number`, `accept`, `order` or `pairs`.", "Without one there is nothing to do, and of two nobody knows which counts."),
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


_WORDS = re.compile(r"[\w-]+(?:, *[\w-]+)*")
_BOOLEANS = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about one schema error, before it has a place."""

    code: str
    message: str
    hint: str
    path: KeyPath
    at_key: bool = False


def sentences(errors: Iterable[Any]) -> Iterator[Said]:
    """What to say about jsonschema's `ValidationError`s of one document: one sentence a value, one a missing field."""
    order = {keyword: number for number, keyword in enumerate(SENTENCES)}
    told: set[KeyPath] = set()
    for error in sorted(errors, key=lambda error: order.get(error.validator, len(order))):
        for said in SENTENCES.get(error.validator, _unfit)(error):
            if said.code == "S001":
                yield said
            elif said.path not in told:
                told.add(said.path)
                yield said


def _unfit(error: Any) -> Iterator[Said]:
    yield Said("S003", f"{_subject(error)} does not fit", _purpose(error.schema), _path(error))


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
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else f"{value[:57]}…")
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _missing(error: Any) -> Iterator[Said]:
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    meant = _unknown_names(error).values()
    # jsonschema reports each missing name on its own and quotes it at the start of its message.
    for name in error.validator_value:
        if error.message.startswith(repr(name)) and name not in meant:
            field = schema.get("properties", {}).get(name, {})
            where = "" if not error.absolute_path else f" in {_subject(error)}"
            yield Said("S001", f"the field {name!r} is missing{where}", _purpose(field), _path(error))


def _unknown_names(error: Any) -> dict[str, str]:
    """The names in a group that its schema does not know, each with the missing field that was probably meant, or nothing."""
    fields, instance = error.schema.get("properties", {}), error.instance
    unsaid = [name for name in fields if name not in instance]
    found: dict[str, str] = {}
    for name in instance:
        if name not in fields and not any(re.search(pattern, name) for pattern in error.schema.get("patternProperties", {})):
            close = get_close_matches(name.lower(), unsaid, n=1, cutoff=0.6)
            found[name] = close[0] if close else ""
    return found


def _unknown(error: Any) -> Iterator[Said]:
    for name, meant in _unknown_names(error).items():
        hint = f"Did you mean {meant!r}?" if meant else f"Known here: {', '.join(error.schema.get('properties', {}))}."
        if not meant and "patternProperties" in error.schema:
            hint += " To keep it for another tool, put x- before it."
        yield Said("S002", f"no field is called {_short(name)} here", hint, (*_path(error), name), at_key=True)


def _wrong_kind(error: Any) -> Iterator[Said]:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    if error.instance is None:
        yield Said("S003", f"{_subject(error)} has no value", f"Write one. {_purpose(error.schema)}", _path(error))
        return
    kinds = " or ".join(_KINDS[kind] for kind in wanted)
    hint = _cure(error.instance, wanted) or _purpose(error.schema)
    yield Said("S003", f"{_subject(error)} must be {kinds}, not {_short(error.instance)}", hint, _path(error))


def _cure(value: Any, wanted: list[str]) -> str:
    """How to write `value` as the kind that is wanted, where that is clear."""
    if "string" in wanted and isinstance(value, bool | int | float):
        return "Put it in quotes to make it text."
    if "string" in wanted and isinstance(value, Mapping) and len(value) == 1:
        return "A colon and a space make a key of the words before them. Put the whole text in quotes."
    if wanted == ["array"] and isinstance(value, str) and _WORDS.fullmatch(value):
        return f"Write it as a list: [{value}]"
    if wanted == ["integer"] and isinstance(value, str) and value.isascii() and value.isdecimal():
        return f"Write it without quotes: {value}"
    if wanted == ["boolean"] and isinstance(value, str) and value.lower() in _BOOLEANS:
        return f"Write {_BOOLEANS[value.lower()]}, without quotes."
    return ""


def _no_choice(error: Any) -> Iterator[Said]:
    if error.instance is None:
        return  # it is told that there is no value
    choices = [str(choice) for choice in error.validator_value]
    close = get_close_matches(str(error.instance).lower(), choices, n=1, cutoff=0.6)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    yield Said(
        "S004", f"{_short(error.instance)} is not a choice for {_subject(error)}", f"{hint}It may be: {', '.join(choices)}.", _path(error)
    )


def _wrong_shape(error: Any) -> Iterator[Said]:
    yield Said("S005", f"{_subject(error)} cannot be written {_short(error.instance)}", _purpose(error.schema), _path(error))


def _counted(code: str, one: str, many: str, limit: str) -> Callable[[Any], Iterator[Said]]:
    def say(error: Any) -> Iterator[Said]:
        count, bound = len(error.instance), error.validator_value
        message = f"{_subject(error)} has {count:,} {one if count == 1 else many}, but {limit} {bound:,}"
        if not count:
            message = f"{_subject(error)} is empty, but {limit} {bound:,} {one if bound == 1 else many}"
        yield Said(code, message, _purpose(error.schema), _path(error))

    return say


def _out_of_range(limit: str) -> Callable[[Any], Iterator[Said]]:
    def say(error: Any) -> Iterator[Said]:
        message = f"{_subject(error)} is {_short(error.instance)}, but {limit} {error.validator_value}"
        yield Said("S008", message, _purpose(error.schema), _path(error))

    return say


def _twice(error: Any) -> Iterator[Said]:
    seen: list[Any] = []
    for index, entry in enumerate(error.instance):
        if entry in seen:
            what = _short(entry) if isinstance(entry, str) else "this entry"
            message = f"{what} is already in {_subject(error)}"
            yield Said("S009", message, "Keep one of the two.", (*_path(error), index))
        seen.append(entry)


def _no_correct_answer(error: Any) -> Iterator[Said]:
    # `correct: yes` was meant as a right answer, and is called wrong where it stands.
    if any(isinstance(answer, Mapping) and not isinstance(answer.get("correct", False), bool) for answer in error.instance):
        return
    yield Said("S010", "no answer of this question is correct", "Write `correct: true` under the right one.", _path(error))


def _ways(error: Any) -> Iterator[Said]:
    """Which of several fields must be there, of which `oneOf` asks for exactly one."""
    if not isinstance(error.instance, Mapping):
        return  # it is told that this is no group
    ways = [way["required"][0] for way in error.validator_value]
    written = [name for name in error.instance if name in ways]
    if not written and not set(ways) & set(_unknown_names(error).values()):
        yield Said("S012", f"{_subject(error)} has no way to answer it", f"Write one of: {', '.join(ways)}.", _path(error))
    elif written:
        message = f"a question is answered in one way, but here are {' and '.join(map(repr, written))}"
        yield Said("S012", message, "Keep one of them, or make two questions.", (*_path(error), written[1]), at_key=True)


SENTENCES: dict[str, Callable[[Any], Iterator[Said]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "enum": _no_choice,
    "type": _wrong_kind,
    "pattern": _wrong_shape,
    "minLength": _counted("S006", "character", "characters", "needs at least"),
    "maxLength": _counted("S006", "character", "characters", "may have no more than"),
    "minItems": _counted("S007", "entry", "entries", "needs at least"),
    "maxItems": _counted("S007", "entry", "entries", "may have no more than"),
    "minProperties": _counted("S007", "field", "fields", "needs at least"),
    "minimum": _out_of_range("must be at least"),
    "maximum": _out_of_range("may be no more than"),
    "uniqueItems": _twice,
    "contains": _no_correct_answer,
    "oneOf": _ways,
}
"""Which function says what a failed keyword means; of two about one value the first counts. A test insists that every
keyword of the schemas is here."""
