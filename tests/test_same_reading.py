"""Gate and publisher read front matter the same way: what the checks took for a value is on the page, what they refused is nowhere."""

from __future__ import annotations

import html
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from front_matter_texts import DURATIONS, LICENCES, LINES, TAGS
from library_kit import findings, module, run, small_library, tree, write
from peerlore.model.sources import SourceFile
from peerlore.reading.document import read_document
from peerlore.staging.escape import front_matter, html_values
from peerlore.staging.words import words_of

FOLDER = "modules/sharing"


@dataclass(frozen=True)
class Case:
    """A module with one odd text in it, and what the fields say that it changes; None where it must be refused."""

    name: str
    raw: bytes
    said: Mapping[str, Any] | None = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """A title that no other module has."""
        return f"How to do {self.name}"


def cases() -> Iterator[Case]:
    """Every text of the tables in a module of its own."""
    for name, texts in (("licence", LICENCES), ("duration", DURATIONS), ("tags", TAGS)):
        for number, (text, value) in enumerate(texts.items()):
            yield case(f"{name}-{number}", f"{name}: {text}\n", None if value is None else {name: value})
    for number, (text, said) in enumerate(LINES.items()):
        yield case(f"line-{number}", f"{text}\n", said)
    for number, (change, accepted) in enumerate(FILES):
        whole = case(f"file-{number}", "")
        yield Case(whole.name, change(whole.raw), {} if accepted else None)


def case(name: str, lines: str, said: Mapping[str, Any] | None = None) -> Case:
    text = module(name, title=f"How to do {name}")
    if lines.startswith("duration"):
        text = text.replace("duration: 10\n", "")
    raw = text.replace("\n---\n", f"\n{lines}---\n", 1).encode("utf-8", "surrogatepass")
    return Case(name, raw, said)


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: raw.replace(old, new, 1)


def torn(encoding: str) -> Callable[[bytes], bytes]:
    return lambda raw: (raw + "Café.\n".encode()).decode().encode(encoding)


FILES: list[tuple[Callable[[bytes], bytes], bool]] = [
    (lambda raw: b"\xef\xbb\xbf" + raw, True),
    (lambda raw: b"\xef\xbb\xbf" * 2 + raw, False),
    (lambda raw: raw.replace(b"\n", b"\r\n"), True),
    (lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"), True),
    (replaced(b"\n", b"\r\n"), True),
    (lambda raw: raw.replace(b"\n", b"\r"), False),
    (lambda raw: raw.replace(b"\n", b"\n\r"), False),
    (lambda raw: raw.replace(b"\n", b"\r\r\n"), False),
    (replaced(b"\n---\n", b"\n\r---\n"), False),
    (lambda raw: raw.rstrip(b"\n"), True),
    (lambda raw: raw + b"\n\n\n", True),
    (lambda raw: b"\n" + raw, False),
    (lambda raw: b" " + raw, False),
    (lambda raw: b"\t" + raw, False),
    (lambda raw: b"<!-- a -->\n" + raw, False),
    (lambda raw: b"# A title\n\n" + raw, False),
    (lambda raw: b"%YAML 1.1\n" + raw, False),
    (lambda raw: b"\xc2\xa0" + raw, False),
    (lambda raw: b"\xe2\x80\x8b" + raw, False),
    (replaced(b"---\n", b"--- \n"), False),
    (replaced(b"---\n", b"---\t\n"), False),
    (replaced(b"---\n", b"----\n"), False),
    (replaced(b"---\n", b"--\n"), False),
    (replaced(b"---\n", "–––\n".encode()), False),
    (replaced(b"---\n", "—\n".encode()), False),
    (replaced(b"---\n", b"+++\n"), False),
    (replaced(b"---\n", b"--- # a\n"), False),
    (replaced(b"---\n", b"---yaml\n"), False),
    (replaced(b"---\n", b"---\n---\n"), False),
    (replaced(b"---\n", b"---\n# comment\n"), True),
    (replaced(b"---\n", b"---\n\n"), True),
    (replaced(b"---\n", b""), False),
    (replaced(b"\n---\n", b"\n...\n"), False),
    (replaced(b"\n---\n", b"\n ---\n"), False),
    (replaced(b"\n---\n", b"\n---  \n"), False),
    (replaced(b"\n---\n", b"\n-----\n"), False),
    (replaced(b"\n---\n", b"\n\n---\n"), True),
    (replaced(b"\n---\n", b"\n"), False),
    (replaced(b"\n---\n", b"\n---\n---\ntitle: Another\n---\n"), True),
    (replaced(b"\n---\n", b"\n---\ntitle: Another\n"), True),
    (replaced(b"\n---\n", b"\n---\n...\n"), True),
    (torn("utf-16"), False),
    (torn("utf-16-le"), False),
    (torn("latin-1"), False),
    (torn("utf-8"), True),
    (lambda raw: raw + b"\0", False),
    (lambda raw: raw.replace(b"\n---\n", b"\n\0---\n", 1), False),
    (lambda _: b"title: MultiMarkdown\nlocation: /x\n\nText\n", False),
    (lambda _: b"---\n---\nText\n", False),
    (lambda _: b"---\n---", False),
    (lambda _: b"---\n", False),
    (lambda _: b"---", False),
    (lambda _: b"", False),
]  # fmt: skip

CASES = list(cases())
ACCEPTED = [case for case in CASES if case.said is not None]
REFUSED = [case for case in CASES if case.said is None]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a module for every case."""
    folder = small_library(tmp_path_factory.mktemp("lecture") / "notre bibliothèque")
    for case in CASES:
        write(folder / f"content/{FOLDER}/{case.name}.md", case.raw)
    return folder


@pytest.fixture(scope="module")
def refused(library: Path) -> set[str]:
    """The files that have an error."""
    return {finding["file"] for finding in findings(library) if finding["level"] == "error"}


@pytest.fixture(scope="module")
def staged(library: Path, refused: set[str]) -> Path:
    """The staged tree of the library, in which what was refused is no longer there."""
    rest = shutil.copytree(library, library.with_name("reste"))
    for file in refused:
        (rest / file).unlink()
    outcome = run("stage", library.with_name("nu"), cwd=rest)
    assert outcome.code == 0, outcome
    return library.with_name("nu") / "docs"


def test_there_are_many_ways_to_write_front_matter() -> None:
    assert len(CASES) >= 300
    assert min(len(ACCEPTED), len(REFUSED)) >= 100


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_checks_accept_what_yaml_1_2_says_and_no_more(refused: set[str], case: Case) -> None:
    assert (f"content/{FOLDER}/{case.name}.md" in refused) == (case.said is None), case.raw


@pytest.mark.parametrize("case", ACCEPTED, ids=str)
def test_the_checks_read_the_value_that_was_written(case: Case) -> None:
    document = read_document(SourceFile(f"content/{FOLDER}/{case.name}.md", case.raw, len(case.raw)), "module")
    plain = case_of(case.name)
    assert document.meta == {**plain.meta, **(case.said or {})}


def case_of(name: str) -> Any:
    """The same module without the odd text."""
    raw = module(name, title=f"How to do {name}").encode("utf-8")
    return read_document(SourceFile(f"content/{FOLDER}/{name}.md", raw, len(raw)), "module")


@pytest.mark.parametrize("case", ACCEPTED, ids=str)
def test_page_engines_read_from_the_staged_page_what_the_checks_read(staged: Path, case: Case) -> None:
    text = (staged / f"{FOLDER}/{case.name}.md").read_text("utf-8")
    _, front, _ = text.split("---\n", 2)
    _, read = get_data(text)
    assert read == yaml.safe_load(front)
    said = {"licence": "", "duration": 10, "tags": [], **(case.said or {})}
    assert (read["title"], read["description"]) == (case.title, case_of(case.name).meta["summary"])
    assert read["module"]["licence"] == html.escape(said["licence"])
    assert words_of("en").minutes(int(said["duration"])) in read["module"]["facts"].split(" · ")
    assert read["module"]["tags"] == [html.escape(tag) for tag in said["tags"]]
    assert not {"x-a", "x-b"} & {*read, *read["module"]}


def test_nothing_that_was_refused_is_published(library: Path, staged: Path) -> None:
    outcome = run("stage", library.with_name("rien"), cwd=library)
    assert outcome.code == 1
    assert not library.with_name("rien").exists()
    pages = b"\n".join(tree(staged).values())
    assert [case.name for case in ACCEPTED if f"/{case.name}".encode() not in pages] == []
    assert [case.name for case in REFUSED if f"{case.title}\n".encode() in pages or f'{case.title}"'.encode() in pages] == []


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=20) | st.text(
    "\x00\x1b\x7f\x85\x9f\u2028\ufeff\ufffe\uffff-\n\t'\"{}[]:#& \\", max_size=20
)
ANY_VALUE = st.recursive(
    ANY_TEXT | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(ANY_VALUE)
def test_page_engines_read_any_value_that_we_write(value: Any) -> None:
    text = f"{front_matter({'value': value})}\nText.\n"
    assert get_data(text) == ("Text.\n", {"value": html_values(value)})
