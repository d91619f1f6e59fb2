"""`peerlore review record`: write down what came to the published branch, and who approved it."""

from __future__ import annotations

from pathlib import Path

from peerlore import pipeline
from peerlore.commands.review.forge import ShareOption, TrailersOption, open_forge
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.ledger.writing import record


def run(from_trailers: TrailersOption = False, share: ShareOption = True, library: LibraryOption = ".") -> None:
    """Record every change since the last record, up to the commit that is checked out.

    Example: `peerlore review record`
    """
    root = pipeline.library_root(Path(library).resolve())
    with progress("Recording"), open_forge(root, from_trailers=from_trailers) as forge:
        records = record(root, forge, pipeline.read_registers(root).settings.branch, share=share)
    for each in records:
        what = f"#{each['change']}" if each.get("change") else f"commit {each['commit'][:10]}"
        print(f"record {each['seq']:,}: {what}, {len(each['units']):,} texts")
    if not records:
        print("nothing to record: evidence tells of every commit")
