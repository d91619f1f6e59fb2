"""Inline Markdown by signs: the same pages as the engine's own way, and no pattern of ours is asked in vain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from peerlore.publishing.engine_settings import MARKDOWN
from peerlore.publishing.plain_text import SIGNS

OURS = "peerlore.publishing.plain_text"
ROOT = Path(__file__).parent.parent


def engine(*left_out: str) -> Markdown:
    """The library's engine, without its sanitizer, which would hide what differs."""
    chosen = {name: options for name, options in MARKDOWN.items() if name not in {"peerlore.publishing.sanitizer", *left_out}}
    return Markdown(extensions=list(chosen), extension_configs=chosen)


QUICK, SLOW = engine(), engine(OURS)

PIECES = st.sampled_from(
    [
        *(
            "word",
            "and more",
            " ",
            "  \n",
            "\n",
            "\n\n",
            "*",
            "**",
            "_",
            "__",
            "==",
            "`",
            "``",
            "\\",
            "\\(",
            "\\)",
            "\\*",
            "$$",
            "&amp;",
            "&",
        ),
        *(
            "[",
            "]",
            "](",
            "(page.md)",
            "[a](b.md)",
            "![",
            "![p](q.png)",
            "[^1]",
            "\n[^1]: note\n",
            "[a][b]",
            "\n[b]: c.md\n",
            "<b>",
            "</b>",
        ),
        *(
            "<https://example.com>",
            "<me@example.com>",
            "`#!py x`",
            "# ",
            "- ",
            "1. ",
            "> ",
            "    ",
            "{: .k }",
            "!!! note\n    ",
            "| a | b |\n",
        ),
        *("\x02", "\x03", "klzzwxh:0000", "\x02klzzwxh:0001\x03", "a*b*c _d_ ==e== `f` [g](h.md) <i> &lt; \\_j", "=", "!"),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
@example("![a *b* [c](d)](e) *`f`* **[g _h_](i)** ==`=`==")
def test_signs_change_no_page(text: str) -> None:
    assert QUICK.reset().convert(text) == SLOW.reset().convert(text)


def bodies() -> Iterator[str]:
    for file in sorted([*ROOT.glob("content/**/*.md"), *ROOT.glob("tooling/docs/*.md")]):
        yield file.read_text("utf-8").split("\n---\n", 1)[-1]


def test_the_sample_library_reads_the_same() -> None:
    for body in bodies():
        assert QUICK.reset().convert(body) == SLOW.reset().convert(body)


def test_every_pattern_of_the_library_has_its_signs() -> None:
    patterns = engine().inlinePatterns
    assert set(SIGNS) == {name for name in SIGNS if name in patterns}, "signs of patterns that there are not"
    assert len(patterns) == len(SIGNS), "a pattern without signs is asked about every text"


@pytest.mark.parametrize("method", ["_InlineProcessor__handleInline", "_InlineProcessor__applyPattern"])
def test_the_engine_still_goes_through_the_methods_that_are_replaced(method: str) -> None:
    assert callable(getattr(InlineProcessor, method))


def test_a_pattern_that_nobody_knows_is_asked_about_every_text() -> None:
    from markdown.inlinepatterns import SimpleTextInlineProcessor

    md = engine()
    md.inlinePatterns.register(SimpleTextInlineProcessor("(quite)"), "mine", 5)
    asked: list[str] = []
    md.inlinePatterns["mine"].handleMatch = lambda match, data: (asked.append(data), (match[1], match.start(0), match.end(0)))[1]
    md.convert("Nothing but quite plain words.")
    assert asked == ["Nothing but quite plain words."]
