"""The known word that was probably meant, and a fix that puts it in place of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from peerlore.model.documents import Document
from peerlore.model.findings import Fix

_LONGEST = 64
_CUTOFF = 0.6


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that `word` looks most like, or empty where none is near.

    That is what `difflib.get_close_matches` answers, which compares each pair letter by letter; here, those that have most
    letters in common come first, and whoever has fewer of them than the best has in order is not looked at.

    >>> nearest("facilitate", ["facilitating", "mentoring"]), nearest("singing", ["mentoring"])
    ('facilitating', '')
    """
    if not 0 < len(word) <= _LONGEST:
        return ""
    word = word.lower()
    long, letters = len(word), list(Counter(word).items())
    alike = [name for name in known if 2 * min(long, len(name)) >= _CUTOFF * (long + len(name))]
    bounds = [(2 * sum([min(count, name.count(letter)) for letter, count in letters]) / (long + len(name)), name) for name in alike]
    matcher = SequenceMatcher(None, "", word)
    best = (_CUTOFF, "")
    for bound, name in sorted([one for one in bounds if one[0] >= _CUTOFF], reverse=True):
        if bound < best[0]:
            break
        matcher.set_seq1(name)
        best = max(best, (matcher.ratio(), name))
    return best[1]


def instead(document: Document, path: tuple[str | int, ...], text: str) -> Fix | None:
    """The guess that `text` was meant where the value at `path` stands; None where there is no guess or no place for it."""
    end = document.end(*path)
    return Fix(document.place(*path), end, text, sure=False) if text and end else None
