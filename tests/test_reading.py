"""The reader never fails on what a text says, points exactly, and sees what the site will show."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from library_kit import PATIENCE, without_coverage
from peerlore.model.documents import Document, Marks
from peerlore.model.sources import SourceFile
from peerlore.publishing.engine_settings import MARKDOWN
from peerlore.reading.document import read_document
from peerlore.reading.front_matter import read_values, read_with_care
from peerlore.reading.limits import PAGE, REGISTER
from peerlore.reading.outline import read_outline
from peerlore.reading.usual_yaml import read_usual
from story import BASE

bounded = settings(max_examples=150, deadline=None)

ANY_TEXT = st.text(st.characters(), max_size=300)  # lone surrogates too
YAML_TEXT = st.text("ab:-#[]{}'\"&*!|>%@`,?<.~ \n\t\r\\0", max_size=120)
MARKDOWN_TEXT = st.text("ab#[]()<>!`~*_{}:=-+|\"'\\/. \n\t1", max_size=200)


# Front matter


@bounded
@given(ANY_TEXT | YAML_TEXT)
def test_every_yaml_text_is_read_without_an_exception(text: str) -> None:
    read_values(text, PAGE)


@bounded
@given(ANY_TEXT | YAML_TEXT)
def test_values_keys_and_faults_have_their_places_inside_the_text(text: str) -> None:
    values = read_values(text, PAGE)
    lines = text.replace("\r\n", "\n").split("\n")
    places = [*values.marks.places.values(), *values.marks.ends.values(), *values.marks.keys.values()]
    for line, column in (*places, *((fault.line, fault.column) for fault in values.faults)):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@bounded
@given(YAML_TEXT)
def test_what_was_not_read_to_its_end_has_a_fault(text: str) -> None:
    values = read_values(text, PAGE)
    assert values.complete or values.faults


LINES = """a: 1|b: two|  c: x|- d|  - e|f: [g, h]|i: {j: k}|a: again|---|...|l: &m n|o: *m|<<: p|? q|r: !!s t|u: 'v'|# rest||\tt: a|n: ~
w: "x\\u202e"|y: \\|  z|é: \u202e|k: [[[[[[[[[x]]]]]]]]]"""
YAML_LINES = st.lists(st.sampled_from(re.split(r"[|\n]", LINES)), max_size=9).map("\n".join)


@bounded
@given(YAML_TEXT | YAML_LINES)
def test_the_quick_way_reads_what_the_careful_way_reads_or_leaves_it(text: str) -> None:
    found, meta = read_usual(text, PAGE)
    if found:
        careful = read_with_care(text, PAGE)
        assert (careful.meta, careful.faults, careful.complete) == (meta, [], True)


WORDS = st.text("abcdefgzé ü", min_size=1, max_size=12).map(str.strip).filter(lambda text: text not in ("", "e"))
PLAIN = (
    WORDS
    | st.sampled_from(["Yes", "no", "2026-01-02", "12:30", "on", "1.2.3", "0x1F"])
    | st.integers(-999, 999)
    | st.booleans()
    | st.none()
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(-1e9, 1e9).map(lambda number: round(number, 3))
    | st.text('aé"\\/\n\t:#- ', max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc d", min_size=1, max_size=5), inner, max_size=3),
    max_leaves=8,
)


@bounded
@given(st.dictionaries(st.text("abc", min_size=1, max_size=4), JSON, max_size=4))
def test_json_is_read_as_json_means_it(meta: dict[str, Any]) -> None:
    values = read_values(json.dumps(meta, ensure_ascii=False), REGISTER)
    if not any(fault.code == "R008" for fault in values.faults):
        assert (values.meta, values.faults) == (meta, [])


@bounded
@given(
    st.dictionaries(
        st.text("abcxyz-", min_size=1, max_size=6).filter(lambda key: key[0] != "-"),
        PLAIN | st.lists(PLAIN, min_size=1, max_size=3),
        max_size=6,
    )
)
def test_front_matter_as_people_write_it_is_read_with_every_place(meta: dict[str, Any]) -> None:
    lines: list[str] = []
    places: dict[tuple[str | int, ...], tuple[int, int]] = {}
    for key, value in meta.items():
        lines.append(f"{key}:" if isinstance(value, list) else f"{key}: {written(value)}")
        places[key,] = (len(lines) + 1, 3) if isinstance(value, list) else (len(lines), len(key) + 3)
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            lines.append(f"  - {written(entry)}")
            places[key, index] = (len(lines), 5)
    values = read_values("\n".join(lines), PAGE)
    assert values.faults == []
    assert (values.meta or {}) == meta
    assert {path: place for path, place in values.marks.places.items() if path} == places
    assert [line for line, column in values.marks.keys.values() if column == 1] == [
        1 + lines.index(line) for line in lines if line[0] != " "
    ]


def written(value: Any) -> str:
    return {True: "true", False: "false", None: "null"}[value] if value is None or isinstance(value, bool) else str(value)


# Bodies


@bounded
@given(ANY_TEXT | MARKDOWN_TEXT, st.integers(1, 30))
def test_every_body_has_an_outline_whose_links_stand_where_it_says(body: str, first_line: int) -> None:
    for link in read_outline(body, first_line).links:
        assert body[link.offset : link.offset + len(link.target)] == link.target
        above = body[: link.offset]
        assert link.line == first_line + above.count("\n")
        assert link.column == len(above) - above.rfind("\n")


@bounded
@given(ANY_TEXT | MARKDOWN_TEXT, st.integers(1, 30))
def test_headings_stand_in_order_on_lines_of_the_body(body: str, first_line: int) -> None:
    lines = body.split("\n")
    headings = read_outline(body, first_line).headings
    assert list(headings) == sorted(headings, key=lambda heading: heading.line)
    for heading in headings:
        line = lines[heading.line - first_line]
        assert 1 <= heading.column <= len(line)
        below = lines[heading.line - first_line + 1 : heading.line - first_line + 2]
        assert line[heading.column - 1] == "#" or below[0].strip(" =") == "" or below[0].strip(" -") == ""


@bounded
@given(ANY_TEXT | MARKDOWN_TEXT)
def test_prose_has_every_character_at_its_own_offset_or_a_space(body: str) -> None:
    prose = read_outline(body).prose
    assert len(prose) == len(body)
    assert all(seen in (there, " ") for seen, there in zip(prose, body, strict=True))


BODIES = {
    "plain": "A tip that is too small slips.\n\n## Look at the head\n\nThen [go on](next.md).\n\n### In detail\n\nSee [above](#look-at-the-head).",
    "french": "## Où commencer ?\n\n## L’essentiel, à retenir\n\n### « Dire » & écouter\n\n## Étape 1 : observer\n\n## Cœur, nœud, Œuvre\n\n## Ça marche… déjà !",
    "german": "## Größe ändern\n\n## Straße & Maß\n\n## Was heißt „fertig“?\n\n## 5 Minuten täglich",
    "other scripts": "## 日本語\n\n## Русский\n\n## العربية\n\n## 日本語 and English\n\n## —",
    "twins": "## Try it\n\n## Try it\n\n## Try it_1\n\n## Try it\n\n### try IT",
    "code in headings": "## Use `peerlore check` now\n\n## The `__init__` file\n\n## A `b` and ``c`d``\n\n## `only`",
    "marks in headings": "## Very **strong** and *soft* and snake_case_name\n\n## __bold__ _it_ ~~old~~ ==new==\n\n## 2 * 3 = 6\n\n## a_b _c",
    "links in headings": "## See [the docs](x.md) first\n\n## ![A picture](y.png) beside\n\n## [By name][n] here\n\n[n]: z.md",
    "html in headings": "## Press <kbd>Ctrl</kbd>+<kbd>C</kbd>\n\n## A & B &amp; C\n\n## x < y > z\n\n## A<br>B\n\n## A&nbsp;B &copy;",
    "own ids": "## Foo\n\n## Bar {#foo}\n\n## Foo\n\n## Qux { .wide #own title='x' }\n\n## Baz {: #other }\n\n## Not {this} one\n\n## Wide {.wide}",
    "ids elsewhere": "Text\n{: #foo }\n\nA [link](y.md){#bar} and *z*{ #baz .x }\n\n## Foo\n\n## Bar\n\n## Baz",
    "closed headings": "## Closed ##\n\n## Closed # 2 ##\n\n### C# and F#\n\n#NoSpace\n\n##\tTabbed\n\n## Ends with space   ",
    "underlined headings": "Title\n=====\n\nPart `one`\n----\n\nText\nmore\n---\n\npara\n\n---\n\n## a\nB\n---",
    "backslashes": "## A \\* star \\_x\\_\n\n## 1\\. x\n\n\\## not one\n\n## \\# one",
    "numbers and emoji": "## 1. First\n\n## 2) Second\n\n## 3.1 Sub-section\n\n## 🎉 Party time 🎉",
    "fences": "```\n[x](nope.md)\n# no\n```\n\n~~~ py\n[x](nope.md)\n```\n~~~\n\n````md title=\"a b\"\n```\n[x](nope.md)\n```\n[y](nope.md)\n````\n\n[a](b.md)",
    "fences inside": "- item\n\n    ```\n    [x](nope.md)\n    ```\n\n> ```\n> [x](nope.md)\n> ```\n\n1. one\n\n    ~~~ { .py #id1 }\n    # [x](nope.md)\n    ~~~\n\n    [a](b.md)",
    "fence without end": "```\n[x](yes.md)\n\n## Head",
    "fence that another does not close": "```\n[x](nope.md)\n`````\n[y](nope.md)\n```\n\n[a](b.md)",
    "indented code": "Text\n\n    [x](nope.md)\n    # no\n\n\t[x](nope.md)\n\nText [a](b.md)\n    [c](lazy.md)\n\n- - -\n\n    [x](nope.md)",
    "lists": "- item\n\n    ## In list\n\n    [a](l.md)\n\n        [x](nope.md)\n\n- two\n\n    - three [b](c.md)\n\n        [d](e.md)\n\n            [x](nope.md)\n\n1. one\n\n    ### deep\n\nAfter\n\n    [x](nope.md)",
    "boxes": "!!! note \"A [b](t.md) title\"\n\n    Text [a](adm.md).\n\n    ## Head\n\n        [x](nope.md)\n\n??? tip\n    Text [c](d.md).\n\n???+ tip \"x\"\n\n    ```\n    [x](nope.md)\n    ```\n\nAfter\n\n    [x](nope.md)",
    "tabs": "=== \"One\"\n\n    Text [a](tab.md)\n\n=== \"Two\"\n\n    ```py\n    [x](nope.md)\n    ```\n\n    ### Inside",
    "quotes": "> ## In quote\n>\n> text [a](q.md)\n>\n>     [x](nope.md)\n>\n> - list\n>\n>     [b](c.md)\n\n## Out",
    "tables": "| a | b |\n| --- | --- |\n| [x](y.md) | `a|b` |\n| \\| | [z](w.md) |\n| a ` b | [c](d.md) |\n\n`e` [f](g.md)",
    "footnotes and definitions": "Text[^1] and [^x].\n\n[^1]: See [a](f.md).\n\n    More [b](g.md).\n\n[^x]: y\n\nTerm\n:   Def [c](d.md)\n\n    More [d](e.md)\n\n        [x](nope.md)\n\n## Head[^1]",
    "code between backticks": "Use `[x](nope.md)` and ``[x](`nope.md)`` and [a](b.md) `C:\\` [c](d.md) `e`\n\n\\`[f](g.md)\\` and \\\\`[x](nope.md)`\n\na `` b ` [h](i.md) ` c\n\n- a ` b\n- [j](k.md)\n\nc ` d",
    "comments": "<!-- [x](nope.md) -->\n\n<!--\n[x](nope.md)\n\n# no\n-->\n[a](b.md) and `<!--` [c](d.md) `-->` and <!-- [x](nope.md) --> [e](f.md)",
    "addresses": "[a](b_(c).md) [d](<e (f).md>) [g](h.md 'title') [i]( j.md ) [k](l.md \"say \"hi\" (now)\")\n[m](\nn.md) [o\np](q.md\n\"t\") [r](s%20t.md?x=1&y=2#z) [u](v\\_w.md)",
    "addresses with tags": "[a](b<c>d.md) ![e](f>g.png) [h](data:text/html,<b>i</b>)",
    "brackets": "\\[x](no.md) [a [b] c](d.md) [[e]](f.md) [`[g]`](h.md) [x] (no.md) [i ![j](k.png)](l.md) ![m [n](no.md)](o.png)",
    "names": "[a][one] and [two][] and [three] ![p][four] ![five]\n\n[one]: one.md\n[two]: <two.md> \"T\"\n[three]:\n    three.md\n[four]: four.png\n[five]: five.png 'Five'\n\n[Ann]: says what she thinks",
    "names inside": "> [a][q]\n>\n> [q]: quote.md\n\n- item [b][L  l]\n\n    [l l]: list.md",
    "html": "<a href=\"a.md\">x</a> <a href='b.md'>y</a> <a href=c.md>z</a> <a\n href=\"d.md\">w</a> <A CLASS=\"x\" data-href=\"no\" HREF=\"e f.md\">v</A> <img alt='y' src='g.png'/> <a id=\"z\">i</a>\n\n<figure markdown>\n![z](h.png)\n</figure>",
    "addresses in angle brackets": "<https://example.com/x> and <ftp://example.com> and https://example.com and <b>bold</b>",
    "attributes": "[a](b.md){ target=_blank } ![x](y.png){ width=\"300\" }\n\n## Foo { data-toc-label='Bar' }",
}  # fmt: skip


class Shown(HTMLParser):
    """The ids of headings, the addresses of links and pictures in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[tuple[bool, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        made = {"headerlink", "footnote-ref", "footnote-backref"} & set(own.get("class", "").split())
        if re.fullmatch("h[1-6]", tag):
            self.anchors.append(own["id"])
        elif tag == "a" and "href" in own and not made and not own["href"].startswith("#__"):
            self.links.append((False, own["href"]))
        elif tag == "img":
            self.links.append((True, own["src"]))


def shown(body: str) -> Shown:
    """What the site's own Markdown makes of a body."""
    settings = {name: options for name, options in MARKDOWN.items() if name != "peerlore.publishing.sanitizer"}
    page = Shown()
    page.feed(Markdown(extensions=list(settings), extension_configs=settings).convert(body))
    return page


def seen(body: str) -> tuple[list[str], list[tuple[bool, str]]]:
    outline = read_outline(body)
    links = [(link.image, html.unescape(re.sub(r"\\([\\`*_{}\[\]()>#+\-.!])", r"\1", link.target))) for link in outline.links]
    return [heading.anchor for heading in outline.headings], sorted(links)


@pytest.mark.parametrize("name", BODIES)
def test_anchors_and_links_are_those_that_the_site_shows(name: str) -> None:
    page = shown(BODIES[name])
    assert seen(BODIES[name]) == (page.anchors, sorted(page.links))


# A page whose fence never ends, or that names an address twice, cannot be put together with others.
PARTS = [
    body
    for name, body in BODIES.items()
    if name not in ("fence without end", "names", "names inside", "links in headings", "footnotes and definitions")
]


@bounded
@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=3))
def test_pages_put_together_are_seen_as_the_site_shows_them(parts: list[str]) -> None:
    body = "\n\n".join(parts)
    page = shown(body)
    assert seen(body) == (page.anchors, sorted(page.links))


# Time

SIZE = 200_000
YAML_BOMBS = ["[", "{", "- ", "a: ", "? ", "&a ", "*a ", "!a ", "'", '"', "a\n", "a: b\n", "\t", "#", "# a\n", "[a]: ", "{a: ", "\0", "\u2028", "\\", "%", "---\n", "|\n ", "a:\n", "é"]  # fmt: skip
BODY_BOMBS = [
    "[", "![", "[](", "[x](y ", '[x](y "', "[](a)", "[![](a)", "![[", "[[](a)", "[a][b]", "[a]:\n", '[a]: b "\n', "[a\n\nb](c) ", "`", "` ", "`a", "``a`", "\\`", "\\",
    "# a\n", "#\n", "# _a\n", "# a {#b}\n", "#", "a\n-\n\n", "```a\n", "~~~\n", "> ", "> a\n", "- ", "- a\n", "    a\n\n", "1. ", "!!! a\n", "??? \"", "<!--", "<!--\n", "<a ", "<a href=",
    '<img alt="', "<b id=", "<a://", "{: #", "{}", "&", "_a", "*", "=== \"a\"\n", "[^1]:\n", ": a\n", "\n", " ", "\t",
]  # fmt: skip


def read_all(reader: str, texts: list[str]) -> None:
    """Read each text in a process of its own, which has 20 seconds of the processor for all of them."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (20, 20))"
    program = f"{limit}\nimport json, sys\n{reader}\nfor text in json.load(sys.stdin): read(text)"
    environment = without_coverage(os.environ)
    subprocess.run([sys.executable, "-c", program], input=json.dumps(texts), env=environment, text=True, check=True, timeout=PATIENCE)


def grown(bombs: list[str]) -> list[str]:
    return [bomb * (SIZE // len(bomb)) for bomb in bombs]


OUTLINE = ("prose", "headings", "anchors", "links", "blocks", "words")
READ_BODY = (
    f"from peerlore.reading.outline import read_outline\nread = lambda text: [getattr(read_outline(text), part) for part in {OUTLINE}]"
)
READ_FRONT = "from peerlore.reading.front_matter import read_values\nfrom peerlore.reading.limits import REGISTER\nread = lambda text: read_values(text, REGISTER)"


@pytest.mark.parametrize("start", range(0, len(BODY_BOMBS), 6))
def test_no_body_of_200_kb_takes_long(start: int) -> None:
    read_all(READ_BODY, grown(BODY_BOMBS[start : start + 6]))


def test_no_body_that_grows_line_by_line_takes_long() -> None:
    ticks = "".join("`" * length + " " for length in range(1, 600))
    fences = "".join("`" * length + "\n" for length in range(3, 600))
    indents = "".join(" " * indent + "```\n" for indent in range(600))
    lists = "".join(" " * (4 * depth) + "- a\n" for depth in range(300))
    read_all(READ_BODY, [ticks, fences, indents, lists, f"[a]({'(b)' * 50_000}", f"# {'_a' * 90_000}", f"<a {' ' * 190_000}"])


@pytest.mark.parametrize("start", ["[a](", "[a](b", "[a](b 'c'", "[a](\n", "[a]: b", "[a", "# a", "!!! a"])
def test_no_body_with_much_space_takes_long(start: str) -> None:
    read_all(READ_BODY, [f"{start}{space * (SIZE // len(space))}x" for space in (" ", "\t", "\n", " \n", "\n ")])


def test_no_front_matter_of_200_kb_takes_long() -> None:
    read_all(READ_FRONT, grown(YAML_BOMBS))


# Line ends


def read(raw: bytes) -> tuple[Document, Marks, list[Any]]:
    """A document with all that it looks for only when somebody asks."""
    document = read_document(SourceFile("content/modules/tools/a.md", raw, len(raw)), "module")
    return document, document.marks, [getattr(document.outline, part) for part in OUTLINE]


@pytest.mark.parametrize("file", sorted(BASE.glob("content/**/*.md")), ids=lambda file: file.stem)
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(file: Path) -> None:
    raw = file.read_bytes()
    windows = raw.replace(b"\n", b"\r\n")
    assert read(raw) == read(windows) == read(b"\xef\xbb\xbf" + raw) == read(b"\xef\xbb\xbf" + windows)
    assert read(raw)[0].complete


@bounded
@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff"), max_size=200)
    | MARKDOWN_TEXT
    | YAML_TEXT.map(lambda text: text.replace("\r", ""))
)
def test_any_text_is_read_the_same_with_windows_line_ends(text: str) -> None:
    raw = f"---\n{text}\n---\n{text}".encode()
    assert read(raw) == read(raw.replace(b"\n", b"\r\n")) == read(b"\xef\xbb\xbf" + raw)


@bounded
@given(st.binary(max_size=300))
def test_any_bytes_make_a_document(raw: bytes) -> None:
    document, _, _ = read(raw)
    lines = document.text.split("\n")
    for finding in document.findings:
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
