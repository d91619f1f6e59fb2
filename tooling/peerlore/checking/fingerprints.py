"""What two texts have in common, found without comparing every text with every other.

A fingerprint is the hash of eight words in a row. Of every text only those are kept that begin with an anchor, a word
that its own hash chooses, about one in five: the same passage has the same anchors wherever it stands. datasketch's
MinHash finds alike texts too, but takes more than a second to import and about twenty times as long for a page, and
does not say which passage is the same. The idea is that of "Winnowing" (Schleimer, Wilkerson and Aiken, 2003), with
anchors in place of windows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from zlib import crc32

from peerlore.reading.words import encoded_words_of, word_spans, words_of

_ROW = 8
"""Words in a fingerprint: short enough to survive small edits, long enough that no two authors write them by chance."""

_ONE_IN = 5
_GAP = 120
"""Characters between two words of one passage at most."""

_MOST_TEXTS = 20
"""A passage that stands in more texts than this makes none of them alike."""

_FORM = 5
"""Words that stand in more texts than this are a notice or a form, such as what every page says about its licence."""


class _Anchors(dict[bytes, bool]):
    """Whether a word is an anchor; decided once a word."""

    def __missing__(self, word: bytes) -> bool:
        self[word] = chosen = crc32(word) % _ONE_IN == 0
        return chosen


_anchors = _Anchors()


def fingerprints(text: str) -> dict[int, int]:
    """The fingerprints of a text, each with the number of the word at which it first stands. A pure function of the text."""
    words = encoded_words_of(text)
    found: dict[int, int] = {}
    for index in [index for index, word in enumerate(words[: 1 - _ROW]) if _anchors[word]]:
        found.setdefault(crc32(b" ".join(words[index : index + _ROW])), index)
    return found


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that stands in two texts word for word: its number of words, how many of them are no form, as far as
    fingerprints tell, and where it begins and ends in each text, in characters."""

    words: int
    own_words: int
    here: tuple[int, int]
    there: tuple[int, int]


class Likeness:
    """Which texts have fingerprints in common, given the prints of each by file. With `among`, only these files are asked about."""

    def __init__(self, texts: Mapping[str, Collection[int]], among: Iterable[str] | None = None) -> None:
        self._sizes = {file: len(prints) for file, prints in texts.items()}
        several: Set[int]
        if among is None:
            counts: Counter[int] = Counter()
            for prints in texts.values():
                counts.update(prints)
            several = {one for one, count in counts.items() if count > 1}  # most prints stand in one text only
        else:
            several = {one for file in among for one in texts.get(file, ())}
        self._common: dict[int, list[str]] = {}
        for file, prints in texts.items():
            for one in several.intersection(prints):
                self._common.setdefault(one, []).append(file)
        self._own: dict[str, list[int]] = {}
        for one, files in self._common.items():
            if len(files) <= _MOST_TEXTS:
                for file in files:
                    self._own.setdefault(file, []).append(one)

    def alike(self, file: str) -> dict[str, float]:
        """Texts that have more than a turn of phrase in common with `file`, each with the share of the shorter one that both have."""
        counts = Counter(other for one in self._own.get(file, ()) for other in self._common[one] if other != file)
        return {other: count / min(self._sizes[file], self._sizes[other]) for other, count in counts.items() if count > 1}

    def is_form(self, one: int) -> bool:
        """Whether the words of a fingerprint stand in so many texts that they are a form."""
        return len(self._common.get(one, ())) > _FORM


def shared_passages(here: str, there: str, likeness: Likeness) -> list[Shared]:
    """The passages of at least eight words that stand in both texts, in the order of `here`. They end where something long
    stands between two words, such as code that was blanked out."""
    ours, theirs = words_of(here), words_of(there)
    known = fingerprints(there)
    spans_here, spans_there = list(word_spans(here)), list(word_spans(there))
    gaps = {index for index in range(1, len(ours)) if spans_here[index][0] - spans_here[index - 1][1] > _GAP}
    found: list[Shared] = []
    done = 0
    prints = fingerprints(here)
    starts, forms = list(prints.values()), [likeness.is_form(one) for one in prints]
    for one, at in prints.items():
        if one not in known or at < done:
            continue
        start, end, shift = at, at, known[one] - at
        while start > done and start + shift > 0 and start not in gaps and ours[start - 1] == theirs[start - 1 + shift]:
            start -= 1
        while end < len(ours) and end not in gaps and end + shift < len(theirs) and ours[end] == theirs[end + shift]:
            end += 1
        if end - start >= _ROW and end > at:
            place = (spans_here[start][0], spans_here[end - 1][1]), (spans_there[start + shift][0], spans_there[end - 1 + shift][1])
            rows = forms[bisect_left(starts, start) : bisect_left(starts, end)]
            found.append(Shared(end - start, (end - start) * rows.count(False) // len(rows), *place))
            done = end
    return found
