"""A story: the base library with some changes, and the findings it must give, as `peerlore check` prints them.

    name: A link to a page that is not there
    changes:                       # one entry a file: {find: replace} pairs, a whole text, or null to remove it
                                   # a text may be a list of parts, of which {part: 500} stands for 500 times that part
      content/modules/tools/choose-a-screwdriver.md:
        use-a-torque-wrench/index.md: use-a-hammer.md
    findings: |
      content/modules/tools/choose-a-screwdriver.md:24:35: L001 …
          …

Texts may hold the escapes of YAML's double quotes; files that are no text are given in hexadecimal under `bytes`.
`links` names symbolic links with their targets, `pipes` named pipes, and `unreadable` files that the system will not
open: those are told to the check as such, since root may open everything. `programs` are patterns of files to be marked
as programs. `history` is what git would tell of the ids of a change: `new`, by id `former` and `removed` modules, and topics of `moved` ones;
`replies` what web addresses reply. `today` is the day of the check, else it is that of the test.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from peerlore.model.facts import Facts, Former, History, Reply
from peerlore.model.sources import SourceFile
from peerlore.outside.files import read_sources

FOLDER = Path(__file__).parent / "stories"
BASE = FOLDER / "base"


@dataclass(eq=False)
class Story:
    """One story of one file under `tests/stories/`."""

    file: Path
    name: str
    codes: list[str]
    findings: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    bytes: dict[str, Any] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    pipes: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    history: dict[str, Any] | None = None
    replies: dict[str, dict[str, Any]] | None = None
    today: str = ""

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
            elif isinstance(change, str | list):
                target.write_text(_joined(change), "utf-8", newline="")
            else:
                text = target.read_text("utf-8")
                for old, new in change.items():
                    assert old in text, f"{self}: {old!r} is not in {name}"
                    text = text.replace(old, _joined(new), 1)
                target.write_text(text, "utf-8", newline="")
        for name, digits in self.bytes.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(bytes.fromhex(_joined(digits)))
        for name, goal in self.links.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(goal)
        for name in self.pipes:
            os.mkfifo(folder / name)
        for pattern in self.programs:
            for file in folder.glob(pattern):
                file.chmod(0o755)

    def facts(self) -> Facts:
        """What the check is told of the world outside."""
        replies = None if self.replies is None else {address: Reply(**reply) for address, reply in self.replies.items()}
        told = self.history
        if told is None:
            return Facts(replies=replies)
        former, removed = ({id: Former(**entry) for id, entry in told.get(key, {}).items()} for key in ("former", "removed"))
        return Facts(History(frozenset(told.get("new", ())), former, removed, told.get("moved", {})), replies)

    def sources(self, folder: Path) -> list[SourceFile]:
        """What the check gets to read."""
        return [
            SourceFile(source.file, size=source.size, trouble="unreadable") if source.file in self.unreadable else source
            for source in read_sources(folder)
        ]


def _joined(text: Any) -> str:
    """A text as it was written, or its parts put together."""
    if isinstance(text, str):
        return text
    return "".join(part if isinstance(part, str) else "".join(piece * times for piece, times in part.items()) for part in text)


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
    """Put the findings of the stories back into their files; a file in which none is new stays as it is."""
    for file in {story.file for story in stories}:
        document = yaml.safe_load(file.read_text("utf-8"))
        by_name = {story.name: story for story in stories if story.file == file}
        if all(entry.get("findings", "") == by_name[entry["name"]].findings for entry in document["stories"]):
            continue
        for entry in document["stories"]:
            found = by_name[entry["name"]].findings
            entry.pop("findings", None)
            if found:
                entry["findings"] = found
        file.write_text(dumped(document), "utf-8")


_INVISIBLE = re.compile("[\x80-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")


def dumped(document: Any) -> str:
    """A file of stories as YAML, with escapes for what nobody could see."""
    written = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=140)
    return _INVISIBLE.sub(lambda match: f"\\U{ord(match.group()):08x}", written)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # PyYAML takes some of these for line ends, also where it would fold them away; others nobody could see in the file.
    style = '"' if _INVISIBLE.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
