"""`peerlore review`: evidence of who approved what; one file a command."""

from __future__ import annotations

import typer

from peerlore.commands.on_demand import on_demand

_NAMES = ("verify", "record", "queue", "summary", "adopt", "reconcile")

app = typer.Typer(
    cls=on_demand(__name__, _NAMES), help="Record who approved what, and prove it.", no_args_is_help=True, rich_markup_mode="markdown"
)
