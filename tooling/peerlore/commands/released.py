"""`peerlore released`: fetch what the published site says of itself, for `peerlore build --since`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.ledger.proof import settings_in_force
from peerlore.model.errors import CannotRun
from peerlore.outside.pins import read_pin
from peerlore.outside.releases import fetch_release

_NOTHING_YET = {"version": 1, "commit": "", "evidence": None, "files": {}}


def run(
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to put the file.", metavar="FILE")] = Path("build.json"),
    library: LibraryOption = ".",
) -> None:
    """Fetch the build.json of the site that stands at the address in `library.yml`. The next build goes on from its evidence.

    Where there is evidence, the address is that of the `library.yml` that was approved last.

    Where nothing is published yet, the file says so. A site that cannot be asked ends the command.

    Example: `peerlore released --output /tmp/build.json && peerlore build --since /tmp/build.json`
    """
    root = pipeline.library_root(Path(library).resolve())
    settings = settings_in_force(root) or pipeline.read_registers(root).settings
    address = settings.address
    if not address:
        raise CannotRun("library.yml does not say where the site stands; write `address`")
    with progress("Asking the published site"):
        raw = fetch_release(address)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(json.dumps(_NOTHING_YET).encode() if raw is None else raw)
    except OSError as error:
        raise CannotRun(f"{output} cannot be written: {error.strerror}") from error
    if raw is None:
        print(f"nothing is published at {address} yet")
        return
    pin = read_pin(output)  # a page that asks for a password, or anything else that is no release, ends here
    print(f"{address} was made with {pin.count:,} records" if pin else f"{address} was made without evidence")
