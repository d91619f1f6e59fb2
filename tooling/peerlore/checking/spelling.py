"""Slips of the pen in English: codespell's list of misspellings, narrowed down to what is surely none of an author's own words.

The list is read as text, without importing codespell: its module takes longer to import than all pages of a small library
take to check.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec

from peerlore.checking.vocabulary import EVERYDAY

WORD = re.compile(
    r"(?<![\w/@#.\\&$%^=:'’-])(?<!\w[*_)])(?<!\w[*_)]{2})[A-Za-z]{3,}(?<!in(?=['’]))(?![\w/@\\&$%^=]|['’-]\w|\.\w|:/|[*_)\]]{1,2}\w)"
)
"""A whole word of a sentence: no part of an address, a name with digits, a compound, a word with marks inside or one that is
spoken (`nothin'`)."""

# Short words are often names, units or words of another language; of those only slips of everyday words count.
_SHORT = 4
_NAME = 7
"""A capital may begin a name; only a word at least as long as this is then taken for a slip."""


def corrections(word: str) -> list[str]:
    """How a word of a sentence should be spelt, best first and in its own case; nothing where it may well be right.

    >>> corrections("recieve"), corrections("Recieves"), corrections("receive"), corrections("TEH"), corrections("delink")
    (['receive'], ['Receives'], [], [], [])
    """
    lower = word.lower()
    if lower not in misspellings() or not (word == lower or word == lower.capitalize()):
        return []
    found = [text.strip() for text in misspellings()[lower].split(",")]
    if len(found) > 1 and found.pop():
        return []  # behind the last comma stands why a correction should be looked at: it is right in some fields
    if len(lower) <= _SHORT and not (word == lower and len(found) == 1 and found[0] in EVERYDAY):
        return []
    if word != lower and len(lower) < _NAME:
        return []
    if not all(_is_slip(lower, text.lower()) for text in found):
        return []
    return found if word == lower else [text[:1].upper() + text[1:] for text in found]


def _is_slip(wrong: str, right: str) -> bool:
    """Fingers rarely miss the first letter; where it differs, as in `delink` and `unlink`, another word may be meant."""
    return wrong[0] == right[0] or sorted(wrong) == sorted(right)


@cache
def misspellings() -> dict[str, str]:
    """Every known misspelling with its corrections, as codespell's dictionary writes them."""
    spec = find_spec("codespell_lib")
    places = spec.submodule_search_locations if spec else None
    if spec is None or places is None:
        return {}
    text = spec.loader.get_data(f"{places[0]}/data/dictionary.txt").decode("utf-8")  # type: ignore[union-attr]
    return {wrong: right for line in text.splitlines() for wrong, _, right in (line.partition("->"),)}
