"""`peerlore serve`: the library as readers will see it, drafts and findings included, while you write."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.commands.terminal import LibraryOption


def run(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    open: Annotated[bool, typer.Option("--open", help="Open the library in your browser.")] = False,
    library: LibraryOption = ".",
) -> None:
    """Show the library in your browser and follow every change that you save.

    Example: `peerlore serve --open`
    """
    from peerlore.publishing.mkdocs import serve_site

    root = pipeline.library_root(Path(library).resolve())
    print(f"Serving {root} on http://{host}:{port}/ (stop with Ctrl-C)", flush=True)
    serve_site(root, host, port, open_browser=open)
