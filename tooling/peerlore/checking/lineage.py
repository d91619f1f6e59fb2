"""Whether two texts are the same page, before and after somebody worked on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from peerlore.reading.words import words_of

_ROW = 4
"""Words that stand in a row in both texts: two authors seldom write the same four, an edited page keeps most of them."""

_SAME = 0.5
"""The share of the longer text that both have; git calls a file renamed from the same share on."""

_MOST_TEXTS = 20
"""A row that stands in more texts than this is a form that all of them fill in, and tells nothing of where a page comes from."""

_Rows = frozenset[tuple[str, ...]]


def is_same_page(text: str, other: str) -> bool:
    """Whether one text is the other after some work on it.

    >>> is_same_page("Ask one open question, wait for ten seconds.", "First: ask one open question, wait for ten seconds!")
    True
    """
    return _share(_rows(text), _rows(other)) >= _SAME


def old_names(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """For every new text that is an old one after some work, the name that it had; both by name."""
    before = {name: _rows(text) for name, text in old.items()}
    holders: dict[tuple[str, ...], list[str]] = {}
    for name, rows in before.items():
        for row in rows:
            holders.setdefault(row, []).append(name)
    found = {name: _likest(_rows(text), before, holders) for name, text in new.items()}
    return {name: source for name, source in found.items() if source}


def _likest(rows: _Rows, before: Mapping[str, _Rows], holders: Mapping[tuple[str, ...], list[str]]) -> str:
    names = {name for row in rows for name in _few(holders.get(row, ()))}
    shares = sorted((-_share(rows, before[name]), name) for name in names)
    return shares[0][1] if shares and -shares[0][0] >= _SAME else ""


def _few(names: Iterable[str]) -> Iterable[str]:
    names = tuple(names)
    return names if len(names) <= _MOST_TEXTS else ()


def _rows(text: str) -> _Rows:
    words = words_of(text)
    if len(words) < _ROW:
        return frozenset([tuple(words)] if words else ())
    return frozenset(zip(*(words[start:] for start in range(_ROW)), strict=False))


def _share(rows: _Rows, others: _Rows) -> float:
    return len(rows & others) / max(len(rows), len(others), 1)
