"""A mended list looks on the site as its author saw it on GitHub, whatever the list."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from peerlore.checking.lists import read_lines, run_on_lists, shallow_lists
from peerlore.publishing.engine_settings import MARKDOWN
from peerlore.reading.code import without_code

OURS = [name for name in MARKDOWN if not name.startswith("peerlore") and name != "toc"]


class Shape(HTMLParser):
    """The entries of lists: in which lists each stands, and its first word."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.entries: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ol", "ul"):
            self._open.append(tag)
        elif tag == "li":
            self.entries.append((tuple(self._open), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self.entries and not self.entries[-1][1] and data.strip():
            self.entries[-1] = (self.entries[-1][0], data.split()[0])


def on_github(text: str) -> Shape:
    return Shape(MarkdownIt("commonmark").render(text))


def on_the_site(text: str) -> Shape:
    return Shape(markdown.markdown(text, extensions=OURS))


def mended(text: str) -> str:
    lines = text.split("\n")
    for found in reversed(list(shallow_lists(read_lines(text, without_code(text))))):
        assert found.sure
        lines[found.start : found.end] = found.mended
    return "\n".join(lines)


@st.composite
def github_lists(draw: st.DrawFn) -> str:
    """A list as people write it for GitHub: each level below the text of the entry above, of one kind of mark a level."""
    numbered = draw(st.lists(st.booleans(), min_size=4, max_size=4))
    depths = draw(st.lists(st.integers(0, 3), min_size=1, max_size=9))
    lines: list[str] = []
    inner = [0]
    for count, wanted in enumerate(depths):
        depth = min(wanted, len(inner) - 1)
        del inner[depth + 1 :]
        mark = "1." if numbered[depth] else "-"
        lines.append(f"{' ' * inner[depth]}{mark} word{count}")
        inner.append(inner[depth] + len(mark) + 1)
        if draw(st.integers(0, 5)) == 0:
            lines += ["", f"{' ' * inner[depth + 1]}text{count}", ""]
    return "\n".join(lines)


@settings(max_examples=300, deadline=None)
@given(github_lists())
def test_a_mended_list_has_the_levels_that_github_shows(text: str) -> None:
    assert on_the_site(mended(text)).entries == on_github(text).entries


@settings(max_examples=100, deadline=None)
@given(github_lists())
def test_a_mended_list_needs_no_mending(text: str) -> None:
    after = mended(text)
    assert list(shallow_lists(read_lines(after, without_code(after)))) == []


@settings(max_examples=100, deadline=None)
@given(github_lists())
def test_a_list_below_a_text_is_told_and_then_shown(text: str) -> None:
    text = f"Some text:\n{mended(text)}"
    told = [line.number for line in run_on_lists(read_lines(text, without_code(text)))]
    assert told == [1]
    lines = text.split("\n")
    lines.insert(1, "")
    assert on_the_site("\n".join(lines)).entries == on_the_site("\n".join(lines[2:])).entries
    assert re.search(r"Some text:\n(?:-|1\.) word0", markdown.markdown(text, extensions=OURS))
