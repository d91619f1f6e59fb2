"""The nearest word is the one that difflib finds, only sooner."""

from __future__ import annotations

from difflib import get_close_matches

from hypothesis import given, settings
from hypothesis import strategies as st

from peerlore.checking.nearest import nearest

WORDS = st.text("abc-ABCé", max_size=12) | st.text(max_size=70)


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(WORDS, st.lists(WORDS, max_size=12))
def test_it_is_the_one_that_difflib_finds(word: str, known: list[str]) -> None:
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.6) if len(word) <= 64 else []
    assert nearest(word, known) == (close[0] if close else "")
