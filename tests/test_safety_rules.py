"""The gate says before what the site drops after: nothing of an accepted page gets lost on the way to readers."""

from __future__ import annotations

from collections import Counter
from functools import cache
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from asking import ask
from peerlore.checking.rules import RULES, html_words
from peerlore.model.documents import Document
from peerlore.model.findings import Finding
from peerlore.model.sources import SourceFile
from peerlore.publishing.clean import clean_html
from peerlore.publishing.engine_settings import MARKDOWN
from peerlore.reading import html
from peerlore.reading.document import read_document


def read(body: str) -> Document:
    raw = f"---\nid: page\n---\n{body}".encode()
    return read_document(SourceFile("content/modules/tools/page.md", raw, len(raw)), "module")


def said_of(body: str, families: str = "XL") -> list[Finding]:
    document = read(body)
    return [finding for rule in RULES if rule.code[0] in families for finding in ask(rule, document)]


@cache
def engine() -> Markdown:
    """Markdown as the site is built with it, but for the last step."""
    names = [name for name in MARKDOWN if name != "peerlore.publishing.sanitizer"]
    return Markdown(extensions=names, extension_configs={name: dict(MARKDOWN[name]) for name in names if MARKDOWN[name]})


class Parts(HTMLParser):
    """Counts the elements of a page, and their attributes word by word."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: Counter[tuple[str, ...]] = Counter()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[(tag,)] += 1
        for name, value in attrs:
            # The engine numbers lines of code by itself; nobody wrote those anchors.
            if not (tag == "a" and (value or "").startswith("__codelineno")):
                for word in (value or "").split() or [""]:
                    self.found[tag, name, word.rstrip(";")] += 1


def dropped(body: str) -> Counter[tuple[str, ...]]:
    """What the last step takes away from a page."""
    rendered = engine().reset().convert(body)
    return Parts(rendered).found - Parts(clean_html(rendered)).found


NAMES = st.sampled_from(sorted(html.TAGS - {"col", "input"}) + sorted(html_words.INSTEAD) + ["file", "string", "x-y", "U8"])
VALUES = st.sampled_from(
    ["x", "md-nav", "pl-approved", "__config", "fine", "../x.md", "javascript:x", "data:x", "color: red", "text-align: left", "3"]
)
ATTRIBUTES = st.sampled_from(
    ["class", "id", "title", "href", "src", "style", "onclick", "onload", "align", "width", "target", "data-x", "lang", "name"]
)
PAIRS = st.dictionaries(ATTRIBUTES, VALUES, max_size=3)
WORDS = st.sampled_from(["a word", "*stress*", "`code <x>`", "[a link](https://example.com)", "<https://example.com>", "H<sub>2</sub>O"])


@st.composite
def tags(draw: st.DrawFn) -> str:
    name = draw(NAMES)
    attributes = "".join(f' {key}="{value}"' for key, value in draw(PAIRS).items())
    shape = draw(
        st.sampled_from(
            ("<{0}{1}>{2}</{0}>", "<{0}{1}>{2}", "{2}</{0}>", "<{0}{1}/>", "<{0}{1}>\n\n{2}\n\n</{0}>", "<{0}{1}>\n    {2}\n</{0}>")
        )
    )
    return shape.format(name, attributes, draw(WORDS))


@st.composite
def braces(draw: st.DrawFn) -> str:
    words = [f'{key}="{value}"' for key, value in draw(PAIRS).items()]
    words += draw(st.lists(st.sampled_from((".fine", ".md-nav", ".pl-lead", "#fine", "#__config")), max_size=2, unique=True))
    written = f"{{: {' '.join(words) or '.fine'} }}"
    shape = draw(
        st.sampled_from(
            (
                "[a link](https://example.com){0}",
                "![a picture](x.png){0}",
                "**strong**{0}",
                "## A heading {0}",
                "A heading {0}\n---",
                "Some text\n{0}",
                "- an item\n{0}",
                "| one | two |\n| --- | --- |\n| a {0} | b |",
                "```{0}\nx\n```",
                "`code`{0}",
            )
        )
    )
    return shape.format(written)


BODIES = st.lists(st.one_of(tags(), braces(), WORDS), min_size=1, max_size=4).map("\n\n".join)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(BODIES)
@example("<div>\n\n    <script>alert(1)</script>\n\n</div>")
@example("<dd><https://example.com></dd>")
@example("a \\<b> c")
@example("[x](&#106;avascript:alert(1))")
@example("<javascript://x>")
@example("## `_parse` it")
@example("**A**{1,2}")
def test_what_the_site_drops_is_a_finding(body: str) -> None:
    if dropped(body):
        assert said_of(body), body


@pytest.mark.parametrize(
    "body",
    [
        "H<sub>2</sub>O and <kbd>Enter</kbd><br>",
        "<details markdown>\n<summary>More</summary>\n\n*Text*\n\n</details>",
        "[a link](https://example.com){ .md-button } and ![a picture](x.png){ width=20 loading=lazy }",
        "## A heading { #here .pl-lead }",
        '<table>\n<tr><th scope="col">One</th></tr>\n<tr><td class="pl-right">2</td></tr>\n</table>',
        "1 < 2, a <- b, `<x>` and &lt;x>",
        "## Сила\n\n## Момент",
    ],
)
def test_what_the_site_keeps_is_no_finding(body: str) -> None:
    assert not dropped(body)
    assert not said_of(body, "X")


def test_a_thousand_headings_of_one_name_are_too_many() -> None:
    assert not said_of("## Same\n\n" * 1000, "X")
    assert {finding.code for finding in said_of("## Same\n\n" * 1001, "X")} == {"X013"}


@pytest.mark.parametrize(
    "body", ["- " * 500 + "a", "*a _b " * 800 + "_ *" * 800, "\n".join("    " * depth + "- a" for depth in range(250))]
)
def test_what_breaks_the_engine_is_a_finding(body: str) -> None:
    assert {finding.code for finding in said_of(body, "X")} == {"X014"}
