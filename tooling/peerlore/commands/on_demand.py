"""Commands by name, each imported when it is called: all of them together take longer than a small library to check."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

MANNERS: dict[str, Any] = {
    "rich_markup_mode": "markdown",
    "pretty_exceptions_enable": False,
    "add_completion": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}
"""How every command behaves."""


def on_demand(package: str, names: Iterable[str]) -> type[TyperGroup]:
    """A group of the commands with these names, in this order; each is a Python module of `package`."""
    known = tuple(names)

    class OnDemand(TyperGroup):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.commands: dict[str, Any] = dict.fromkeys(known)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            if cmd_name in self.commands and self.commands[cmd_name] is None:
                file = f"{cmd_name}_" if cmd_name == "import" else cmd_name
                self.commands[cmd_name] = _made(cmd_name, import_module(f"{package}.{file}"))
            return super().get_command(ctx, cmd_name)

    return OnDemand


def _made(name: str, module: ModuleType) -> Any:
    """The command of a Python module: its `run`, or its `app` with more below it."""
    whole = typer.Typer(**MANNERS)
    if not hasattr(module, "app"):
        whole.command(name)(module.run)
        return get_command(whole)
    whole.add_typer(module.app, name=name)
    return get_group(whole).commands[name]
