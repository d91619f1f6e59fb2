"""How far a translation is behind: what happened in its source since, told at the spots of the translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from peerlore.checking.fates import Fate, find_fates
from peerlore.model.documents import Document
from peerlore.model.findings import Place
from peerlore.reading.wording import FIELDS, MOST, NOTHING, Wording, read_wording


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened in a source: where a translation feels it, a sentence, and the line of the source to read."""

    place: Place
    sentence: str
    line: int


class Lag:
    """What happened in `source` since `then`, when `translation` was made of it."""

    def __init__(self, translation: Document, source: Document, then: Wording) -> None:
        self._translation, self._source = translation, source
        self._then, self._now = then, read_wording(source)
        self._headings = translation.outline.headings[:MOST]
        self._fates = find_fates(then.sections, self._now.sections) if then != self._now else []

    @property
    def explains_headings(self) -> bool:
        """Whether the translation has other headings than its source only because it has those of then."""
        return self._is_as_then and any(fate.reorders for fate in self._fates)

    @property
    def news(self) -> Iterator[News]:
        """Everything that happened: to the fields, to the opening, then to the sections as they stand now, then to those gone."""
        if self._then == self._now:
            return
        if not self._something_stands:
            yield News(self._record, "nothing in the source is as it was when this translation was made", 1)
            return
        yield from self._of_fields()
        if self._then.opening != self._now.opening:
            what = "what stands above its first heading" if self._now.sections else "its text"
            yield News(_start(self._translation), f"the source has changed {what}", _start(self._source).line)
        for fate in self._fates:
            if fate.now is not None and not fate.stands:
                yield News(self._place(fate, fate.now), self._sentence(fate, fate.now), self._now.headings[fate.now].line)
        yield from self._of_gone()

    def _of_fields(self) -> Iterator[News]:
        for name in FIELDS:
            translated = name in self._translation.meta
            # A quiz may be left out, and one that is not there cannot be behind.
            if self._then.fields[name] != self._now.fields[name] and (translated or name != "quiz"):
                place = self._translation.key_place(name) if translated else self._record
                yield News(place, f"the source has changed its {name}", self._source.key_place(name).line)

    def _of_gone(self) -> Iterator[News]:
        """Where the translation still has all sections, each that is gone has its place; else they are counted."""
        places = {fate.then: fate.now for fate in self._fates if fate.then is not None and fate.now is not None}
        unplaced: Counter[int] = Counter()
        for gone in (fate.then for fate in self._fates if fate.then is not None and fate.now is None):
            above = next((places[number] for number in range(gone - 1, -1, -1) if number in places), -1)
            if self._is_as_then:
                yield News(self._at(gone), "the source has taken out the passage below this heading", self._line(above))
            else:
                unplaced[above] += 1
        for above, count in unplaced.items():
            passages = "a passage" if count == 1 else f"{count} passages"
            yield News(self._record, f"the source has taken out {passages} {self._behind(above)}", self._line(above))

    def _sentence(self, fate: Fate, now: int) -> str:
        passage, behind = repr(self._now.headings[now].text), self._behind(now - 1)
        if fate.then is None:
            return f"the source has a new passage {passage}, {behind}"
        if not (fate.text or fate.heading):
            return f"the source has moved its passage {passage}, which now stands {behind}"
        moved = f", which now stands {behind}" if fate.moved else ""
        if not fate.text:
            return f"the source has changed the heading of a passage to {passage}{moved}"
        what = "written a passage anew, now" if fate.heading else "changed its passage"
        return f"the source has {what} {passage}{moved}"

    def _place(self, fate: Fate, now: int) -> Place:
        """Where the translation has a section, or the one behind which it should begin."""
        if self._is_as_then:
            above = [other.then for other in self._fates[: now + 1] if other.then is not None]
            return self._at(above[-1]) if above else _start(self._translation)
        return self._at(now) if len(self._headings) == len(self._now.sections) else self._record

    def _at(self, number: int) -> Place:
        heading = self._headings[number]
        return Place(self._translation.file, heading.line, heading.column)

    def _behind(self, above: int) -> str:
        return f"behind {self._now.headings[above].text!r}" if above >= 0 else "in front of all other headings"

    def _line(self, above: int) -> int:
        return self._now.headings[above].line if above >= 0 else _start(self._source).line

    @property
    def _is_as_then(self) -> bool:
        """Whether the translation has a heading for each that the source had then. Nothing tells more about it than their number."""
        return len(self._headings) == len(self._then.sections)

    @property
    def _something_stands(self) -> bool:
        # Most modules have no quiz and some no opening, so that two of them have that in common.
        fields = any(self._then.fields[name] == self._now.fields[name] for name in FIELDS if name != "quiz")
        opening = NOTHING != self._then.opening == self._now.opening
        return fields or opening or any(None not in (fate.then, fate.now) and not fate.text for fate in self._fates)

    @property
    def _record(self) -> Place:
        return self._translation.place("source")


def _start(document: Document) -> Place:
    """Where the text of a body begins."""
    return document.place_at(len(document.body) - len(document.body.lstrip()))
