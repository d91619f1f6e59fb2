"""Figures that may be published: nothing behind which stand fewer than five people, also not by subtraction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from peerlore.model.figures import FEW
from peerlore.quizzing.items import Item, Test

FEWEST = FEW


def publishable(tests: Iterable[Test]) -> list[Test]:
    """The tests of five and more first attempts, without small counts.

    Where a right or a wrong answer of a question is of one to four, nothing is told of it, and neither are correlations and
    the mean of the whole test, from which it could be worked out together with the others. Answers chosen are told where each
    was chosen, and left, by none or at least five, of all and of those who were wrong.
    """
    return [_held_back(test) for test in tests if test.count >= FEWEST]


def _held_back(test: Test) -> Test:
    shown = tuple(_item(item, test.count) for item in test.items)
    whole = all(item.right is not None for item in shown)
    if not whole:
        shown = tuple(replace(item, discrimination=None) for item in shown)
    again = test.again if not _is_small(test.again or 0) else None
    missing = not whole or again is None or any(item.choices is None for item in shown)
    return replace(test, items=shown, share=test.share if whole else None, again=again, held_back=missing)


def _item(item: Item, count: int) -> Item:
    right, choices = item.right or 0, item.choices or {}
    wrong = count - right
    if _is_small(right) or _is_small(wrong):
        return Item(item.number, None, None, None, None, {})
    # Who chose something and was right all the same is a difference of two counts that are told.
    small = any(
        _is_small(number) or _is_small(whole - number)
        for counts, whole in ((choices, count), (item.slips, wrong))
        for number in counts.values()
    )
    return replace(item, choices=None) if small else item


def _is_small(number: int) -> bool:
    return 0 < number < FEWEST
