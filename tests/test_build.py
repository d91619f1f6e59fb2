"""What `peerlore build` publishes: the same bytes every time, whole pages, links that lead somewhere, nothing foreign."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from built_page import dead_links, pages, read_page
from library_kit import MKDOCS_YML, PEERLORE, commit, is_whole, module, run, run_program, served, small_files, small_library, tree, write

CIRCLES = "content/modules/circles"
NO_APPROVAL = "There is no evidence that a colleague approved this text."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small library, committed and built, with a draft and a retired module beside its own."""
    retired = module("send-a-fax", status="retired", title="Send a telefax")
    draft = module("write-a-poem", status="draft", title="Write a limerick")
    more = {f"{CIRCLES}/send-a-fax.md": retired, "content/modules/sharing/write-a-poem.md": draft}
    library = small_library(tmp_path_factory.mktemp("bâti") / "petite bibliothèque", more)
    commit(library)
    outcome = run("build", cwd=library)
    assert (outcome.code, outcome.err) == (0, ""), outcome
    return library


def test_the_sample_library_builds_whole(sample: Path) -> None:
    modules = [name for name in pages(sample / "site") if name.startswith("modules/") and name.count("/") == 3]
    assert len(modules) >= 24
    assert is_whole(sample / "site")


def test_two_builds_of_one_commit_are_identical_to_the_byte(sample: Path, tmp_path: Path) -> None:
    ways = {
        "ailleurs/une copie": ("022", {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "LC_ALL": "C"}),
        "b": ("077", {"TZ": "America/St_Johns", "PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "GITHUB_ACTIONS": "true"}),
    }
    for name, (umask, changes) in ways.items():
        run_program("git", "clone", "--quiet", sample, tmp_path / name, cwd=tmp_path)
        outcome = run_program("sh", "-c", f'umask {umask}; exec "$@"', "sh", *PEERLORE, "build", cwd=tmp_path / name, **changes)
        assert outcome.code == 0, outcome
        assert is_whole(tmp_path / name / "site")
    first, second = (tree(tmp_path / name / "site") for name in ways)
    assert first == second == tree(sample / "site")


def test_build_json_names_the_commit(sample: Path) -> None:
    head = run_program("git", "rev-parse", "HEAD", cwd=sample).out.strip()
    assert json.loads((sample / "site/build.json").read_text("utf-8"))["commit"] == head


def test_mkdocs_build_gives_the_same_files(built: Path) -> None:
    before = tree(built / "site")
    outcome = run_program(sys.executable, "-m", "mkdocs", "build", "--strict", cwd=built)
    assert outcome.code == 0, outcome
    assert tree(built / "site") == before


def test_findings_stop_the_build_before_it_touches_the_site(built: Path, tmp_path: Path) -> None:
    library = tmp_path / "copie fautive"
    run_program("cp", "-a", built, library, cwd=tmp_path)
    before = {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in (library / "site").rglob("*")}
    write(library / CIRCLES / "ask-a-question.md", module("ask-a-question", body="[lost](nowhere.md)\n"))
    outcome = run("build", cwd=library)
    assert outcome.code == 1
    assert f"{CIRCLES}/ask-a-question.md:15:8: L001" in outcome.out
    assert {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in (library / "site").rglob("*")} == before
    under_mkdocs = run_program(sys.executable, "-m", "mkdocs", "build", cwd=library)
    assert under_mkdocs.code == 1
    assert "L001" in under_mkdocs.err
    assert tree(library / "site") == tree(built / "site")


@pytest.mark.parametrize("folder", ["", "apprendre/ensemble/"])
def test_every_link_and_anchor_leads_somewhere(sample: Path, tmp_path: Path, folder: str) -> None:
    address = f"https://learn.example.com/{folder}"
    library = sample
    if folder:
        library = tmp_path / "sous-dossier"
        run_program("git", "clone", "--quiet", sample, library, cwd=tmp_path)
        settings = library / "content/library.yml"
        write(settings, settings.read_text("utf-8").replace("address: https://learn.example.com/", f"address: {address}"))
        assert run("build", cwd=library).code == 0
        assert f"<loc>{address}modules/</loc>" in (library / "site/sitemap.xml").read_text("utf-8")
    assert dead_links(library / "site", address) == []


def test_no_page_names_a_foreign_host_to_load_from(sample: Path, built: Path) -> None:
    for site in (sample / "site", built / "site"):
        foreign = {(name, load) for name, page in pages(site).items() for load in page.loads if urlsplit(load).netloc}
        assert foreign == set()


def test_a_browser_asks_nobody_but_the_site(sample: Path, browser: Browser) -> None:
    with served(sample / "site") as address, browser.new_context() as context:
        asked: list[str] = []
        errors: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        context.on("weberror", lambda error: errors.append(str(error.error)))
        tab = context.new_page()
        for name in ("", "modules/circles/choose-a-question/", "fr/modules/circles/choose-a-question/"):
            answer = tab.goto(address + name, wait_until="networkidle")
            assert answer is not None
            assert answer.ok
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert errors == []


def test_a_replaced_id_leads_on_to_its_module(built: Path, browser: Browser) -> None:
    with served(built / "site") as address, browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{address}modules/sharing/old-notes/")
        tab.wait_for_url(f"{address}modules/sharing/write-it-down/")
        assert tab.inner_text("h1") == "How to write it down"
    # Without a page refresh, a link leads on; it must work wherever the site stands.
    page = read_page(built / "site/modules/sharing/old-notes/index.html")
    assert page.links == ["../write-it-down/"]


def test_every_language_leads_on_from_the_topic_in_which_a_module_stood(tmp_path: Path) -> None:
    text = str(small_files()[f"{CIRCLES}/ask-a-question.md"])
    moved = text.replace("language:", "replaces: [sharing/ask-a-question]\nlanguage:", 1)
    library = small_library(tmp_path, {f"{CIRCLES}/ask-a-question.md": moved})
    assert run("build", cwd=library).code == 0
    for language in ("", "fr/"):
        page = read_page(library / f"site/{language}modules/sharing/ask-a-question/index.html")
        assert page.links == ["../../circles/ask-a-question/"]


def test_a_retired_module_keeps_its_page_and_leaves_lists_and_search(built: Path) -> None:
    built_pages = pages(built / "site")
    assert "no longer looked after" in built_pages.pop("modules/circles/send-a-fax/").words
    assert [name for name, page in built_pages.items() if "telefax" in page.words] == ["fr/retired/", "retired/"]
    assert "telefax" not in (built / "site/pagefind/en/words.json").read_text("utf-8")


def test_a_draft_is_nowhere_on_the_site(built: Path) -> None:
    naming = [name for name, content in tree(built / "site").items() if b"write-a-poem" in content or b"limerick" in content]
    assert naming == []


def test_a_module_page_shows_what_its_front_matter_says(built: Path) -> None:
    words = read_page(built / f"site/{CIRCLES.removeprefix('content/')}/ask-a-question/index.html").words
    for said in ("do this: ask a question", "Who has seen somebody ask a question?", "What comes first?", "A slogan", "It is real."):
        assert said in words
    for said in ("Mara Lindqvist", "wrote this", "How-to · 10 min · Beginner · English", "Asking", "Aware", "First week", "Français"):
        assert said in words
    assert NO_APPROVAL in words


def test_every_module_page_says_that_nobody_is_known_to_have_approved_it(sample: Path) -> None:
    modules = {name: page for name, page in pages(sample / "site").items() if 'class="pl-module"' in page.text}
    assert [name for name, page in modules.items() if not name.startswith("fr/") and NO_APPROVAL not in page.words] == []
    french = {name: page for name, page in modules.items() if name.startswith("fr/")}
    assert [name for name, page in french.items() if "Rien ne prouve qu’un collègue a approuvé ce texte." not in page.words] == []
    assert french


def test_a_translation_links_to_its_source_and_back(built: Path) -> None:
    french = read_page(built / "site/fr/modules/circles/ask-a-question/index.html")
    assert "Une question ouverte, à l’école." in french.words
    assert "../../../../modules/circles/ask-a-question/" in french.links
    assert "../../../fr/modules/circles/ask-a-question/" in read_page(built / "site/modules/circles/ask-a-question/index.html").links


def test_pictures_are_copied_as_they_are(built: Path) -> None:
    assert (built / "site/modules/circles/draw-the-plan/plan.png").read_bytes() == small_files()[f"{CIRCLES}/draw-the-plan/plan.png"]


def test_the_site_may_stand_elsewhere(built: Path, tmp_path: Path) -> None:
    outcome = run("build", "--output", tmp_path / "là bas/site", cwd=built)
    assert outcome.code == 0, outcome
    assert {name: content for name, content in tree(built / "site").items() if name != ".gitignore"} == tree(tmp_path / "là bas/site")


def test_a_reason_is_told_once(tmp_path: Path) -> None:
    library = small_library(tmp_path, {"mkdocs.yml": MKDOCS_YML.replace("material", "mkdocs")})
    outcome = run("build", cwd=library)
    assert outcome.code == 2
    assert outcome.err == "peerlore: the site could not be built: pages are made for Material: write `theme: material` in mkdocs.yml\n"
