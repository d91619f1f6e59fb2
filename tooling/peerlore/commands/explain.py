"""`peerlore explain`: what a finding means, or what a field is for."""

from __future__ import annotations

import textwrap
from typing import Annotated

import typer

from peerlore.checking.gate import all_cards
from peerlore.commands.terminal import paint
from peerlore.importing.cards import CARDS as IMPORT_CARDS
from peerlore.model.errors import CannotRun
from peerlore.model.findings import Card


def run(
    code: Annotated[str, typer.Argument(help="A code such as L001 or its name such as dead-link; without one, all are listed.")] = "",
) -> None:
    """Explain a finding: what must be, and why.

    Example: `peerlore explain L001`
    """
    cards = (*all_cards(), *IMPORT_CARDS)
    if not code:
        for card in cards:
            print(f"{paint(card.code, 'bold')}  {card.slug}")
        return
    for card in cards:
        if code.casefold() in (card.code.casefold(), card.slug):
            print(_explanation(card))
            return
    raise CannotRun(f"no finding is called {code!r}; `peerlore explain` lists them all")


def _explanation(card: Card) -> str:
    paragraphs = [paint(f"{card.code} {card.slug}", "bold")]
    paragraphs += [textwrap.fill(text, 88, break_on_hyphens=False, break_long_words=False) for text in (card.must, card.why) if text]
    return "\n\n".join(paragraphs)
