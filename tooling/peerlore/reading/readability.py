"""How easily a text reads, by the formulas that its language has. Knows nothing of what is good or bad.

English: Flesch's reading ease, 206.835 - 1.015 words a sentence - 84.6 syllables a word (J. Applied Psychology 32, 1948).
French: its adaptation by Kandel and Moles, 207 - 1.015 words a sentence - 73.6 syllables a word (Cahiers d'études de
radio-télévision 19, 1958). Both run from 0, very hard, to 100, very easy.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

FEWEST_WORDS = 200
"""Fewer say little about a text: the formulas were made with passages of 100 words and several of them."""

_BLOCK = re.compile(r"\n[ \t>]*\n|\n[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_NO_SENTENCE = re.compile(r"^[ \t>]*(?:[#|<{=]|!!!|\?\?\?|:?-{2,}|\[[^\]\n]+\]:).*$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END = re.compile(r"(?<![.!?…:])[.!?…:]++(?=[\"'”’»)\]*_\s]|$)")
_SHORTEST_BLOCK = 4

# A syllable for each group of vowels, but for letters that are silent at the end of a word.
_ENGLISH = re.compile(
    r"[aiouy][aeiouy]*|e(?!(?:s|d|ly|ment|ful|less)?(?![a-z]))[aeiouy]*|(?<=[^aeiouyl]l)es?(?![a-z])|(?<=[td])ed(?![a-z])|(?<=[cghsxz])es(?![a-z])"
)
_FRENCH = re.compile(
    r"[éèêë](?:u(?![a-zà-ÿ])|i)?|[aiouyàâîïôûùœæ](?:[aeiouyâîôûùœ](?!s?(?![a-zà-ÿ]))|[iu](?!e))*|e(?!(?:s|(?<!me)nt)?(?![a-zà-ÿ]))[aiuoy]*"
)


@dataclass(frozen=True, slots=True)
class Ease:
    """How easily a text reads, from 0 (very hard) to 100 (very easy), and what the figure was made of."""

    score: float
    words: int
    sentences: int


def reading_ease(prose: str, language: str) -> Ease | None:
    """The ease of a body's sentences, code and addresses blanked out; None without a formula, or for too few words.

    >>> ease = reading_ease("Look at the scale and turn. " * 50, "en")
    >>> round(ease.score), ease.words, ease.sentences
    (116, 300, 50)
    >>> reading_ease("Look at the scale and turn. " * 50, "de"), reading_ease("Look at the scale.", "en")
    (None, None)
    """
    formula = _FORMULAS.get(language)
    if formula is None:
        return None
    syllable, start, weight = formula
    words: Counter[str] = Counter()
    sentences = 0
    for block in _BLOCK.split(_NO_SENTENCE.sub("", prose)):
        found = _WORD.findall(block)
        if len(found) >= _SHORTEST_BLOCK:
            words.update(found)
            sentences += max(1, len(_END.findall(block.rstrip())))
    total = words.total()
    if total < FEWEST_WORDS:
        return None
    syllables = sum(many * max(1, len(syllable.findall(word.lower()))) for word, many in words.items())
    return Ease(start - 1.015 * total / sentences - weight * syllables / total, total, sentences)


_FORMULAS = {"en": (_ENGLISH, 206.835, 84.6), "fr": (_FRENCH, 207.0, 73.6)}
