"""What results say, as a table for people, and as JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

from peerlore.quizzing.items import Item, Test

_HEADS = ("question", "right", "facility", "discrimination", "chosen")


def render_json(tests: Sequence[Test]) -> str:
    """Every figure; null where it is not told."""
    return json.dumps({"version": 1, "tests": [_values(test, tests) for test in tests]}, indent=1)


def render_csv(tests: Sequence[Test]) -> str:
    """One row for each question."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(("module", "quiz", "after", "attempts", "question", "right", "facility", "discrimination", "chosen"))
    for test in tests:
        for item in test.items:
            figures = (item.right, _rounded(item.facility), _rounded(item.discrimination), None if item.choices is None else _chosen(item))
            rows.writerow(
                (test.module, test.digest, test.after, test.count, item.number, *("" if each is None else each for each in figures))
            )
    return stream.getvalue().rstrip("\n")


def render_table(tests: Sequence[Test]) -> str:
    """Each test with its questions, and what stayed."""
    return "\n\n".join(_table(test, tests) for test in tests)


RENDER: dict[str, Callable[[Sequence[Test]], str]] = {"table": render_table, "json": render_json, "csv": render_csv}


def _table(test: Test, tests: Sequence[Test]) -> str:
    when = f"the test {test.after} days later" if test.after else "at once"
    lines = [f"{test.module}, {when} (quiz {test.digest}): {_counted(test.count, 'first attempt')}"]
    rows = [_HEADS, *(_row(item, test.count) for item in test.items)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines += ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows if test.items]
    if test.share is not None:
        lines.append(f"mean of right answers: {test.share:.0%}")
    if (kept := _retention(test, tests)) is not None and (base := _base(test, tests)):
        lines.append(f"what stayed: {kept:.0%} ({test.share:.0%} of {test.count} after {base.share:.0%} of {base.count} at once)")
    if test.again:
        lines.append(f"not counted: {_counted(test.again, 'further attempt')}")
    if any(other.module == test.module and other.digest != test.digest for other in tests):
        lines.append("This quiz was edited or translated: other wordings stand on their own.")
    if test.held_back:
        lines.append("Held back, since fewer than five stand behind it: what is shown as –, and what it could be worked out from.")
    return "\n".join(lines)


def _row(item: Item, count: int) -> tuple[str, ...]:
    return (
        str(item.number),
        "–" if item.right is None else f"{item.right}/{count}",
        "–" if item.facility is None else f"{item.facility:.0%}",
        "–" if item.discrimination is None else f"{item.discrimination:+.2f}",
        "–" if item.choices is None else _chosen(item),
    )


def _chosen(item: Item) -> str:
    return " ".join(
        f"{choice or 'nothing'}:{number}" for choice, number in (item.choices or {}).items() if choice or len(item.choices or {}) > 1
    )


def _values(test: Test, tests: Sequence[Test]) -> dict[str, Any]:
    return {
        "module": test.module,
        "quiz": test.digest,
        "after": test.after,
        "attempts": test.count,
        "further_attempts": test.again,
        "share": _rounded(test.share),
        "retention": _rounded(_retention(test, tests)),
        "held_back": test.held_back,
        "questions": [
            {
                "question": item.number,
                "right": item.right,
                "facility": _rounded(item.facility),
                "discrimination": _rounded(item.discrimination),
                "chosen": None if item.choices is None else dict(item.choices),
            }
            for item in test.items
        ],
    }


def _base(test: Test, tests: Sequence[Test]) -> Test | None:
    """The same wording of the quiz, taken at once."""
    return next((other for other in tests if (other.module, other.digest, other.after) == (test.module, test.digest, 0)), None)


def _retention(test: Test, tests: Sequence[Test]) -> float | None:
    """The mean weeks later by the mean at once. The two are of different people: codes hold no names."""
    base = _base(test, tests) if test.after else None
    return test.share / base.share if base and base.share and test.share is not None else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
