"""`peerlore quiz`: what results of quizzes tell; one file a command."""

from __future__ import annotations

import typer

from peerlore.commands.on_demand import on_demand

_NAMES = ("results",)

app = typer.Typer(
    cls=on_demand(__name__, _NAMES), help="See what handed-in results tell about a quiz.", no_args_is_help=True, rich_markup_mode="markdown"
)
