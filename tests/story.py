"""A story: the base library with some changes, and the findings it must give, as `peerlore check` prints them.

    name: A link to a page that is not there
    changes:                       # one entry a file: {find: replace} pairs, a whole text, or null to remove it
      content/modules/tools/choose-a-screwdriver.md:
        use-a-torque-wrench/index.md: use-a-hammer.md
    findings: |
      content/modules/tools/choose-a-screwdriver.md:24:35: L001 …
          …

Texts may hold the escapes of YAML's double quotes; `binary` files are given in hexadecimal under `bytes`.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "stories"
BASE = FOLDER / "base"


@dataclass
class Story:
    """One story of one file under `tests/stories/`."""

    file: Path
    name: str
    codes: list[str]
    findings: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    bytes: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.file.parent.name}/{self.file.stem}: {self.name}"

    def lay_out(self, folder: Path) -> None:
        """Write the story's library into `folder`."""
        shutil.copytree(BASE, folder, dirs_exist_ok=True)
        for name, change in self.changes.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if change is None:
                target.unlink()
            elif isinstance(change, str):
                target.write_text(change, "utf-8", newline="")
            else:
                text = target.read_text("utf-8")
                for old, new in change.items():
                    assert old in text, f"{self}: {old!r} is not in {name}"
                    text = text.replace(old, new, 1)
                target.write_text(text, "utf-8", newline="")
        for name, digits in self.bytes.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(bytes.fromhex(digits))


def read_stories() -> list[Story]:
    """Every story, in the order of the files. A file holds a list of stories about the rule that names it."""
    stories = []
    for file in sorted(FOLDER.glob("*/*.yml")):
        if BASE in file.parents:
            continue
        document = yaml.safe_load(file.read_text("utf-8"))
        stories += [Story(file=file, codes=document["rule"].split(), **entry) for entry in document["stories"]]
    return stories


def write_findings(stories: list[Story]) -> None:
    """Put the findings of the stories back into their files."""
    for file in {story.file for story in stories}:
        document = yaml.safe_load(file.read_text("utf-8"))
        by_name = {story.name: story for story in stories if story.file == file}
        for entry in document["stories"]:
            found = by_name[entry["name"]].findings
            entry.pop("findings", None)
            if found:
                entry["findings"] = found
        file.write_text(yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=140), "utf-8")


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
