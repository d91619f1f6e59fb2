"""One hostile page never stops the others: it is named, says so itself, and the rest of the site is as it would be without it."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest

from built_page import pages, read_page
from library_kit import Outcome, findings, module, run, small_library
from peerlore.publishing.limits import Refused, within_limits

SHARING = "content/modules/sharing"
NOT_SHOWN = "This text cannot be shown."

# Bodies over which the engine would sit, or break, and why each is not shown. The gate refuses all but the last.
BOMBS = {
    "brackets": ("[" * 40_000, "it takes more than 5 seconds of computing"),
    "deep-list": ("\n".join("    " * depth + "- a" for depth in range(250)), "it is nested too deeply"),
    "multiplied": ("".join(f"<i id=a{number}><p>" for number in range(8_000)), "its HTML takes more than 5 seconds or 512 MB to look through"),
    "heading": ("## " + "".join(f"<i id=a{number}>x" for number in range(3_000)), "one of its headings holds hundreds of elements"),
    "inflated": ('``` text linenums="1"\n' + "a\n" * 100_000 + "```", "characters of HTML"),
}  # fmt: skip

# What else has stopped whole sites: each is accepted by the baseline and left out.
FAULTY: dict[str, bytes] = {
    "latin.md": module("latin", "Café\n").encode("latin-1"),
    "no-yaml.md": b"---\nid: no-yaml\ntitle: [\n---\n\nText\n",
    "an-icon.md": module("an-icon", icon="../../etc/passwd").encode(),
    "a-template.md": module("a-template", template="nothing.html").encode(),
    "a-date.md": module("a-date", duration="2026-13-45").encode(),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files: dict[str, str | bytes | None] = {f"{SHARING}/{name}.md": module(name, body + "\n") for name, (body, _) in BOMBS.items()}
    library = small_library(
        tmp_path_factory.mktemp("bombes") / "petite bibliothèque", {**files, **{f"{SHARING}/{name}": raw for name, raw in FAULTY.items()}}
    )
    (library / SHARING / "loop.md").symlink_to("loop.md")
    (library / SHARING / "above").symlink_to("..")
    return library


@pytest.fixture(scope="module")
def outcome(library: Path) -> Outcome:
    refused = {finding["file"] for finding in findings(library) if finding["level"] == "error"}
    assert {f"{SHARING}/{name}.md" for name in BOMBS if name != "inflated"} <= refused
    assert run("check", "--write-baseline", cwd=library).code == 0
    return run("build", cwd=library, timeout=300)


def test_the_site_is_published_all_the_same(library: Path, outcome: Outcome, tmp_path: Path) -> None:
    assert outcome.code == 0, outcome
    without = small_library(tmp_path / "sans")
    assert run("build", cwd=without).code == 0
    other, whole = pages(without / "site"), pages(library / "site")
    assert other.keys() <= whole.keys()
    for name in ("modules/circles/ask-a-question/", "fr/modules/circles/ask-a-question/", "people/zoe/", "paths/first-week/"):
        assert whole[name].words == other[name].words


@pytest.mark.parametrize("name", BOMBS)
def test_a_page_that_takes_too_much_is_named_with_the_reason(library: Path, outcome: Outcome, name: str) -> None:
    said = [line for line in outcome.err.splitlines() if line.startswith(f"{SHARING}/{name}.md is not shown: ")]
    assert len(said) == 1
    assert BOMBS[name][1] in said[0]
    page = read_page(library / f"site/modules/sharing/{name}/index.html")
    assert NOT_SHOWN in page.words
    assert f"How to {name.replace('-', ' ')}" in page.words


def test_a_text_that_takes_too_much_memory_is_refused() -> None:
    with pytest.raises(Refused, match="it takes more than 512 MB of memory"):
        within_limits(lambda text: text * 10**9, "a")
    assert within_limits(lambda text: text * 10**6, "a") == "a" * 10**6


def test_nothing_of_a_limit_stays_behind() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM)
    within_limits(str.upper, "a")
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM)) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_nothing_else_is_left_out(library: Path, outcome: Outcome) -> None:
    assert len(outcome.err.splitlines()) == len(BOMBS)
    blank = [name for name, page in pages(library / "site").items() if NOT_SHOWN in page.words]
    assert blank == sorted(f"modules/sharing/{name}/" for name in BOMBS)


@pytest.mark.parametrize("name", [*FAULTY, "loop.md", "above"])
def test_what_cannot_be_read_is_left_out_and_named(library: Path, outcome: Outcome, name: str) -> None:
    assert f"left out: {SHARING}/{name}: " in outcome.out
    assert not (library / "site/modules/sharing" / name.removesuffix(".md")).exists()
