"""`peerlore import` adopts foreign Markdown whole: what it maps, what it keeps, what it reports, and what it refuses."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from library_kit import Outcome, findings, module, picture, run, small_library, tree, write
from peerlore.commands import main
from peerlore.importing.circles import closing_requirements
from peerlore.importing.foreign import read_foreign
from peerlore.importing.recipes import shorten, slug
from peerlore.importing.yaml_text import render_yaml
from peerlore.model.sources import SourceFile
from peerlore.outside.foreign import read_folder
from peerlore.reading.front_matter import read_values
from peerlore.reading.limits import REGISTER
from peerlore.reading.outline import read_outline

# Ids, fields, links, people, prerequisites, topics: what an import answers for. How a text is written is its authors' business.
OURS = "RSILPQK"
SAMPLES = Path(__file__).parent / "imports"
EIPS_MAP = SAMPLES / "eips.map.yml"
CORPORA = Path(os.environ.get("PEERLORE_CORPORA", "no corpora here"))
# The made-up sample has every shape of the real corpus and always runs; where the corpus is at hand, it runs as well.
BIG = [folder for folder in (SAMPLES / "eips", CORPORA / "eips") if folder.is_dir()]


def here(*words: str | Path, cwd: Path) -> Outcome:
    """Run `peerlore` in this process: most of these tests would else spend their time on starting Python."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    argv = ["peerlore", *map(str, words)]
    with pytest.MonkeyPatch.context() as patch, chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", argv)
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return Outcome(code, out.getvalue(), err.getvalue())


def import_into(library: Path, folder: Path, plan: Path, *options: str) -> Outcome:
    return here("import", folder, "--map", plan, "--into", library, *options, cwd=folder)


def report_of(library: Path, folder: Path, plan: Path, *options: str) -> dict[str, Any]:
    outcome = import_into(library, folder, plan, "--format", "json", *options)
    assert outcome.code in (0, 1), outcome
    return json.loads(outcome.out)


def errors(library: Path) -> list[dict[str, Any]]:
    """What keeps the library from being published."""
    return [finding for finding in findings(library) if finding["level"] == "error"]


def with_pictures(sample: Path, folder: Path) -> Path:
    """A copy of a sample, with the files that are not text."""
    shutil.copytree(sample, folder)
    if sample == SAMPLES / "eips":
        write(folder / "assets/eip-1559/price.png", picture())
        write(folder / "assets/eip-1559/paper.pdf", b"%PDF-1.7\n%%EOF\n")
    return folder


def small_map(**changes: Any) -> str:
    """A map that adopts every page into the small library; JSON is YAML."""
    fields = {
        "title": {"from": ["title", "heading", "stem"]},
        "summary": {"template": "What the old pages say: {stem}."},
        "authors": {"constant": ["mara"]},
        "skills": {"constant": [{"skill": "asking", "level": "aware"}]},
        "level": {"constant": "beginner"},
        "format": {"constant": "how-to"},
        "duration": {"estimate": "reading-time"},
        "language": {"constant": "en"},
        "objectives": {"constant": "do as the old pages say"},
        "questions": {"constant": "Is this still how it is done?"},
    }
    return json.dumps(
        {"documents": ["**/*.md"], "topic": {"constant": "sharing"}, **changes, "fields": {**fields, **changes.get("fields", {})}}
    )


def old_pages(folder: Path, pages: Mapping[str, str | bytes], **changes: Any) -> tuple[Path, Path]:
    """A folder of foreign pages and a map beside it."""
    for name, content in pages.items():
        write(folder / "old" / name, content)
    (folder / "old").mkdir(exist_ok=True)
    write(folder / "map.yml", small_map(**changes))
    return folder / "old", folder / "map.yml"


@pytest.mark.parametrize("sample", ["eips", "mill"])
def test_a_sample_becomes_exactly_these_files_and_this_report(sample: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = with_pictures(SAMPLES / sample, tmp_path / "old")
    outcome = run("import", folder, "--map", SAMPLES / f"{sample}.map.yml", "--into", tmp_path / "new", cwd=tmp_path)
    shown = [f"exit code {outcome.code}\n\n{outcome.out}"]
    for name, content in tree(tmp_path / "new").items():
        text = content.decode() if name.endswith((".md", ".yml")) else f"{len(content)} bytes\n"
        shown.append(f"==== {name}\n{text}")
    expected = SAMPLES / f"{sample}.expected.txt"
    if request.config.getoption("--update"):
        expected.write_text("\n".join(shown), "utf-8")
    assert "\n".join(shown) == expected.read_text("utf-8")
    assert outcome.err == ""


@pytest.fixture(scope="module", params=BIG, ids=lambda folder: folder.parent.name)
def adopted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, Any]]:
    """A folder of proposals, the library that it became, and the report. Tests look at them and leave them as they are."""
    home = tmp_path_factory.mktemp("proposals")
    folder = with_pictures(request.param, home / "old")
    return folder, home / "new", report_of(home / "new", folder, EIPS_MAP)


def test_all_proposals_are_adopted_pass_the_check_and_lose_nothing(adopted: tuple[Path, Path, dict[str, Any]]) -> None:
    folder, library, report = adopted
    documents = {file.stem: file for file in (folder / "documents").glob("*.md")}
    assert report["documents"] == report["imported"] == len(documents)
    assert report["links"]["left"] == 0
    assert [finding for finding in errors(library) if finding["code"][0] in OURS] == []
    modules = {file.parent.name if file.name == "index.md" else file.stem: file for file in (library / "content/modules").rglob("*.md")}
    assert modules.keys() == documents.keys()
    for name, file in documents.items():
        old, new = parts(file.read_text("utf-8")), parts(modules[name].read_text("utf-8"))
        assert_values_survive(old[0], new[0])
        assert skeleton(new[1]) == skeleton(old[1])


def test_importing_twice_gives_the_same_bytes(adopted: tuple[Path, Path, dict[str, Any]], tmp_path: Path) -> None:
    folder, library, report = adopted
    assert report_of(tmp_path / "second", folder, EIPS_MAP) == report
    assert tree(tmp_path / "second") == tree(library)
    again = report_of(tmp_path / "second", folder, EIPS_MAP)
    assert again == {**report, "written": 0}
    assert tree(tmp_path / "second") == tree(library)


def test_what_was_adopted_becomes_a_site(adopted: tuple[Path, Path, dict[str, Any]], tmp_path: Path) -> None:
    _, library, report = adopted
    home = Path(shutil.copytree(library, tmp_path / "library"))
    assert run("check", "--write-baseline", cwd=home, timeout=300).code == 0
    outcome = run("build", cwd=home, timeout=600)
    assert outcome.code == 0, outcome
    assert len(list((home / "site/modules").glob("*/*/index.html"))) == report["imported"]


def test_a_site_that_somebody_set_up_before_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "new/mkdocs.yml", "site_name: Mine\n")
    report_of(tmp_path / "new", with_pictures(SAMPLES / "eips", tmp_path / "old"), EIPS_MAP)
    assert (tmp_path / "new/mkdocs.yml").read_text("utf-8") == "site_name: Mine\n"


def parts(text: str) -> tuple[dict[str, str], str]:
    """The front matter, values as their source has them, and the body."""
    front, body = re.fullmatch(r"---\n(.*?)\n---\n?(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    return yaml.load(front, yaml.BaseLoader), body  # noqa: S506  # BaseLoader makes text of everything


def assert_values_survive(old: Mapping[str, str], new: Mapping[str, Any]) -> None:
    said = json.dumps(new, ensure_ascii=False)
    for key, value in old.items():
        if f"x-{key}" in new:
            assert new[f"x-{key}"] == value
        else:
            assert all(json.dumps(piece.strip(), ensure_ascii=False)[1:-1] in said for piece in value.split(","))


def skeleton(body: str) -> str:
    """A body without the addresses of its links and without what makes a picture of one."""
    pieces: list[str] = []
    done = 0
    for link in read_outline(body).links:
        pieces.append(body[done : link.offset])
        done = link.offset + len(link.target)
    return re.sub(r"!?\[[\w.-]*\]\(\)", "[]()", "".join((*pieces, body[done:]))).replace("![", "[")


def test_an_import_into_a_library_adds_modules_and_touches_nothing(tmp_path: Path) -> None:
    folder, plan = old_pages(
        tmp_path,
        {"tea.md": "---\ntitle: Tea\n---\nBoil water.\n"},
        library={
            "title": "Mine",
            "languages": ["en"],
            "topics": [{"id": "sharing", "title": "Sharing", "summary": "Not the same words.", "owners": ["mara"]}],
        },
    )
    library = small_library(tmp_path / "library")
    before = tree(library)
    outcome = import_into(library, folder, plan)
    assert outcome.code == 0, outcome
    after = tree(library)
    assert after.keys() - before.keys() == {"content/modules/sharing/tea.md"}
    assert {name: after[name] for name in before} == before
    assert errors(library) == []


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    folder, plan = old_pages(tmp_path, {"tea.md": "---\ntitle: Tea\nkind: hot\n---\n[Cups](cups.md)\n"})
    library = small_library(tmp_path / "library")
    before = tree(library)
    rehearsed = report_of(library, folder, plan, "--dry-run")
    assert tree(library) == before
    done = report_of(library, folder, plan)
    assert rehearsed["dry_run"] is True
    assert done["dry_run"] is False
    assert {**rehearsed, "dry_run": False} == done
    assert "1 file would be written" in import_into(small_library(tmp_path / "other"), folder, plan, "--dry-run").out


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    pages = {
        "tea.md": "---\ntitle: Tea\n---\n![](leaf.png)\n",
        "leaf.png": picture(),
        "milk.md": "Milk it.\n",
        "ask-a-question.md": "Ask.\n",
    }
    folder, plan = old_pages(tmp_path, pages)
    library = small_library(tmp_path / "library", {"content/modules/sharing/tea/index.md": module("tea", "My own tea.\n")})
    before = tree(library)
    report = report_of(library, folder, plan)
    assert [(found["code"], found["file"]) for found in report["findings"]] == [
        ("F010", "content/modules/sharing/ask-a-question.md"),
        ("F010", "content/modules/sharing/tea/index.md"),
    ]
    assert (report["documents"], report["imported"], report["written"], report["pictures"]) == (3, 1, 1, 0)
    after = tree(library)
    assert after.keys() - before.keys() == {"content/modules/sharing/milk.md"}
    assert {name: after[name] for name in before} == before
    assert import_into(library, folder, plan).code == 1


def test_nothing_is_written_through_a_symbolic_link(tmp_path: Path) -> None:
    folder, plan = old_pages(tmp_path, {"tea.md": "Tea.\n"})
    library = small_library(tmp_path / "library")
    shutil.rmtree(library / "content/modules/sharing")
    (tmp_path / "elsewhere").mkdir()
    (library / "content/modules/sharing").symlink_to(tmp_path / "elsewhere")
    outcome = import_into(library, folder, plan)
    assert outcome.code == 1
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert "F010" in outcome.out


def test_links_and_files_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "secret.md", "Secret.\n")
    write(tmp_path / "secret.png", picture())
    folder, plan = old_pages(tmp_path, {"tea.md": "![a](../secret.png) ![b](link.png) [c](../../secret.md) [d](%2e%2e/secret.md)\n"})
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    library = small_library(tmp_path / "library")
    report = report_of(library, folder, plan)
    assert report["pictures"] == 0
    assert [found["code"] for found in report["findings"]] == ["F004", "F008", "F008", "F007", "F007"]
    assert (library / "content/modules/sharing/tea.md").is_file()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere", "--map", "map.yml", "--into", "library"), "peerlore: there is no folder nowhere\n"),
        (("old", "--map", "none.yml", "--into", "library"), "peerlore: the map none.yml cannot be read: No such file or directory\n"),
        (("old", "--map", "map.yml", "--into", "empty"), "peerlore: there is no library in empty, and the map has no `library` and `skills` to begin one with\n"),
        (("old", "--map", "map.yml", "--into", "map.yml"), "peerlore: map.yml is a file; name the folder of a library\n"),
        (("blank", "--map", "map.yml", "--into", "library"), "peerlore: no file in blank is what the map calls a document; mend its `documents`\n"),
        (("old", "--map", "map.yml", "--into", "library", "--format", "xml"), "peerlore: there is no format 'xml'; choose one of text, json\n"),
    ],
)  # fmt: skip
def test_what_cannot_run_says_so_in_one_sentence(words: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    old_pages(tmp_path, {"tea.md": "Tea.\n"})
    small_library(tmp_path / "library")
    (tmp_path / "blank").mkdir()
    before = tree(tmp_path)
    assert here("import", *words, cwd=tmp_path) == Outcome(2, "", sentence)
    assert tree(tmp_path) == before


def test_every_mistake_in_a_map_is_told_at_its_place(tmp_path: Path) -> None:
    write(tmp_path / "old/tea.md", "Tea.\n")
    write(
        tmp_path / "map.yml",
        """\
documents: ["*.md"]
topic: {default: sharing}
fields:
  title: {from: title, template: "{title}"}
  level: [{from: hard, table: {"yes": expert}}]
  authors: {from: by, skip: ["a", "("], slug: handle}
  duration: {constant: 0}
links:
  outside: [{pattern: "(a)", to: 'https://old.example/\\2'}]
""",
    )
    outcome = here("import", "old", "--map", "map.yml", "--into", "library", cwd=tmp_path)
    assert outcome.code == 2
    assert [line.split(": ")[0] for line in outcome.err.splitlines() if line.startswith("map.yml")] == [
        "map.yml:2:8",
        "map.yml:4:10",
        "map.yml:5:39",
        "map.yml:6:35",
        "map.yml:7:24",
        "map.yml:9:34",
    ]
    write(tmp_path / "map.yml", "documents: x\nfelds: {}\n")
    outcome = here("import", "old", "--map", "map.yml", "--into", "library", cwd=tmp_path)
    assert outcome.code == 2
    assert "map.yml:1:12: S003 'documents' must be a list, not 'x'" in outcome.err
    assert "map.yml:2:1: S002 no field is called 'felds' here\n    Did you mean 'fields'?" in outcome.err
    assert outcome.err.endswith("peerlore: the map map.yml has mistakes, and nothing was imported\n")
    write(tmp_path / "map.yml", "documents: ['a'\n")
    assert "map.yml:1:12: R004" in here("import", "old", "--map", "map.yml", "--into", "library", cwd=tmp_path).err
    assert not (tmp_path / "library").exists()


def test_registers_of_a_map_are_checked_like_those_of_a_library(tmp_path: Path) -> None:
    folder, plan = old_pages(tmp_path, {"tea.md": "Tea.\n"}, library={"title": "Mine", "languages": "en", "topics": []}, skills={})
    outcome = import_into(tmp_path / "new", folder, plan)
    assert outcome.code == 2
    assert [line.split()[1] for line in outcome.err.splitlines() if "map.yml:" in line and " S0" in line] == [
        "S003",
        "S007",
        "S001",
        "S001",
    ]


STRANGE = {
    "broken.md": "---\ntitle: Tea: hot\nkind: *leaf\n---\nBody.\n",
    "twice.md": "---\ntitle: Tea\ntitle: Other tea\nkind: green\n---\nBody.\n",
    "crlf.md": "---\r\ntitle: Tea\r\nkind: hot\r\n---\r\nSee [broken](broken.md)\r\nand [twice](twice.md#up).\r\n\r\n## Up\r\n",
    "latin.md": "---\ntitle: Thé\n---\nÀ boire.\n".encode("cp1252"),
    "marked.md": b"\xef\xbb\xbf---\ntitle: Tea\n---\nBody.\n",
    "breaks.md": "---\nNot a field\n---\nBody.\n",
    "open.md": "---\ntitle: Tea\n",
    "dots.md": "---\ntitle: Tea\n...\nBody.\n",
    "bare.md": "# Tea [x](y.html)\n",
    "empty.md": "",
    "7.md": "Seven.\n",
    "Über Tee, später.md": "Kalt.\n",
}


def test_a_strange_document_is_adopted_whole(tmp_path: Path) -> None:
    folder, plan = old_pages(tmp_path, STRANGE)
    report = report_of(small_library(tmp_path / "library"), folder, plan)
    assert report["imported"] == len(STRANGE)
    written = {file.stem: file.read_bytes() for file in (tmp_path / "library/content/modules/sharing").glob("*.md")}
    meta = {name: yaml.safe_load(re.split(r"^---\r?\n", content.decode(), flags=re.MULTILINE)[1]) for name, content in written.items()}
    assert meta["broken"]["x-front-matter"] == "title: Tea: hot\nkind: *leaf\n"
    assert meta["twice"]["x-front-matter"] == "title: Tea\ntitle: Other tea\nkind: green\n"
    assert meta["twice"]["title"] == "Tea"
    assert b"\r\n---\r\nSee [broken](broken.md)\r\nand [twice](twice.md#up).\r\n\r\n## Up\r\n" in written["crlf"]
    assert b"\n" not in written["crlf"].replace(b"\r\n", b"")
    assert meta["crlf"]["x-kind"] == "hot"
    assert meta["latin"]["title"] == "Thé"
    assert written["latin"].endswith("---\nÀ boire.\n".encode())
    assert written["marked"].startswith(b"---\nid: marked\n")
    assert written["breaks"].endswith(b"\n---\n---\nNot a field\n---\nBody.\n")
    assert written["open"].endswith(b"\n---\n---\ntitle: Tea\n")
    assert written["dots"].endswith(b"\n---\nBody.\n")
    assert meta["bare"]["title"] == "Tea x"
    assert written["empty"].endswith(b"---\n")
    assert written.keys() >= {"document-7", "uber-tee-spater"}
    codes = {(found["file"], found["code"]) for found in report["findings"]}
    assert codes == {
        ("broken.md", "F002"),
        ("twice.md", "F002"),
        ("latin.md", "F003"),
        ("crlf.md", "F007"),
        ("bare.md", "F007"),
        ("7.md", "F006"),
    }


def test_hostile_documents_end_in_findings(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20))
    pages: dict[str, str | bytes] = {
        "bomb.md": f"---\n{bomb}---\nBoom.\n",
        "deep.md": "---\na: " + "[" * 5000 + "\n---\nDeep.\n",
        "nul.md": b"---\ntitle: Te\x00a\n---\nBo\x00dy.\n",
        "turned.md": '---\ntitle: "Te\\u202ea"\n---\n[a](javascript:alert(1)) [b](java\tscript:x) <a href="data:text/html,x">c</a>\n',
        "vast.md": b"x" * (50 * 1024 * 1024),
        "many.md": "[](" * 20_000 + "![](<" * 20_000,
        "path.md": "---\nid: ../../../etc/passwd\n---\nOut.\n",
    }
    folder, plan = old_pages(tmp_path, pages, id={"from": ["id", "stem"]})
    report = report_of(small_library(tmp_path / "library"), folder, plan)
    assert report["imported"] == len(pages) - 1
    codes = sorted((found["file"], found["code"]) for found in report["findings"])
    assert [code for code in codes if code[1] != "F006"] == [
        ("bomb.md", "F002"),
        ("deep.md", "F002"),
        ("nul.md", "F002"),
        ("turned.md", "F002"),
        ("turned.md", "F007"),
        ("turned.md", "F007"),
        ("vast.md", "F004"),
    ]
    names = {file.name for file in (tmp_path / "library/content/modules/sharing").iterdir()}
    assert names == {"bomb.md", "deep.md", "nul.md", "turned.md", "many.md", "etc-passwd.md", "write-it-down.md"}


def test_front_matter_that_is_too_long_to_keep_stands_in_the_body(tmp_path: Path) -> None:
    many = "".join(f"field-{number}: {'word ' * 200}\n" for number in range(16))
    folder, plan = old_pages(
        tmp_path, {"long.md": f"---\n{many}---\nBody with [a link](long.md).\n", "vast.md": f"---\n{many * 2}---\nBody.\n"}
    )
    report = report_of(small_library(tmp_path / "library"), folder, plan)
    assert {found["code"] for found in report["findings"]} == {"F002"}
    for name, front in (("long", many), ("vast", many * 2)):
        text = (tmp_path / f"library/content/modules/sharing/{name}.md").read_text("utf-8")
        assert f"---\n~~~ yaml\n{front.rstrip()}\n~~~\n\nBody" in text
    assert errors(tmp_path / "library") == []


def test_numbers_and_words_are_kept_as_they_were_written(tmp_path: Path) -> None:
    front = "a: 1.10\nb: 0x1F\nc: 012\nd: 2031-05-06\ne: yes\nf: 1e3\ng: '7'\nh: 7\ni: -0.5\nj: [1.0, 2, no]\nk: {l: +3, m: ~}\nn: 12:30\no: True\n"
    folder, plan = old_pages(tmp_path, {"tea.md": f"---\n{front}---\nBody.\n"})
    report_of(small_library(tmp_path / "library"), folder, plan)
    text = (tmp_path / "library/content/modules/sharing/tea.md").read_text("utf-8")
    kept = {key: value for key, value in yaml.safe_load(text.split("---\n")[1]).items() if key.startswith("x-")}
    assert kept == {
        "x-a": "1.10", "x-b": "0x1F", "x-c": "012", "x-d": "2031-05-06", "x-e": "yes", "x-f": "1e3", "x-g": "7", "x-h": 7, "x-i": -0.5,
        "x-j": [1.0, 2, "no"], "x-k": {"l": "+3", "m": None}, "x-n": "12:30", "x-o": True,
    }  # fmt: skip


def test_two_documents_of_one_name_get_two_ids(tmp_path: Path) -> None:
    pages = {
        "a/tea.md": "[The other](../b/tea.md)\n",
        "b/tea.md": "[The other](../a/tea.md)\n",
        "b/guide.md": "---\nneeds: [tea, b/tea.md]\n---\n",
    }
    folder, plan = old_pages(tmp_path, pages, fields={"requires": {"from": "needs", "modules": True}})
    report = report_of(small_library(tmp_path / "library"), folder, plan)
    modules = tmp_path / "library/content/modules/sharing"
    assert (modules / "tea.md").read_text("utf-8").endswith("[The other](tea-2.md)\n")
    assert (modules / "tea-2.md").read_text("utf-8").endswith("[The other](tea.md)\n")
    assert "requires: [tea-2]\nx-needs:\n  - tea\n  - b/tea.md\n" in (modules / "guide.md").read_text("utf-8")
    assert [(found["code"], found["message"]) for found in report["findings"]] == [
        ("F006", "'requires' could not take all: 'tea' could mean tea or tea-2"),
        ("F009", "the id 'tea' is taken by another document; this one became 'tea-2'"),
    ]


def test_pictures_of_one_name_and_with_strange_names_stay_apart(tmp_path: Path) -> None:
    other = picture() + b"\x00"
    pages: dict[str, str | bytes] = {
        "tea.md": "![a](x/p.png) ![b](y/P.png) [![c](<x/the leaf.png>)](x/p.png) ![d](x/the%20leaf.png#dark) ![e](x/fake.png) ![f](x/big.png)\n",
        "x/p.png": picture(),
        "y/P.png": other,
        "x/the leaf.png": picture(),
        "x/fake.png": b"not a picture",
        "x/big.png": picture() + bytes(5 * 1024 * 1024),
    }
    folder, plan = old_pages(tmp_path, pages, links={"outside": [{"pattern": "x/(big.*)", "to": r"https://old.example/(\1)|"}]})
    report = report_of(small_library(tmp_path / "library"), folder, plan)
    home = tmp_path / "library/content/modules/sharing/tea"
    assert {name: len(content) for name, content in tree(home).items() if name != "index.md"} == {
        "p.png": len(picture()),
        "P-2.png": len(other),
        "the leaf.png": len(picture()),
    }
    assert (home / "index.md").read_text("utf-8").splitlines()[-1] == (
        "![a](p.png) ![b](P-2.png) [![c](<the%20leaf.png>)](p.png) ![d](the%20leaf.png#dark) ![e](x/fake.png) [f](https://old.example/%28big.png%29%7C)"
    )
    assert [found["code"] for found in report["findings"]] == ["F008"]


def test_pictures_in_html_become_links_in_html(tmp_path: Path) -> None:
    folder, plan = old_pages(
        tmp_path,
        {"tea.md": '<p><img src="https://far.example/a.png" width="3" alt="A & B"> <a href="cup.html">x</a></p>\n', "cup.md": "Cup.\n"},
    )
    report_of(small_library(tmp_path / "library"), folder, plan)
    text = (tmp_path / "library/content/modules/sharing/tea.md").read_text("utf-8")
    assert text.endswith('<p><a href="https://far.example/a.png">A &amp; B</a> <a href="cup.md">x</a></p>\n')


def test_pictures_written_by_name_come_along_or_become_links(tmp_path: Path) -> None:
    body = "![Leaf][leaf] and ![][far], ![far] and [not a picture][leaf].\n\n`![far]`\n\n[leaf]: leaf.png 'A leaf'\n[Far]: <https://far.example/a.png>\n"
    folder, plan = old_pages(tmp_path, {"tea.md": body, "leaf.png": picture()})
    report = report_of(small_library(tmp_path / "library"), folder, plan)
    assert (report["pictures"], report["findings"]) == (1, [])
    text = (tmp_path / "library/content/modules/sharing/tea/index.md").read_text("utf-8")
    assert text.endswith(body.replace("![][far], ![far] and", "[a.png][far], [far] and"))


def test_a_module_can_require_one_that_the_library_has(tmp_path: Path) -> None:
    folder, plan = old_pages(
        tmp_path, {"tea.md": "---\nneeds: write-it-down\n---\n"}, fields={"requires": {"from": "needs", "modules": True}}
    )
    report = report_of(small_library(tmp_path / "library"), folder, plan)
    assert report["findings"] == []
    assert "requires: [write-it-down]\n" in (tmp_path / "library/content/modules/sharing/tea.md").read_text("utf-8")


def test_an_import_that_was_interrupted_can_be_run_again(tmp_path: Path) -> None:
    folder = with_pictures(SAMPLES / "eips", tmp_path / "old")
    import_into(tmp_path / "whole", folder, EIPS_MAP)
    shutil.copytree(tmp_path / "whole", tmp_path / "half")
    for lost in ("library.yml", "skills.yml", "modules/core/eip-155.md"):
        (tmp_path / "half/content" / lost).unlink()
    write(tmp_path / "half/content/modules/core/.eip-155.md.part", "half of it")
    report = report_of(tmp_path / "half", folder, EIPS_MAP)
    assert report["written"] == 3
    assert tree(tmp_path / "half") == tree(tmp_path / "whole")


def test_a_folder_is_read_without_hidden_files_and_only_documents_whole(tmp_path: Path) -> None:
    for name in (".git/config.md", "a.md", "b/c.txt", "b/.d.md"):
        write(tmp_path / name, "x" * 100)
    (tmp_path / "loop").symlink_to(tmp_path)
    found = read_folder(tmp_path, lambda file: file.endswith(".md"))
    assert [(source.file, len(source.raw), source.size, source.trouble) for source in found] == [
        ("a.md", 100, 100, ""),
        ("b/c.txt", 16, 100, ""),
        ("loop", 0, 0, "symlink"),
    ]


PRINTABLE = st.characters(
    blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
TEXTS = st.one_of(
    st.text(PRINTABLE, max_size=40),
    st.text("yesnotrufal~0123456789.:-+_eExX#&*!|>'\"%@`[]{},? \n\t", max_size=12),
    st.sampled_from(["", "~", "Null", "y", "No", "ON", "true", "1_000", "0o7", "0b1", "1:30", ".inf", ".NaN", "=", "<<", "---", "...", "- a", "? a", "# a", "a #b", "a: b", "a:"]),
)  # fmt: skip
PLAIN = st.one_of(TEXTS, st.integers(-(10**17), 10**17), st.booleans(), st.none())
NESTED = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12)


@given(st.dictionaries(TEXTS, NESTED, max_size=5))
def test_what_is_written_reads_back_the_same(meta: dict[str, Any]) -> None:
    text = render_yaml(meta) if meta else "{}"
    values = read_values(text, REGISTER)
    assert values.faults == [] or {fault.code for fault in values.faults} == {"R008"}  # nested deeper than any document we read
    if not values.faults:
        assert values.meta == meta
    assert yaml.safe_load(text) == meta  # and the same for readers of YAML 1.1


@given(st.text(PRINTABLE, max_size=80))
def test_slugs_have_the_form_of_ids(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))
    assert re.fullmatch(r"([a-z0-9]+([-_][a-z0-9]+)*)?", slug(text, "_"))
    assert slug(slug(text)) == slug(text)


@given(st.text(PRINTABLE, max_size=80), st.integers(10, 60))
def test_shortened_texts_keep_to_their_limit_and_begin_the_same(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or (len(text) > limit and text.startswith(short.removesuffix("…")))


@given(st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), unique=True, max_size=4).map(tuple)))
def test_without_the_closing_requirements_no_circle_is_left(requires: dict[str, tuple[str, ...]]) -> None:
    closing = closing_requirements(requires)
    left = {id: {other for other in others if other in requires and (id, other) not in closing} for id, others in requires.items()}
    while any(free := [id for id, others in left.items() if not others]):
        left = {id: others - set(free) for id, others in left.items() if id not in free}
    assert left == {}


@given(st.binary(max_size=200).map(lambda tail: b"---\n" + tail))
def test_any_bytes_make_a_document(raw: bytes) -> None:
    document = read_foreign(SourceFile("a.md", raw, len(raw)))
    assert document.body or document.front or document.values == {}
