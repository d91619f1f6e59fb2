"""Bounded input, bounded work: a verdict within five seconds of computing and 512 MB, whatever 256 KB say."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from library_kit import findings, module, page, run_program, small_library, write
from peerlore.checking.schemas import Schemas
from peerlore.model.documents import Document
from peerlore.model.sources import SourceFile
from peerlore.outside.schemas import read_schemas
from peerlore.reading.document import read_document
from peerlore.reading.front_matter import PAGE, read_values
from peerlore.reading.globs import fits

SECONDS, MEMORY = 10, 512 * 1024 * 1024
"""Five seconds are what an idle machine needs at the very most; a busy one counts more for the same work."""
SIZE = 255_000
SHARING = "content/modules/sharing"

# The limit of time is the system's: who needs more is stopped.
LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from peerlore.commands import main
sys.argv = ["peerlore", *sys.argv[1:]]
try:
    main()
finally:
    status = open("/proc/self/status").read()  # getrusage counts what the process held that started this one, too
    print(status.partition("VmHWM:")[2].split()[0], file=sys.stderr)
"""


def check_within_limits(library: Path) -> tuple[list[dict[str, Any]], int]:
    """What `peerlore check` finds within its limits, and how many bytes it took."""
    unmeasured = {name: "" for name in os.environ if name.startswith("COVERAGE_")}  # coverage would take most of the time
    outcome = run_program(sys.executable, "-c", LIMITED, "check", "--format", "json", "--notices", cwd=library, **unmeasured)
    assert outcome.code in (0, 1), outcome
    return json.loads(outcome.out)["findings"], int(outcome.err.split()[-1]) * 1024


def filled(*pieces: str) -> str:
    """A text of 255 KB in which the last piece is repeated between the others."""
    return pieces[0] + pieces[1] * ((SIZE - 1000) // len(pieces[1].encode())) + "".join(pieces[2:])


BODIES = {
    "brackets": filled("", "["),
    "pictures in brackets": filled("", "[![](a)"),
    "an address behind spaces": filled("[a](", " ", "x"),
    "a line of spaces": filled("Text.\n", " ", "x"),
    "stops": filled("One two three four five. " * 60, "."),
    "definitions": filled("[a]: ", '"', " x"),
    "backticks": filled("", "`a"),
    "tags": filled("", "<a "),
    "braces": filled("", "{: .a }"),
    "tables": filled("", "| a |\n|---|\n| b |\n\n"),
    "quotes": "".join(f"{'>' * min(number, 300)} a\n" for number in range(900)),
    "list below list": filled("", "- a\n  - b\n"),
    "anchors": "\n\n".join(f"## A{number}" for number in range(7000)) + "\n" + " ".join(f"[a](#b{number})" for number in range(7000)),
    "mail addresses": filled("", "a@"),
    "base64": filled("", "bG9yZW0gaXBzdW0"),
    "an id and an anchor": f"## A {{#{'ab' * 60_000}}}\n\n[a](#{'ba' * 60_000})",
}  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path / "notre bibliothèque")


@pytest.mark.parametrize("name", BODIES)
def test_a_body_of_256_kb_is_judged_within_limits(library: Path, name: str) -> None:
    text = module("bomb", BODIES[name])
    assert 100_000 < len(text.encode()) <= 256 * 1024 or name == "quotes"
    (library / SHARING / "bomb.md").write_text(text, "utf-8", newline="")
    _, memory = check_within_limits(library)
    assert memory < MEMORY


def test_circles_of_prerequisites_and_paths_against_their_order_are_judged_within_limits(library: Path) -> None:
    for number in range(300):
        requires = [f"m-{(number + step) % 300}" for step in range(1, 11)]
        write(library / SHARING / f"m-{number}.md", module(f"m-{number}", requires=requires))
        write(library / SHARING / f"n-{number}.md", module(f"n-{number}", requires=[f"n-{number + 1}"] if number < 299 else []))
    way = {"id": "long-way", "title": "A long way", "summary": "Everything in the wrong order.", "authors": ["mara"], "language": "en"}
    write(library / "content/paths/long-way.md", page({**way, "modules": [f"n-{number}" for number in range(40)]}, "Go.\n"))
    said, memory = check_within_limits(library)
    assert memory < MEMORY
    assert {"Q002", "Q008"} <= {finding["code"] for finding in said}


# Every kind of attack by way of a page's text that a contributor must hear of, and the code under which.
TOLD: dict[str, tuple[str, str]] = {
    "a program in an address": ("[press](javascript:alert)", "L006"),
    "a program in capitals": ("[press](JaVaScRiPt:alert)", "L006"),
    "a program behind a tab": ("[press](java&Tab;script:alert)", "L006"),
    "a program behind entities": ("[press](&#106;avascript&colon;alert)", "L006"),
    "a program by name": ("[press][x]\n\n[x]: javascript:alert", "L006"),
    "a program in angle brackets": ("[press](<javascript:alert>)", "L006"),
    "a program in HTML": ('<a href="&#1;javascript:alert">press</a>', "L006"),
    "a page in an address": ("[press](data:text/html,hello)", "L006"),
    "another scheme": ("[press](vbscript:msgbox)", "L006"),
    "a file of the reader": ("[press](file:///etc/passwd)", "L006"),
    "a file outside": ("[press](../../../../mkdocs.yml)", "L004"),
    "a picture outside": ("![A secret](../../../.git/config)", "L004"),
    "a picture of another site": ("![A pixel](https://evil.test/pixel.png)", "L007"),
    "a picture without a scheme": ("![A pixel](//evil.test/pixel.png)", "L007"),
    "a picture in HTML": ('<img src="https://evil.test/pixel.png" alt="A pixel">', "L007"),
    "a script": ("<script>alert()</script>", "X001"),
    "a frame": ('<iframe src="https://evil.test/"></iframe>', "X001"),
    "a style": ("<style>body { display: none }</style>", "X001"),
    "a form": ('<form action="//evil.test/"><button>Log in</button></form>', "X001"),
    "a drawing": ('<svg onload="alert()"></svg>', "X001"),
    "a refresh": ('<meta http-equiv="refresh" content="0; url=//evil.test/">', "X001"),
    "a handler": ('<b onclick="alert()">press</b>', "X004"),
    "a handler in braces": ('A word\n{: onclick="alert()" }', "X004"),
    "an overlay": ('<div style="position: fixed">Log in</div>', "X005"),
    "an overlay in braces": ('A word\n{: style="position: fixed" }', "X005"),
    "a part of the theme": ("## A heading {: #__config }", "X006"),
    "text that runs backwards": ("Pay \u202eyna", "R003"),
    "an invisible character": ("Pay\0", "R003"),
    "a foreign file": ('--8<-- "mkdocs.yml"', "X008"),
    "a template": ("{% include 'x' %}", "X008"),
}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What is found in a library with a module for every attack; the attack stands on line 17."""
    library = small_library(tmp_path_factory.mktemp("attaques") / "notre bibliothèque")
    for number, (body, _) in enumerate(TOLD.values()):
        write(library / SHARING / f"attack-{number}.md", module(f"attack-{number}", f"A text.\n\n{body}\n"))
    return findings(library)


@pytest.mark.parametrize("name", TOLD)
def test_an_attack_is_told_at_its_place(attacked: list[dict[str, Any]], name: str) -> None:
    number = list(TOLD).index(name)
    said = {(finding["code"], finding["line"]) for finding in attacked if finding["file"].endswith(f"/attack-{number}.md")}
    assert TOLD[name][1] in {code for code, line in said if line in (17, 18, 19)}, said


# Front matter

BOMBS = {
    "aliases": "x-a: &a [1]\n" + "".join(f"x-{b}: &{b} [{f'*{a},' * 9}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "merge keys": "x-a: &a {k: 1}\n"
    + "".join(f"x-{b}: &{b} {{<<: [{f'*{a},' * 9}]}}\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "itself": "x-a: &a [*a]\n",
    "brackets": "x-a: " + "[" * 16_000,
    "braces": "x-a: " + "{a: " * 4_000,
    "lists": "x-a: " + "- " * 8_000,
    "questions": "? " * 8_000,
    "keys": "".join(f"x-{number}: 1\n" for number in range(1_500)),
    "the same key": "x-a: 1\n" * 2_000,
    "digits": "x-a: " + "9" * 16_000,
    "times": "x-a: [" + "1:20," * 3_000 + "]",
    "a long text": "x-a: " + "a" * 16_000,
    "quotes": "x-a: '" + "''" * 8_000,
    "escapes": 'x-a: "' + "\\u202e" * 2_500 + '"',
    "hidden characters": "x-a: " + "\u202ea" * 4_000,
    "tags": "x-a: " + "!a " * 5_000,
    "documents": "---\n" * 4_000,
    "comments": "#\n" * 8_000,
    "tabs": "x-a:" + "\t" * 16_000 + "b",
    "16 MB": "x-a: 1\n" * 2_400_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_in_front_matter_is_refused_at_once(name: str) -> None:
    start = time.process_time()
    values = read_values(BOMBS[name], PAGE)
    assert time.process_time() - start < 1
    assert values.faults or name in ("comments", "tabs")


# Patterns of waivers


@pytest.mark.parametrize("pattern", ["*a" * 50, "**a" * 50, "**/" * 60 + "x", "*" * 150 + "x", "content/" + "**/*" * 40 + "b"])
def test_a_waiver_with_many_stars_is_compared_at_once(pattern: str) -> None:
    start = time.process_time()
    assert not fits(pattern, f"content/modules/{'a' * 60}/{'a/' * 60}.md")
    assert time.process_time() - start < 1


# The engine that holds front matter against its schema

SCHEMAS = Schemas(read_schemas())


def patterned(schema: Any) -> list[dict[str, Any]]:
    """Every part of a schema that has a pattern."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    own = [schema] if isinstance(schema, dict) and isinstance(schema.get("pattern"), str) else []
    return [*own, *(part for entry in inner for part in patterned(entry))]


PARTS = {part["pattern"]: part for kind, schema in SCHEMAS.by_kind.items() if kind != "import-map" for part in patterned(schema)}


@pytest.mark.parametrize("pattern", PARTS)
def test_a_pattern_looks_at_short_texts_alone_and_soon(pattern: str) -> None:
    assert PARTS[pattern]["maxLength"] <= 500
    start = time.process_time()
    for piece in ("a", "a-", "-", "0", "https://a.", "a/", "a*", " "):
        re.search(pattern, piece * 10_000 + "!")
    assert time.process_time() - start < 1


def test_a_line_end_behind_a_value_is_no_part_of_it() -> None:
    meta = read_document(SourceFile("a.md", (raw := module("a-module").encode()), len(raw)), "module").meta
    assert list(SCHEMAS.check(Document("a.md", "module", meta))) == []
    for field in ("id", "language"):
        wrong = Document("a.md", "module", {**meta, field: f"{meta[field]}\n"})
        assert [finding.code for finding in SCHEMAS.check(wrong)] == ["S005"]


def test_a_schema_leads_to_no_file_and_no_network() -> None:
    assert "$ref" not in json.dumps({kind: schema for kind, schema in SCHEMAS.by_kind.items() if kind != "import-map"})
