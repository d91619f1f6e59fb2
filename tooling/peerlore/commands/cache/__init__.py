"""`peerlore cache`: what is kept to be faster the next time; one file a command."""

from __future__ import annotations

import typer

from peerlore.commands.on_demand import on_demand

_NAMES = ("info", "clear")

app = typer.Typer(
    cls=on_demand(__name__, _NAMES), help="See and clear what is kept to be faster.", no_args_is_help=True, rich_markup_mode="markdown"
)
