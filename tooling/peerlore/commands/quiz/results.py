"""`peerlore quiz results`: which questions are too easy, too hard or misleading, and what stayed."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from peerlore.commands.terminal import complain
from peerlore.model.errors import CannotRun
from peerlore.outside.handed_in import read_handed_in
from peerlore.quizzing.codes import CodeFault, Result, find_codes, read_code
from peerlore.quizzing.holding_back import FEWEST, publishable
from peerlore.quizzing.items import analyse
from peerlore.quizzing.reports import RENDER


def run(
    files: Annotated[list[str], typer.Argument(help="Texts with result codes in them, - for standard input.", metavar="FILE...")],
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format", "-f", help="For people, or for programs.")] = "table",
    private: Annotated[bool, typer.Option("--private", help="Also what fewer than five people stand behind. Do not pass it on.")] = False,
) -> None:
    """Tell what result codes say about each question: how many answered it rightly, whether those who know the rest know it, and what was chosen.

    The codes may stand in any text, such as mails or an export of comments. The same code counts once, and only first attempts count.

    Example: `peerlore quiz results codes.txt`
    """
    results: list[Result] = []
    faults = False
    for name, text in read_handed_in(files):
        for line, word in find_codes(text):
            try:
                results.append(read_code(word))
            except CodeFault as fault:
                faults = True
                complain(f"{name}:{line}: {_short(word)!r} is not counted: {fault}")
    if not results:
        raise CannotRun("there is no result code to count; a code begins with plq1 and stands on one line")
    tests = analyse(results)
    shown = [test for test in tests if test.count] if private else publishable(tests)
    if format != "table" or shown:
        print(RENDER[format](shown))
    if len(shown) < len(tests):
        reason = "have no first attempt" if private else f"have fewer than {FEWEST} first attempts; --private shows them to you"
        complain(f"tests are left out that {reason}")
    if faults:
        raise typer.Exit(1)


def _short(word: str) -> str:
    return word if len(word) <= 40 else f"{word[:39]}…"
