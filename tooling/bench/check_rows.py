"""What it costs to check a library, beside programs that hold its front matter against one schema and do nothing else."""

from __future__ import annotations

import json
import shutil
import sys
from functools import partial
from pathlib import Path

from made_ledger import make_ledger
from rows import Group, Ratio, Row, Sample

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
PEERS = HERE / ".venv" / "bin"
RECORDS = {2000: 10_000, 10_000: 30_000}
"""How many records of evidence a library of a size has when it is verified; five for each module where nothing is said."""


def check_group(sample: Sample, work: Path) -> Group:
    """Ours and the peers'. Gives a made library its evidence."""
    memory = work / f"memory-check-{sample.modules}"
    schema, texts = _for_schema_checkers(sample.folder, work / f"front-matter-{sample.modules}")
    command = str(BIN / "peerlore")
    forget = partial(shutil.rmtree, memory, ignore_errors=True)

    def ours(name: str, *words: str, **more: object) -> Row:
        return Row(f"peerlore {name}", (command, *words), sample.folder, environment={"PEERLORE_CACHE_DIR": str(memory)}, **more)  # type: ignore[arg-type]

    rows = [
        ours("check: every rule, cold", "check", before=forget),
        ours("check: every rule, warm", "check"),
        ours(
            "check --changed-since HEAD: 10 files, warm",
            "check",
            "--changed-since",
            "HEAD",
            before=partial(_edit, sample.folder),
        ),
        ours("check --select S,I,K,L,P,Q: schema, references and links, cold", "check", "--select", "S,I,K,L,P,Q"),
    ]
    if sample.made:
        records = RECORDS.get(sample.modules, 5 * sample.modules)
        make_ledger(sample.folder, records)
        rows.append(ours(f"review verify: offline, {records:,} records", "review", "verify"))
    rows += [
        Row(
            "check-jsonschema: schema only, front matter extracted before",
            (str(PEERS / "check-jsonschema"), "--schemafile", str(schema), *texts),
            sample.folder,
        ),
        Row(
            "node, gray-matter and ajv: schema only", (_node(), str(HERE / "matter_ajv.mjs"), str(schema), "content/modules"), sample.folder
        ),
    ]
    return Group("Check", tuple(rows), (Ratio("CPU, check-jsonschema = 1", "cpu", "check-jsonschema"),))


def _edit(library: Path) -> None:
    for file in sorted((library / "content/modules").rglob("*.md"))[:10]:
        text, _, count = file.read_text("utf-8").removesuffix(" times.\n").partition("\nEdited ")
        file.write_text(f"{text}\nEdited {int(count or 0) + 1} times.\n", "utf-8")


def _for_schema_checkers(library: Path, folder: Path) -> tuple[Path, list[str]]:
    """What the peers need: one schema without references, and each front matter as a file of its own."""
    from peerlore.checking.schemas import Schemas
    from peerlore.outside.schemas import read_schemas

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    schema = folder / "module.schema.json"
    schema.write_text(json.dumps(Schemas(read_schemas()).by_kind["module"]), "utf-8")
    texts = []
    for file in sorted((library / "content/modules").rglob("*.md")):
        front = file.read_text("utf-8").split("---\n", 2)[1]
        target = folder / f"{file.stem}.yml"
        target.write_text(front, "utf-8")
        texts.append(str(target))
    return schema, texts


def _node() -> str:
    found = shutil.which("node")
    if not found:
        raise SystemExit("node is missing; install it to compare with the peers written in JavaScript")
    return found
