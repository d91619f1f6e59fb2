"""From one foreign document and the recipes of one field to a value: pure, and honest about what it could not use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from peerlore.importing.fields import Fields
from peerlore.importing.foreign import ForeignDocument, text_of
from peerlore.importing.mapping import Recipe, Template

WORDS_A_MINUTE = 200
_LONGEST_DURATION = 480
_LONGEST_PIECE = 2000
"""Characters of one entry that a pattern may see: a pattern can need time that grows with a power of the length."""

# Latin letters that Unicode does not take apart into a letter and a mark.
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})

FindModule = Callable[[str], tuple[str | None, str]]
"""From a file name, path or id to the id of the module that came of it; without one, why there is none."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something of a foreign value that its field could not take: the key it came from, and why."""

    key: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The value of a field (None: there is none), the keys whose whole value can be read in it, and what was left."""

    value: Any = None
    carried: frozenset[str] = frozenset()
    left: tuple[Left, ...] = ()


@dataclass(slots=True)
class _Cooking:
    """What one recipe has made so far."""

    recipe: Recipe
    document: ForeignDocument
    find_module: FindModule
    left: list[Left] = field(default_factory=list)


def cook(name: str, recipes: tuple[Recipe, ...], document: ForeignDocument, fields: Fields, find_module: FindModule) -> Outcome:
    """The value of the field `name`: that of the first recipe which gives one that fits.

    What the recipes before it could not use counts only where none gives a value.
    """
    left: tuple[Left, ...] = ()
    for recipe in recipes:
        outcome = _cook_one(name, recipe, document, fields, find_module)
        if outcome.value is not None:
            return outcome
        left += outcome.left
    return Outcome(left=left)


def _cook_one(name: str, recipe: Recipe, document: ForeignDocument, fields: Fields, find_module: FindModule) -> Outcome:
    cooking = _Cooking(recipe, document, find_module)
    value, sources = _source(recipe, document)
    whole = all(_has_text(document.value(key)) for key in sources) or fields.shape(name) in ("any", "list")
    if value is not None and recipe.works_on_text:
        value, whole = _work(cooking, value, sources, fields.shape(name) == "list")
    if value is not None:
        shaped = fields.bring_into_shape(name, value)
        if fields.fits(name, shaped):
            return Outcome(shaped, frozenset(sources if whole else ()), tuple(cooking.left))
        key = next((key for key in sources if document.value(key) is not None), "")
        cooking.left.append(Left(key, *fields.complaint(name, shaped)))
    if recipe.default is not None:
        return Outcome(fields.bring_into_shape(name, recipe.default))  # the map's author foresaw it
    return Outcome(left=tuple(cooking.left))


def _source(recipe: Recipe, document: ForeignDocument) -> tuple[Any, tuple[str, ...]]:
    """The value that a recipe starts from, and the foreign keys it was taken from."""
    if recipe.template:
        return _fill(recipe.template, document), recipe.template.names
    if recipe.estimate:
        return min(max(1, -(-document.outline.words // WORDS_A_MINUTE)), _LONGEST_DURATION), ()
    for key in recipe.keys:
        value = document.value(key)
        if value is not None:
            return value, (key,)
    return recipe.constant, ()


def _fill(template: Template, document: ForeignDocument, entry: str | None = None) -> str | None:
    """The sentence with its keys filled in; None where one of them has no value."""
    pieces = list(template.pieces)
    for index in range(1, len(pieces), 2):
        name = pieces[index]
        text = entry if name == "value" and entry is not None else document.text(name)
        if text is None:
            return None
        pieces[index] = text
    return "".join(pieces)


def _work(cooking: _Cooking, value: Any, sources: tuple[str, ...], many: bool) -> tuple[Any, bool]:
    """Entry by entry through the steps; also whether each entry's whole text stands in what became of it."""
    recipe = cooking.recipe
    entries = list(_entries(value, recipe.split))
    results: list[Any] = []
    whole = _has_text(value) and (isinstance(value, list) or bool(recipe.split) or entries == [text_of(value)])
    for entry in entries:
        if any(pattern.fullmatch(entry) for pattern in recipe.skip):
            whole = False
            continue
        result = _steps(cooking, entry, sources[0] if sources else "")
        whole = whole and isinstance(result, str) and entry in result
        if result is not None and result not in results:
            results.append(result)
    if not results:
        return None, False
    return (results, whole) if many else (results[0], whole and len(results) == 1)


def _entries(value: Any, separator: str) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        text = text_of(entry)
        if text is not None:
            pieces = text.split(separator) if separator else [text]
            yield from (piece.strip() for piece in pieces if piece.strip())


def _steps(cooking: _Cooking, entry: str, key: str) -> Any:
    recipe = cooking.recipe
    value = _translated(recipe, entry)
    if value is None:
        cooking.left.append(Left(key, f"{_shown(entry)} fits no pattern and stands in no table", "Add it to the map."))
    if not isinstance(value, str):
        return value
    if recipe.each:
        value = _fill(recipe.each, cooking.document, value) or ""
    if recipe.slug:
        value = slug(value, "_" if recipe.slug == "handle" else "")
        if not value:
            cooking.left.append(Left(key, f"{_shown(entry)} has no letter that an address can carry", "Add it to the table of the map."))
            return None
    if recipe.modules:
        found, why = cooking.find_module(value)
        if found is None:
            cooking.left.append(Left(key, f"{_shown(value)} {why}", "The whole value is kept under its `x-` key."))
        return found
    return shorten(value, recipe.cut) if recipe.cut else value


def _translated(recipe: Recipe, entry: str) -> Any:
    """What patterns and table make of an entry; None where they do not know it and it is not to be kept."""
    if not recipe.patterns and not recipe.table:
        return entry
    value: Any = entry
    found = None
    if recipe.patterns and len(entry) <= _LONGEST_PIECE:
        found = next((match for match in (pattern.search(entry) for pattern in recipe.patterns) if match), None)
        value = _taken(found).strip() if found else entry
    known = recipe.table.get(value)
    if known is not None:
        return known
    if recipe.keep or (found and not recipe.table):
        return value or None
    return None


def _taken(match: re.Match[str]) -> str:
    """The part of a match that counts: its group called `value`, else the first group, else all of it."""
    groups = match.groupdict()
    if "value" in groups:
        return groups["value"] or ""
    return next((group for group in match.groups() if group), match.group())


def _has_text(value: Any) -> bool:
    """Whether `text_of` says all that there is."""
    if isinstance(value, list):
        return all(_has_text(entry) and entry is not None for entry in value)
    return not isinstance(value, dict)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}…")


def slug(text: str, joint: str = "") -> str:
    """`text` in lower-case ASCII letters and digits with single hyphens between; `joint` may stand between them as well.

    >>> slug("Écrire — à deux"), slug("Paweł_B", "_"), slug("日本")
    ('ecrire-a-deux', 'pawel_b', '')
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LATIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[-_]{2,}", "-", re.sub(rf"[^a-z0-9{joint}]+", "-", plain)).strip("-_")


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` characters: cut after a word, with an ellipsis.

    >>> shorten("Say what you saw", 11)
    'Say what…'
    """
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    if not text[limit - 1].isspace() and " " in head.strip():
        head = head.rpartition(" ")[0]
    return head.rstrip(" ,;:.–—-") + "…"
