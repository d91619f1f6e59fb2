"""The demonstration's story, made true in a repository: its history, and evidence by the recorder that every library uses."""

from __future__ import annotations

from pathlib import Path

from peerlore.demo.forge import ids, told
from peerlore.demo.people import OWNERS, identity
from peerlore.demo.said import account_of, issues
from peerlore.demo.story import MAIN, Story, Written
from peerlore.ledger.beside import Said, keep
from peerlore.ledger.writing import adopt, record
from peerlore.library import Library
from peerlore.model.errors import CannotRun
from peerlore.outside.histories import Entry, check_out, point, write_history


def make_demo(folder: Path, story: Story) -> None:
    """Write the library of a story with its history and its evidence. Raises CannotRun where `folder` holds something already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotRun(f"{folder} is not empty; name a folder that is, or one that does not exist yet")
    names = write_history(folder, map(_entry, story.commits))
    forge, make_id = told(story, names), ids().__next__
    for turn, (mark, at) in enumerate(story.recorded):
        point(folder, MAIN, names[mark])
        clock = at.strftime("%Y-%m-%dT%H:%M:%SZ").__str__
        if turn:
            record(folder, lambda _: forge, share=False, clock=clock, make_id=make_id)
        else:
            adopt(folder, lambda _: forge, OWNERS[0], share=False, clock=clock, make_id=make_id)
    check_out(folder)


def tell_what_was_said(folder: Path, story: Story, library: Library) -> None:
    """Keep beside evidence what people say of a session, some months after it."""
    _, at = story.recorded[-1]
    said = Said("demo", (), issues(), account_of)
    keep(folder, said, library, share=False, clock=at.strftime("%Y-%m-%dT%H:%M:%SZ").__str__, make_id=ids().__next__)


def _entry(written: Written) -> Entry:
    return Entry(
        written.mark,
        written.ref,
        written.parents,
        identity(written.author),
        identity(written.committer),
        written.at,
        written.message,
        written.files,
    )
