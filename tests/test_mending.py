"""`check --fix` on whole libraries: it touches flagged spots alone, ends where nothing is left to do, and breaks nothing anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutations import EDITS, Edit, edited
from peerlore import pipeline
from peerlore.checking.fixing import Mended, mend
from peerlore.checking.gate import Checked
from peerlore.model.findings import Finding, Place
from peerlore.model.sources import SourceFile
from story import Story, read_stories

MARK = b"\xef\xbb\xbf"
STORIES = [story for story in read_stories() if story.findings]

Library = Mapping[str, SourceFile]


@cache
def read_library(story: Story) -> Library:
    with TemporaryDirectory() as folder:
        story.lay_out(Path(folder))
        return {source.file: source for source in story.sources(Path(folder))}


def check(sources: Iterable[SourceFile]) -> Checked:
    return pipeline.check(sources, notices=True)


def mended(library: Library, mending: Mended) -> Library:
    return library | {file: library[file].holding(raw) for file, raw in mending.files.items()}


def assert_promises_kept(library: Library) -> Mended:
    """Mend a library in memory, and look at each step."""
    steps: list[tuple[Library, Checked]] = []

    def watched(sources: Iterable[SourceFile]) -> Checked:
        now = {source.file: source for source in sources}
        steps.append((now, check(now.values())))
        return steps[-1][1]

    mending = mend(library, watched, lambda file: True)
    if not mending.files:
        return mending
    for number, ((before, checked), (after, _)) in enumerate(pairwise(steps)):
        for file, source in after.items():
            put_back = any(earlier[file].raw == source.raw for earlier, _ in steps[: number + 1])
            assert put_back or keeps(source.raw, pieces_outside(before[file].raw, file, checked.findings)), file
    after = mended(library, mending)
    assert_nothing_worse(check(library.values()).findings, check(after.values()).findings)
    assert mend(after, check, lambda file: True).files == {}
    return mending


def assert_nothing_worse(before: Sequence[Finding], after: Sequence[Finding]) -> None:
    """No file has a finding of a kind that it did not have, nor more of a kind than it had."""
    was, now = (Counter((finding.place.file, finding.code) for finding in findings) for findings in (before, after))
    assert now - was == Counter()


def pieces_outside(raw: bytes, file: str, findings: Iterable[Finding]) -> list[bytes]:
    """What of a file lies outside of every span that a sure fix flags, in order."""
    fixes = [finding.fix for finding in findings if finding.fix and finding.fix.sure and finding.fix.start.file == file]
    done, pieces = 0, []
    for start, end in sorted((offset(raw, fix.start), offset(raw, fix.end)) for fix in fixes):
        pieces.append(raw[done : max(start, done)])
        done = max(done, end)
    return [*pieces, raw[done:]]


def offset(raw: bytes, place: Place) -> int:
    """Where a place stands among the bytes of its file."""
    lines = raw.removeprefix(MARK).split(b"\n")
    above = sum(len(line) + 1 for line in lines[: place.line - 1])
    column = len(lines[place.line - 1].decode("utf-8")[: place.column - 1].encode("utf-8"))
    return len(raw) - len(raw.removeprefix(MARK)) + above + column


def keeps(raw: bytes, pieces: Sequence[bytes]) -> bool:
    """Whether `raw` begins with the first piece, ends with the last, and holds the others between them in order."""
    if len(pieces) == 1:
        return raw == pieces[0]
    position = len(pieces[0])
    for piece in pieces[1:-1]:
        found = raw.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    return raw.startswith(pieces[0]) and raw.endswith(pieces[-1]) and position <= len(raw) - len(pieces[-1])


def changed(library: Library, change: Callable[[bytes], bytes]) -> Library:
    """A library with its texts changed."""
    return {
        file: source.holding(change(source.raw)) if file.endswith((".md", ".yml")) and source.raw else source
        for file, source in library.items()
    }


def with_windows_ends(raw: bytes) -> bytes:
    return raw if b"\r" in raw else raw.replace(b"\n", b"\r\n")


def with_mark(raw: bytes) -> bytes:
    return MARK + raw.removeprefix(MARK)


@cache
def mendable() -> list[Story]:
    """The stories in whose libraries something can be mended."""
    return [story for story in STORIES if any(finding.fix and finding.fix.sure for finding in check(read_library(story).values()).findings)]


def test_there_are_many_libraries_to_mend() -> None:
    assert len(mendable()) >= 40


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_broken_library_is_mended_at_its_flagged_spots(story: Story) -> None:
    library = read_library(story)
    mending = assert_promises_kept(library)
    for change in (with_windows_ends, with_mark) if mending.files else ():
        other = changed(library, change)
        wanted = {file: change(raw) for file, raw in mending.files.items()}
        assert assert_promises_kept(other).files == wanted


@pytest.mark.parametrize("change", [lambda raw: raw + b"One.\rTwo.\n", lambda raw: raw + "Café.\n".encode("latin-1")])
def test_a_file_with_other_line_ends_or_another_encoding_is_left_to_its_author(change: Callable[[bytes], bytes]) -> None:
    for story in mendable():
        library = read_library(story)
        for file, raw in mend(library, check, lambda file: True).files.items():
            assert raw != library[file].raw
            torn = change(library[file].raw)
            other = library | {file: SourceFile(file, torn, len(torn))}
            assert file not in mend(other, check, lambda file: True).files


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(st.data(), EDITS)
def test_a_library_that_was_changed_at_random_is_mended_at_its_flagged_spots(data: st.DataObject, edits: Sequence[Edit]) -> None:
    library = read_library(data.draw(st.sampled_from(mendable())))
    file = data.draw(st.sampled_from([file for file, source in library.items() if file.endswith(".md") and source.raw]))
    raw = edited(library[file].raw.decode("utf-8", "replace"), edits).encode("utf-8", "surrogatepass")
    assert_promises_kept(library | {file: SourceFile(file, raw, len(raw))})
