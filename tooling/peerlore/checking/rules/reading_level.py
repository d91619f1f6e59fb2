"""How hard a text is to read, where its language has a formula for it."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.checking.prose import plain_prose
from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Place
from peerlore.reading.readability import FEWEST_WORDS, reading_ease

HARD = 30
"""Below this figure Flesch calls a text "very difficult"; scientific journals read like that."""
# Far from hard: so many characters a word with the space behind it, so many words a full stop. Tells most pages apart
# in a hundredth of the time.
_SHORT_WORDS, _SHORT_SENTENCES = 6.3, 30


def text_reads_easily(document: Document) -> Iterator[Finding]:
    """A text should not be as hard to read as a scientific journal.

    The figure runs from 0 to 100 and is made of the length of sentences and words: Flesch's reading ease for English,
    that of Kandel and Moles for French. Colleagues who read in a second language, or late in the day, give up first.
    Split the longest sentences and prefer short words; the figure cannot tell whether a text is clear.
    """
    words, prose = document.outline.words, document.outline.prose
    if words < FEWEST_WORDS or (len(prose) < _SHORT_WORDS * words and words < _SHORT_SENTENCES * prose.count(".")):
        return
    ease = reading_ease(plain_prose(prose), document.language)
    if ease and ease.score < HARD:
        message = f"this text is hard to read: {max(0, round(ease.score))} of 100"
        hint = f"Its sentences have {ease.words / ease.sentences:.0f} words on average; split the longest and take shorter words."
        yield Finding(Place(document.file, document.body_line), "T010", message, hint, "notice")
