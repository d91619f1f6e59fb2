"""Something to do: where on a page readers practise, how long that takes, and how long they read before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peerlore.checking.entries import groups
from peerlore.checking.prose import line_starts
from peerlore.model.documents import Document
from peerlore.model.findings import Finding

WORDS_A_MINUTE = 200
"""How fast people read to learn; silent reading of easy texts is about 240 (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""

LONGEST_STRETCH = 1200
"""Words: six minutes of reading, about as long as attention holds without something to do."""

_BOXES = frozenset(("try", "exercise"))
_HEADING = re.compile(
    r"(?:try (?:it|this)|exercises?|practi[cs]e|your turn|hands.on|exercices?|à vous|à votre tour|entraînez-vous|mise en pratique)\b",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(\d{1,3})\s*(?:(?P<minutes>min(?:ute)?s?)|h(?:ours?|eures?|rs?)?)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ADDRESS = re.compile(r"https?://[^\s)>]+")
# Languages that put no space between words, so that words cannot be counted.
_NO_SPACES = frozenset(("ja", "km", "lo", "my", "th", "zh"))
_DONE_RATHER_THAN_READ = ("checklist", "exercise", "tutorial", "video")
_SHORT_BY, _LONG_BY = 0.5, 3
_ALWAYS_SHORT, _ALWAYS_LONG = 3, 15


def is_learned_from(document: Document) -> bool:
    """Whether a page is there to learn from: a module in use, and no reference in which one looks things up."""
    meta = document.meta
    return document.kind == "module" and meta.get("status") != "retired" and meta.get("format") != "reference"


def practices(document: Document) -> Iterator[int]:
    """The offsets in the body at which readers are asked to do something, in order."""
    spots = [block.offset for block in document.outline.blocks if block.kind in _BOXES]
    marked = [heading for heading in document.outline.headings if _HEADING.match(heading.text)]
    if marked:
        starts = line_starts(document.body)
        spots += [starts[heading.line - document.body_line] for heading in marked]
    yield from sorted(spots)


def duration_fits_the_text(document: Document) -> Iterator[Finding]:
    """The duration must fit the text and what there is to try.

    Readers plan with it. The estimate is one minute for 200 words, one for each question of the quiz, and what the boxes
    to try announce, as in `"Try it (10 min)"`. Only less than half or more than three times of it is told; tutorials,
    checklists, exercises and videos may take as long as they like.
    """
    duration, meta = document.meta.get("duration"), document.meta
    if not isinstance(duration, int) or document.kind != "module" or meta.get("status") == "retired" or document.language in _NO_SPACES:
        return
    trying = sum(map(_minutes, (block.title for block in document.outline.blocks if block.kind in _BOXES)))
    asked = sum(1 for _, entry in groups(document, "quiz") if not entry.get("after"))
    # A rough count with a margin spares most pages the exact one.
    rough = document.outline.words / WORDS_A_MINUTE + trying + asked
    if 1.2 * _SHORT_BY * rough <= duration <= _LONG_BY * rough / 2 + _ALWAYS_LONG:
        return
    words = _count(document.outline.prose)
    estimate = words / WORDS_A_MINUTE + trying + asked
    most = _LONG_BY * (_count(document.body) / WORDS_A_MINUTE + trying + asked) + _ALWAYS_LONG
    too_short = meta.get("format") != "video" and duration < _SHORT_BY * estimate and estimate - duration > _ALWAYS_SHORT
    too_long = meta.get("format") not in _DONE_RATHER_THAN_READ and duration > most
    if too_short or too_long:
        message = (
            f"{duration} {'minute is' if duration == 1 else 'minutes are'} announced, but this page takes about {round(estimate) or 1}"
        )
        parts = [f"{words:,} words at {WORDS_A_MINUTE} a minute"]
        parts += [f"{trying} minutes to try"] if trying else []
        parts += [f"a minute for each question of the quiz ({asked})"] if asked else []
        hint = f"The estimate counts {', '.join(parts)}. Write what a colleague really needs."
        yield Finding(document.place("duration"), "T007", message, hint, "warning")


def practice_comes_soon(document: Document) -> Iterator[Finding]:
    """A text should not go on for more than 1,200 words before there is something to do.

    After some minutes of reading, people remember what they did rather than what they read. Move a box to try further up,
    or make two modules of one.
    """
    if not is_learned_from(document) or document.outline.words <= LONGEST_STRETCH or document.language in _NO_SPACES:
        return
    spots = list(practices(document))
    if not spots and "quiz" not in document.meta:
        return  # T003 says that there is nothing to do at all
    start = 0
    for end in (*spots, len(document.outline.prose)):
        words = _count(document.outline.prose[start:end])
        if words > LONGEST_STRETCH:
            message = f"from here on there are {words:,} words without anything to do"
            hint = "Move a box `!!! try` further up, or make two modules of one."
            yield Finding(document.place_at(start), "T008", message, hint, "notice")
        start = end


def _count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(_ADDRESS.sub("", text)))


def _minutes(title: str) -> int:
    match = _MINUTES.search(title)
    return int(match[1]) * (1 if match["minutes"] else 60) if match else 0
