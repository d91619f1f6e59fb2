"""Whatever a document says: the checks come to an end soon, without an exception, with findings that stand inside of it."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mutations import DOCUMENTS, EDITS, FRAGMENTS, PAGE, Edit, edited
from peerlore import pipeline
from peerlore.model.findings import Place
from peerlore.model.sources import SourceFile
from peerlore.outside.files import read_sources
from peerlore.outside.schemas import read_schemas
from story import BASE

bounded = settings(max_examples=250, deadline=None, derandomize=True, database=None)

LONGEST = 1.0
"""Seconds of computing that a check of the base library with a document of a few kilobytes may take."""

LIBRARY = {source.file: source for source in read_sources(BASE)}
FRONT_MATTER = LIBRARY[PAGE].raw.decode("utf-8").partition("\n---\n")[0] + "\n---\n"
FIELDS = sorted(
    {field for schema in read_schemas().values() for field in schema.get("properties", ())} | {"x-a", "", "<<", "person", "text"}
)
NAMES = (
    "modules",
    "paths",
    "people",
    "tools",
    "new",
    "index.md",
    "index.fr.md",
    "a.md",
    "a.png",
    "a.PDF",
    "library.yml",
    "skills.yaml",
    *FRAGMENTS,
)


def check_with(*changed: SourceFile) -> None:
    """Check the base library with some files in place of its own: soon, each finding on one line and inside of its file."""
    sources = LIBRARY | {source.file: source for source in changed}
    start = time.process_time()
    findings = pipeline.check(sources.values(), notices=True).findings
    assert time.process_time() - start < LONGEST
    for finding in findings:
        assert is_inside(sources, finding.place), finding
        assert finding.message, finding
        assert "\n" not in finding.message + finding.hint, finding
        if finding.fix:
            assert is_inside(sources, finding.fix.start), finding
            assert is_inside(sources, finding.fix.end), finding
            assert finding.fix.start <= finding.fix.end, finding


def is_inside(sources: Mapping[str, SourceFile], place: Place) -> bool:
    """Whether a place is a character of its file, or the end of one of its lines; a file that should be there has one empty line."""
    source = sources.get(place.file)
    text = source.raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace") if source else ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if source is None and place.file not in ("content/library.yml", "content/skills.yml"):
        return False
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1


def source(file: str, text: str | bytes) -> SourceFile:
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return SourceFile(file, raw, len(raw))


@bounded
@given(st.sampled_from(DOCUMENTS), EDITS)
def test_a_real_document_that_was_changed_at_random_is_judged(document: tuple[str, str], edits: Sequence[Edit]) -> None:
    file, text = document
    check_with(source(file, edited(text, edits)))


@bounded
@given(st.sampled_from(DOCUMENTS), EDITS)
def test_a_page_whose_body_was_changed_at_random_is_judged(document: tuple[str, str], edits: Sequence[Edit]) -> None:
    file, text = document
    start = text.find("\n---\n") + 5
    check_with(source(file, text[:start] + edited(text[start:], edits)))


@bounded
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_pieces_of_markdown_in_any_order_are_judged(pieces: list[str]) -> None:
    check_with(source(PAGE, f"{FRONT_MATTER}{''.join(pieces)}"))


ANY_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(FRAGMENTS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=6,
)


@bounded
@example(
    "content/library.yml", {"authors": "---\n", "waivers": [{"code": "L001", "paths": "a\nb", "reason": "Why", "until": "2999-12-31"}]}
)
@given(st.sampled_from(sorted(LIBRARY)), st.dictionaries(st.sampled_from(FIELDS), ANY_VALUE, max_size=5))
def test_fields_with_any_value_are_judged(file: str, fields: dict[str, Any]) -> None:
    lines = [f"{json.dumps(name)}: {json.dumps(value)}\n" for name, value in fields.items()]
    text = "".join(lines) if file.endswith(".yml") else f"---\n{''.join(lines)}---\nText.\n"
    check_with(source(file, text))


@bounded
@given(st.sampled_from(sorted(LIBRARY)), st.binary(max_size=200), st.integers(0, 600))
def test_any_bytes_anywhere_in_a_file_are_judged(file: str, raw: bytes, where: int) -> None:
    old = LIBRARY[file].raw
    check_with(source(file, old[:where] + raw + old[where:]))


@bounded
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6), st.sampled_from(["", *FRAGMENTS]))
def test_files_with_any_name_are_judged(parts: list[str], text: str) -> None:
    name = "/".join(part.replace("/", "") for part in parts)
    check_with(source(f"content/{name}", text))
