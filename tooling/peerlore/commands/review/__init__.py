"""`peerlore review`: evidence of who approved what; one file a command."""

from __future__ import annotations

import typer

from peerlore.commands.review import adopt, forget, queue, reconcile, record, summary, verify

app = typer.Typer(help="Record who approved what, and prove it.", no_args_is_help=True, rich_markup_mode="markdown")

for name, command in (
    ("verify", verify.run),
    ("record", record.run),
    ("queue", queue.run),
    ("summary", summary.run),
    ("adopt", adopt.run),
    ("reconcile", reconcile.run),
    ("forget", forget.run),
):
    app.command(name)(command)
