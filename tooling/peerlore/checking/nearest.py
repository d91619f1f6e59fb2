"""The known word that was probably meant, and a fix that puts it in place of the other."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from peerlore.model.documents import Document
from peerlore.model.findings import Fix

_LONGEST = 64


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that `word` looks most like, or empty where none is near.

    >>> nearest("facilitate", ["facilitating", "mentoring"]), nearest("singing", ["mentoring"])
    ('facilitating', '')
    """
    close = get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.6) if len(word) <= _LONGEST else []
    return close[0] if close else ""


def instead(document: Document, path: tuple[str | int, ...], text: str) -> Fix | None:
    """The guess that `text` was meant where the value at `path` stands; None where there is no guess or no place for it."""
    end = document.end(*path)
    return Fix(document.place(*path), end, text, sure=False) if text and end else None
