"""Whatever stands in `content/`: one clear finding or sentence at the right place, soon, and nothing written."""

from __future__ import annotations

import os
import re
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from library_kit import commit, findings, module, picture, run, run_program, small_files, small_library, tree, write

SOON = 10
"""Seconds of the processor in which every command must end, however bad the input; five is what an idle machine needs at the very most."""

SHARING = "content/modules/sharing"
PLAN = "content/modules/circles/draw-the-plan"
SETTINGS, SKILLS = "content/library.yml", "content/skills.yml"
FIRST = small_files()

Maker = Callable[[Path], object]
"""Puts something bad at a path."""


def text(content: str | bytes) -> Maker:
    return lambda file: write(file, content)


def page(id: str, body: str = "") -> Maker:
    return text(module(id, body))


def front(id: str, lines: str) -> Maker:
    """A module whose front matter ends with `lines`, which start on line 13."""
    return text(module(id).replace("\n---\n", f"\n{lines}\n---\n", 1))


def large(content: str | bytes) -> Maker:
    """A file that begins with `content` and has 50 MB."""

    def put(file: Path) -> None:
        write(file, content)
        os.truncate(file, 50_000_000)

    return put


def link(target: str) -> Maker:
    return lambda file: file.symlink_to(target)


def bind_socket(file: Path) -> None:
    # The address of a socket has room for a hundred bytes, so it is bound under a short name and moved.
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(file.parent)
        try:
            made.bind("s")
            Path("s").rename(file.name)
        finally:
            os.chdir(here)


ALIASES = "x-a: &a [1]\n" + "\n".join(f"x-{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
MERGES = "x-a: {a0: 1}\n<<: [{x-b: 1}, {x-c: 1}]"

# What is bad, where it is put, how, and the one finding that follows: its code and where it stands.
FILES: list[tuple[str, str, Maker, str, int, int]] = [
    ("a named pipe", f"{SHARING}/pipe.md", os.mkfifo, "R011", 1, 1),
    ("a named pipe for a picture", f"{PLAN}/pipe.png", os.mkfifo, "R011", 1, 1),
    ("a socket", f"{SHARING}/socket.md", bind_socket, "R011", 1, 1),
    ("a page in a folder called like a page", f"{SHARING}/folder.md/page.md", page("page"), "R014", 1, 1),
    ("a link to a file outside", f"{SHARING}/outside.md", link("../../../../secret.md"), "R011", 1, 1),
    ("a link to a folder outside", "content/modules/outside", link("../../../elsewhere"), "R011", 1, 1),
    ("a link to itself", f"{SHARING}/loop.md", link("loop.md"), "R011", 1, 1),
    ("a link to the folder above", f"{SHARING}/above.md", link(".."), "R011", 1, 1),
    ("a link to nothing", f"{SHARING}/nothing.md", link("gone"), "R011", 1, 1),
    ("a link inside the library", f"{SHARING}/inside.md", link("write-it-down.md"), "R011", 1, 1),
    ("a picture that is a link", f"{PLAN}/link.png", link("plan.png"), "R011", 1, 1),
    ("a page of 50 MB", f"{SHARING}/long.md", large("---\n"), "R007", 1, 1),
    ("a picture of 50 MB", f"{PLAN}/big.png", large(picture()), "R007", 1, 1),
    ("an alias bomb", f"{SHARING}/alias.md", front("alias", ALIASES), "R005", 13, 6),
    ("a merge-key bomb", f"{SHARING}/merge.md", front("merge", MERGES), "R005", 14, 1),
    ("a value that holds itself", f"{SHARING}/self.md", front("self", "x-a: &a [*a]"), "R005", 13, 6),
    ("a tag that makes an object", f"{SHARING}/tag.md", front("tag", "x-a: !!python/object/apply:os.abort []"), "R005", 13, 6),
    ("80 KB of brackets", f"{SHARING}/deep.md", front("deep", "x-a: " + "[" * 80_000), "R007", 2, 1),
    ("8 KB of brackets", f"{SHARING}/nested.md", front("nested", "x-a: " + "[" * 8_000), "R008", 13, 13),
    ("a NUL byte in the front matter", f"{SHARING}/zero.md", front("zero", "x-a: b\0c"), "R003", 13, 7),
    ("a NUL byte in the text", f"{SHARING}/zero-text.md", page("zero-text", "One.\n\nT\0wo.\n"), "R003", 17, 2),
    ("an escaped NUL in a value", f"{SHARING}/escape.md", front("escape", 'x-a: "b\\0c"'), "R003", 13, 6),
    ("text that runs backwards", f"{SHARING}/bidi.md", page("bidi", "Pay \u202eyna.\n"), "R003", 15, 5),
    ("Latin-1", f"{SHARING}/latin.md", text(module("latin", "Café\n").encode("latin-1")), "R001", 15, 4),
    ("UTF-16", f"{SHARING}/utf16.md", text(module("utf16").encode("utf-16")), "R001", 1, 1),
    ("carriage returns alone", f"{SHARING}/mac.md", page("mac", "One.\rTwo.\n"), "R013", 15, 5),
    ("an empty page", f"{SHARING}/empty.md", text(""), "R002", 1, 1),
    ("a page without front matter", f"{SHARING}/bare.md", text("# Title\n"), "R002", 1, 1),
    ("a header of MultiMarkdown", f"{SHARING}/multi.md", text("template: redirect.html\nlocation: /x\n\nText\n"), "R002", 1, 1),
    ("a fence that is none", f"{SHARING}/fence.md", front("fence", "--- \nid: other"), "R002", 13, 1),
    ("a key twice", f"{SHARING}/twice.md", front("twice", "title: Another title"), "R006", 13, 1),
    ("an open quote", f"{SHARING}/quote.md", front("quote", 'x-a: "b'), "R004", 13, 6),
    ("an LFS pointer", f"{PLAN}/plan.png", text("version https://git-lfs.github.com/spec/v1\noid sha256:1\n"), "R015", 1, 1),
    ("HTML called a picture", f"{PLAN}/html.png", text("<script>1</script>"), "R015", 1, 1),
    ("an SVG", f"{PLAN}/plan.svg", text("<svg onload='1'/>"), "R014", 1, 1),
    ("a script", f"{PLAN}/bundle.js", text("1"), "R014", 1, 1),
    ("HTML", f"{PLAN}/page.html", text("1"), "R014", 1, 1),
    ("a picture beside no module", "content/modules/circles/a.png", text(picture()), "R014", 1, 1),
    ("a file for a host", "content/CNAME", text("evil.example"), "R014", 1, 1),
    ("one id in two topics", f"{SHARING}/ask-a-question.md", page("ask-a-question"), "I002", 2, 5),
    ("an id as file and as folder", f"{SHARING}/write-it-down/index.md", page("write-it-down"), "I002", 2, 5),
    ("an id that takes over a living page", f"{SHARING}/thief.md", front("thief", "replaces: [ask-a-question]"), "I006", 13, 12),
    ("two dots", f"{SHARING}/two..md", page("two"), "R014", 1, 1),
    ("a dot inside", f"{SHARING}/two..dots.md", page("dots"), "R014", 1, 1),
    ("an ending in capitals", f"{SHARING}/capitals.MD", page("capitals"), "R014", 1, 1),
    ("no ending", f"{SHARING}/no-ending", page("no-ending"), "R014", 1, 1),
    ("the page of a topic's folder", f"{SHARING}/index.md", page("index"), "R014", 1, 1),
    ("the page of all people", "content/people/index.md", text("---\nhandle: people\nname: Everybody\n---\n"), "R014", 1, 1),
    ("a name with a space", f"{SHARING}/a space.md", page("a-space"), "I005", 1, 1),
    ("a name with an accent", f"{SHARING}/café.md", page("cafe"), "I005", 1, 1),
    ("a name with an accent of its own", f"{SHARING}/{unicodedata.normalize('NFD', 'thé')}.md", page("the"), "I005", 1, 1),
    ("a name with a new line", f"{SHARING}/a\n::error::line.md", page("a-line"), "I005", 1, 1),
    ("a name with an escape", f"{SHARING}/an\x1b[31mescape.md", page("an-escape"), "I005", 1, 1),
    ("a name with a capital", f"{SHARING}/Big.md", page("big"), "I005", 1, 1),
    ("a name that differs in case alone", f"{SHARING}/Write-it-down.md", page("write-it-down"), "I005", 1, 1),
    ("a name in full width", f"{SHARING}/ｗrite-it-down.md", page("write-it-down"), "I005", 1, 1),
    ("a name with a hyphen first", f"{SHARING}/-rf.md", page("rf"), "I005", 1, 1),
    ("a name with signs of an address", f"{SHARING}/a#b?c=%2e%2e.md", page("abc"), "I005", 1, 1),
    ("a name with markup", f"{SHARING}/<b onclick=x>.md", page("b-onclick"), "I005", 1, 1),
    ("a name with what does not show", f"{SHARING}/zero\u200bwidth.md", page("zero-width"), "I005", 1, 1),
]

REGISTERS: list[tuple[str, str, Maker, str, int, int]] = [
    ("settings that are no YAML", SETTINGS, text('title: "open\n'), "R004", 1, 8),
    ("settings that are a list", SETTINGS, text("- one\n- two\n"), "R004", 1, 1),
    ("settings that are a text", SETTINGS, text("title\n"), "R004", 1, 1),
    (
        "settings of the wrong type",
        SETTINGS,
        text(str(FIRST[SETTINGS]).replace('"owners": [\n  "mara"\n ]', '"owners": 7', 1)),
        "S003",
        9,
        12,
    ),
    ("no settings", SETTINGS, Path.unlink, "R016", 1, 1),
    ("settings of 50 MB", SETTINGS, large("title: x\n"), "R007", 1, 1),
    ("settings in a named pipe", SETTINGS, lambda file: (file.unlink(), os.mkfifo(file)), "R011", 1, 1),
    ("a merge-key bomb in the settings", SETTINGS, text(MERGES), "R005", 2, 1),
    ("80 KB of brackets in the settings", SETTINGS, text("title: " + "[" * 80_000), "R008", 1, 15),
    ("no skills", SKILLS, Path.unlink, "R016", 1, 1),
    ("skills that are no YAML", SKILLS, text('levels: "open\n'), "R004", 1, 9),
    (
        "skills that are a link",
        SKILLS,
        lambda file: file.rename(file.parent.parent / "s.yml").parent and file.symlink_to("../s.yml"),
        "R011",
        1,
        1,
    ),
]


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with every bad file in it."""
    folder = tmp_path_factory.mktemp("mauvaise")
    write(folder / "secret.md", module("secret"))
    write(folder / "elsewhere/secret.md", module("secret"))
    library = small_library(folder / "notre bibliothèque")
    for _, name, make, *_ in FILES:
        (library / name).parent.mkdir(parents=True, exist_ok=True)
        make(library / name)
    return library


@pytest.fixture(scope="module")
def found(bad: Path) -> list[dict[str, Any]]:
    """What is found in it."""
    return findings(bad)


@pytest.mark.parametrize("case", FILES, ids=[case[0] for case in FILES])
def test_a_bad_file_gives_one_finding(found: list[dict[str, Any]], case: tuple[str, str, Maker, str, int, int]) -> None:
    _, name, _, code, line, column = case
    said = [(finding["code"], finding["line"], finding["column"]) for finding in found if finding["file"] == name]
    assert said == [(code, line, column)]


def test_bad_files_have_no_say_about_others(found: list[dict[str, Any]]) -> None:
    assert {finding["file"] for finding in found} == {name for _, name, *_ in FILES}
    assert all(finding["message"] and finding["hint"] for finding in found)


@pytest.mark.parametrize(
    "command", [["build"], ["stage", "out"], ["check"], ["check", "--format", "github"], ["check", "--format", "summary"]]
)
def test_bad_files_stop_every_command_soon_and_nothing_is_written(bad: Path, command: list[str]) -> None:
    before = tree(bad)
    outcome = run(*command, cwd=bad, work=SOON)
    assert (outcome.code, outcome.err) == (1, "")
    assert tree(bad) == before
    assert "\x1b" not in outcome.out
    assert not any(line.startswith("::error::") for line in outcome.out.splitlines())


@pytest.mark.parametrize("case", REGISTERS, ids=[case[0] for case in REGISTERS])
def test_bad_settings_and_skills_give_one_finding_and_no_build(tmp_path: Path, case: tuple[str, str, Maker, str, int, int]) -> None:
    _, name, make, code, line, column = case
    library = small_library(tmp_path / "notre bibliothèque")
    make(library / name)
    before = tree(library)
    outcome = run("build", cwd=library, work=SOON)
    assert tree(library) == before
    assert (outcome.code, outcome.err) == (1, "")
    assert re.findall(r"^\S+: [A-Z]\d{3} ", outcome.out, re.MULTILINE) == [f"{name}:{line}:{column}: {code} "]


def test_a_name_that_is_no_text_is_one_finding(tmp_path: Path) -> None:
    library = small_library(tmp_path / "ici")
    name = os.fsdecode(os.fsencode(library / "content/people") + b"/caf\xe9.md")
    Path(name).write_text("---\nhandle: caf\nname: Caf\n---\n", "utf-8")
    assert [finding["code"] for finding in findings(library)] == ["I005"]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    library = small_library(tmp_path / "unix")
    other = small_library(tmp_path / "fenêtres")
    for file in other.glob("content/**/*"):
        if file.suffix in (".md", ".yml"):
            write(file, b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    for each in (library, other):
        commit(each)
        assert run("build", cwd=each).code == 0
    built, as_built = tree(library / "site"), tree(other / "site")
    built.pop("build.json")
    as_built.pop("build.json")
    assert built == as_built


@pytest.mark.parametrize("command", [["check"], ["build"], ["serve"], ["stage", "out"], ["new", "--title", "A title"]])
def test_without_content_every_command_says_so_in_one_sentence(tmp_path: Path, command: list[str]) -> None:
    empty = tmp_path / "dossier vide"
    empty.mkdir()
    outcome = run(*command, cwd=empty, work=SOON)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"peerlore: there is no folder content/ in {empty}")
    assert outcome.err.count("\n") == 1
    assert list(empty.iterdir()) == []


def test_an_empty_content_names_what_every_library_needs(tmp_path: Path) -> None:
    (tmp_path / "vide/content").mkdir(parents=True)
    outcome = run("build", cwd=tmp_path / "vide", work=SOON)
    assert outcome.code in (1, 2)
    assert "library.yml" in outcome.out + outcome.err


@pytest.mark.parametrize("trouble", ["no git", "no repository", "no commit", "broken repository"])
def test_without_history_a_library_is_built_and_names_no_commit(tmp_path: Path, trouble: str) -> None:
    library = small_library(tmp_path / "sans histoire")
    changes = {}
    if trouble == "no git":
        commit(library)
        changes["PATH"] = str(tmp_path / "nothing here")
    elif trouble == "no commit":
        run_program("git", "init", "--quiet", cwd=library)
    elif trouble == "broken repository":
        write(library / ".git", "gitdir: /nowhere\n")
    outcome = run("build", cwd=library, **changes)
    assert (outcome.code, outcome.err) == (0, "")
    assert '"commit": ""' in (library / "site/build.json").read_text("utf-8")
    if trouble in ("no git", "no repository"):
        doctor = run("doctor", cwd=library, **changes)
        assert doctor.code == 1
        assert ("git: not found" if trouble == "no git" else "repository: no commit") in doctor.out


@pytest.mark.parametrize("body", ["[" * 80_000, "![a](" * 16_000, ">" * 80_000, "".join("    " * n + "- x\n" for n in range(300))])
def test_a_body_that_hurts_markdown_is_judged_soon(tmp_path: Path, body: str) -> None:
    library = small_library(tmp_path / "lourde", {f"{SHARING}/new-one.md": module("new-one", body)})
    assert run("check", cwd=library, work=SOON).code in (0, 1)
