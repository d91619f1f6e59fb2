"""`peerlore review record`: write down what came to the published branch, and who approved it."""

from __future__ import annotations

from pathlib import Path

from peerlore import ledger, pipeline
from peerlore.commands.review.forge import ShareOption, TrailersOption, open_forge
from peerlore.commands.terminal import LibraryOption, progress


def run(from_trailers: TrailersOption = False, share: ShareOption = True, library: LibraryOption = ".") -> None:
    """Record every change since the last record, up to the commit that is checked out.

    Example: `peerlore review record`
    """
    root = pipeline.library_root(Path(library).resolve())
    with progress("Recording"), open_forge(root, from_trailers=from_trailers) as forge:
        records = ledger.record(root, forge, pipeline.read_registers(root).settings.branch, share=share)
    for record in records:
        what = f"#{record['change']}" if record.get("change") else f"commit {record['commit'][:10]}"
        print(f"record {record['seq']:,}: {what}, {len(record['units']):,} texts")
    if not records:
        print("nothing to record: evidence tells of every commit")
