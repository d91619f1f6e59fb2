"""The command line: one file a command, each unpacks its arguments, calls the pipeline, prints, and exits.

Exit codes: 0 clean, 1 findings, 2 cannot run or nothing to check, 3 our own bug.
"""

from __future__ import annotations

import gc
import sys
import traceback

import typer

from peerlore import __version__
from peerlore.commands.on_demand import MANNERS, on_demand
from peerlore.commands.terminal import complain
from peerlore.model.errors import CannotRun

_NAMES = (
    "new",
    "check",
    "serve",
    "translated",
    "build",
    "released",
    "stats",
    "rota",
    "evidence",
    "credit",
    "forget",
    "attendance",
    "questionnaire",
    "needs",
    "compose",
    "review",
    "sync",
    "explain",
    "stage",
    "index",
    "import",
    "generate",
    "quiz",
    "cache",
    "demo",
    "doctor",
)
app = typer.Typer(
    name="peerlore",
    cls=on_demand(__name__, _NAMES),
    help="Turn a git repository into a company's peer-learning library.",
    epilog="Start with `peerlore new`, look with `peerlore serve`, and run `peerlore check` before you open a pull request.",
    no_args_is_help=True,
    **{**MANNERS, "add_completion": True},
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
