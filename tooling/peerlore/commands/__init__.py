"""The command line: one file a command, each unpacks its arguments, calls the pipeline, prints, and exits.

Exit codes: 0 clean, 1 findings, 2 cannot run or nothing to check, 3 our own bug.
"""

from __future__ import annotations

import gc
import sys
import traceback
from importlib import import_module
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from peerlore import __version__
from peerlore.commands.terminal import complain
from peerlore.model.errors import CannotRun

_NAMES = ("new", "check", "serve", "translated", "build", "review", "explain", "stage", "import", "demo", "doctor")
_MODULES = {name: name for name in _NAMES} | {"import": "import_"}


class _OnDemand(TyperGroup):
    """Commands by name, each imported when it is called: all of them together take longer than a small library to check."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: dict[str, Any] = dict.fromkeys(_MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in self.commands and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _made(cmd_name, import_module(f"{__name__}.{_MODULES[cmd_name]}"))
        return super().get_command(ctx, cmd_name)


def _made(name: str, module: ModuleType) -> Any:
    """The command of a Python module: its `run`, or its `app` with more below it."""
    whole = typer.Typer(**_MANNERS)
    if not hasattr(module, "app"):
        whole.command(name)(module.run)
        return get_command(whole)
    whole.add_typer(module.app, name=name)
    return get_group(whole).commands[name]


_MANNERS: dict[str, Any] = {
    "rich_markup_mode": "markdown",
    "pretty_exceptions_enable": False,
    "add_completion": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

app = typer.Typer(
    name="peerlore",
    cls=_OnDemand,
    help="Turn a git repository into a company's peer-learning library.",
    epilog="Start with `peerlore new`, look with `peerlore serve`, and run `peerlore check` before you open a pull request.",
    no_args_is_help=True,
    **{**_MANNERS, "add_completion": True},
)


@app.callback(invoke_without_command=True)
def _version(version: bool = typer.Option(False, "--version", help="Print the version and stop.", is_eager=True)) -> None:
    if version:
        print(f"peerlore {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line; everything that goes wrong ends in one sentence and an exit code."""
    gc.set_threshold(200_000, 50, 100)  # what a library is read into lives to the end; looking for garbage in it took a fifth of the time
    try:
        app()
    except CannotRun as reason:
        complain(str(reason))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader, such as `head`, has seen enough
        sys.exit(0)
    except Exception as error:  # the one place where our own bugs end
        traceback.print_exc()
        complain(
            f"this is a bug in peerlore {__version__}, not in your text: {type(error).__name__}. Please report it with the lines above"
        )
        sys.exit(3)
