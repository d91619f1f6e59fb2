"""Two sequences of sections, known by their digests alone: what became of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from peerlore.reading.wording import NOTHING, Section


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a section: its number `then` and its number `now`, counted from 0; None where it was not there.

    `text` and `heading` say which of the two changed, `moved` that it stands behind others than before.
    """

    then: int | None
    now: int | None
    text: bool = False
    heading: bool = False
    moved: bool = False

    @property
    def stands(self) -> bool:
        """Whether the section is as it was."""
        return None not in (self.then, self.now) and not (self.text or self.heading or self.moved)

    @property
    def reorders(self) -> bool:
        """Whether other headings follow each other because of it."""
        return self.moved or None in (self.then, self.now)


def find_fates(then: Sequence[Section], now: Sequence[Section]) -> list[Fate]:
    """The fates of the sections of now, in their order, and behind them those of the sections that are gone.

    Two sections are one if they have heading and text in common, else the text, else the heading. If between the same
    neighbours as many are left as there are new ones, those were written anew.

    >>> one, two, three = Section("bbb", "bbbbb"), Section("ccc", "ccccc"), Section("ddd", "ddddd")
    >>> [(fate.then, fate.now) for fate in find_fates([one, two], [three, one, two])]
    [(None, 0), (0, 1), (1, 2)]
    >>> find_fates([one, two], [one, Section("ccc", "fffff")])[1]
    Fate(then=1, now=1, text=True, heading=False, moved=False)
    """
    same = _same(then, now)
    ours = {old: new for new, old in same.items()}
    # Both sides by the numbers of now; what the other side has not is a number that it has not.
    before = [ours.get(old, -1) for old in range(len(then))]
    after = [new if new in same else -2 for new in range(len(now))]
    moved: set[int] = set()
    for what, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        moved.update(new for new in after[first:last] if new in same)
        left = [old for old in range(start, end) if old not in ours]
        fresh = [new for new in range(first, last) if new not in same]
        if len(left) == len(fresh):
            same.update(zip(fresh, left, strict=True))
    gone = sorted(set(range(len(then))) - set(same.values()))
    return [_fate(then, now, same.get(new), new, new in moved) for new in range(len(now))] + [Fate(old, None) for old in gone]


def _same(then: Sequence[Section], now: Sequence[Section]) -> dict[int, int]:
    """The number then of every section of now that is found again; of several alike, each has one in order."""
    same: dict[int, int] = {}
    ways: tuple[Callable[[Section], object], ...] = (lambda section: section, lambda section: section.text, lambda section: section.name)
    for way in ways:
        waiting: dict[object, list[int]] = {}
        for old in sorted(set(range(len(then))) - set(same.values())):
            waiting.setdefault(way(then[old]), []).append(old)
        waiting.pop(NOTHING, None)  # that nothing stands below two headings makes them no more alike
        for new, section in enumerate(now):
            if new not in same and waiting.get(way(section)):
                same[new] = waiting[way(section)].pop(0)
    return same


def _fate(then: Sequence[Section], now: Sequence[Section], old: int | None, new: int, moved: bool) -> Fate:
    if old is None:
        return Fate(None, new)
    was, section = then[old], now[new]
    return Fate(old, new, was.text != section.text, was.name != section.name, moved)
