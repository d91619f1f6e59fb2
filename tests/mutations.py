"""Real documents changed as no person would change them: what the fuzz tests feed to the checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from hostile_texts import BODIES, VALUES
from library_kit import HOME
from story import BASE

PAGE = "content/modules/tools/choose-a-screwdriver.md"
"""The page of the base library in whose place the pages of the sample library stand, too."""


def read_documents() -> list[tuple[str, str]]:
    """Every document of the base library, and the pages of the sample library, each with its place in the base library."""
    own = [(file.relative_to(BASE).as_posix(), file) for file in sorted(BASE.glob("content/**/*.*")) if file.suffix in (".md", ".yml")]
    return [(place, file.read_text("utf-8")) for place, file in (*own, *((PAGE, file) for file in _sample_pages()))]


def _sample_pages() -> list[Path]:
    return sorted(HOME.glob("content/modules/**/*.md"))[::4]


DOCUMENTS = read_documents()

MARKUP = (
    "# ", "## ", "###### Deep\n", "\n\n", "\n", "    ", "\t", "> ", ">> > ", "- ", "* a\n", "1. ", "  - ", "---\n", "***\n", "===\n",
    "| a | b |\n|---|---|\n| c |", "|", "||\n", "```", "```python\n", "~~~\n", "``", "`", "[a](", "[a](b.md)", "[a](b.md#c)", "![](p.png)",
    "![a](", "[", "]", "](", "[a][b]", "[a]: b\n", "[^1]", "[^1]: note\n", "*[HTML]: x\n", "here", "[here](https://example.com)",
    "<https://example.com>", "http://", "<b>", "</div>", "<a href=", "<img src=x>", "<!--", "-->", "<", ">", "<?", "<![CDATA[", "&", "&amp;",
    "&#x3a;", "{: .a }", "{#a}", "{", "}", "{% x %}", "{{ x }}", "!!! note \"A\"\n\n    ", "!!! ", "??? tip\n", "=== \"A\"\n", ":   ", "- [ ] ",
    "**", "*", "_", "__", "~~", "==", "^", "$", "$$", "\\", "\\\\", "\\[", "'", '"', "“", "«\u00a0", " ;", "(", ")", "http://a.b/(c)", "--8<--",
    "==Done==", "Objectives", "TODO", "the the", "e.g.", "1/2/2026", "click here", "colour color", "!", "?", ".", "…", ":-)", "teh",
)  # fmt: skip
FRONT = (
    "---\n", "--- \n", "...\n", "x-a: 1\n", "x-a: [\n", "title: ", "title: again\n", ": ", ":\n", "- ", "  ", "[", "]", "{", "}", "{a: b}", "'", '"',
    "|\n  ", ">-\n", "&a ", "*a", "<<: ", "!!str ", "? ", "# ", "%YAML 1.1\n", "null", "~", "true", "Yes", "12:30", "0x1F", "1e99", "1_000",
    "2026-02-30", "1999-12-31", ".inf", "-1", "99999999999999999999", "\"\\u202e\"", '"\\0"', "@a", "[[[[[[[[[[", "[]", "{}", '""', "' '",
)  # fmt: skip
CHARACTERS = (
    "\r", "\r\n", "\ufeff", "\0", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\u200b", "\u200d", "\u00ad", "\u00a0", "é", "e\u0301",
    "\u0301" * 9, "😀", "👩🏽‍🚒", "ß", "İ", "ſ", "K", "ﬁ", "Ａ", "٣", "²", "日本", "שלום", "١٢٣", "\ud7ff", "\uffff", "\U000e0041", "𝐚", "\ufffd",
)  # fmt: skip
PERSONAL = (
    "ann@example.com", "a@a@a", "+33 6 12 34 56 78", "0612345678", "4111 1111 1111 1111", "FR76 3000 6000 0112 3456 7890 189", "192.168.0.1",
    "password: hunter2hunter2", "AKIAIOSFODNN7EXAMPLE", "-----BEGIN RSA PRIVATE KEY-----\n", "ghp_" + "a1B2" * 9, "eyJhbGciOi.eyJzdWIi.c2ln", "1" * 40,
    "bG9yZW0gaXBzdW0" * 6,
)  # fmt: skip
LONG = (
    "a" * 3000,
    "a " * 1500,
    "[a](b) " * 300,
    "word, " * 400,
    "- " * 500,
    "`" * 300,
    "*a" * 500,
    "(" * 900,
    "| a " * 500,
    "é" * 900,
    "\n" * 900,
)
FRAGMENTS = (*MARKUP, *FRONT, *CHARACTERS, *PERSONAL, *LONG, *BODIES.values(), *VALUES.values())


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to a text: what is done, where (in thousandths of the text), over how many characters, and with which fragment."""

    kind: str
    where: int
    length: int
    fragment: str


KINDS = ("put", "put", "put", "over", "over", "cut", "twice", "away", "value", "value", "line", "many", "ends", "mark", "stop")


def edited(text: str, edits: Sequence[Edit]) -> str:
    """`text` after some edits."""
    for edit in edits:
        text = _edited(text, edit)[:30_000]
    return text


def _edited(text: str, edit: Edit) -> str:
    start = len(text) * edit.where // 1000
    end = start + edit.length
    if edit.kind == "put":
        return text[:start] + edit.fragment + text[start:]
    if edit.kind == "over":
        return text[:start] + edit.fragment + text[end:]
    if edit.kind == "cut":
        return text[:start] + text[end:]
    if edit.kind == "twice":
        return text[:end] + text[start:]
    if edit.kind == "away":
        return text[:start] + text[end : end + edit.length] + text[start:end] + text[end + edit.length :]
    if edit.kind == "value":
        return _with_value(text, edit)
    if edit.kind == "line":
        newline = text.find("\n", start) + 1
        return text[:newline] + edit.fragment + text[newline:]
    if edit.kind == "many":
        return text[:start] + edit.fragment * min(edit.length, 1 + 4000 // (len(edit.fragment) + 1)) + text[start:]
    if edit.kind == "ends":
        return text.replace("\n", "\r\n")
    return "\ufeff" + text if edit.kind == "mark" else text[:end]


def _with_value(text: str, edit: Edit) -> str:
    """Something else behind one of the first colons."""
    parts = text.split(": ")
    number = 1 + edit.where % min(len(parts), 20)
    if number >= len(parts):
        return text
    parts[number] = edit.fragment + parts[number][parts[number].find("\n") :]
    return ": ".join(parts)


EDITS = st.lists(
    st.builds(Edit, st.sampled_from(KINDS), st.integers(0, 1000), st.integers(0, 60), st.sampled_from(FRAGMENTS)), min_size=1, max_size=6
)
