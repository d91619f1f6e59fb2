"""`peerlore serve`: what an author saves is what the browser shows, findings included."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from library_kit import MKDOCS_YML, PEERLORE, module, run, sample_library, small_library, surroundings, tree, write

MODULE = "content/modules/circles/choose-a-question.md"
PATIENCE = 60_000
"""Milliseconds that a change may take to show on a busy machine; two seconds is what people get on an idle one."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A running `peerlore serve`."""

    library: Path
    temporary: Path
    address: str
    process: subprocess.Popen[str]

    def stop(self) -> tuple[int, str]:
        """End it as Ctrl-C does; returns its exit code and what it said as errors."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(library: Path, temporary: Path) -> Preview:
    port = free_port()
    temporary.mkdir()
    process = subprocess.Popen(
        [*PEERLORE, "serve", "--port", str(port)],
        cwd=library,
        env=surroundings(TMPDIR=str(temporary)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    preview = Preview(library, temporary, f"http://127.0.0.1:{port}/", process)
    until = time.monotonic() + 120
    while not answers(preview.address):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until, "the preview does not answer"
        time.sleep(0.05)
    return preview


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - an address of our own
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a copy of the sample library."""
    folder = tmp_path_factory.mktemp("aperçu")
    started = start(sample_library(folder / "notre bibliothèque"), folder / "tmp")
    yield started
    code, said = started.stop()
    assert code == 0
    assert "Traceback" not in said


@pytest.fixture
def tab(preview: Preview, browser: Browser) -> Iterator[Page]:
    """A tab with the module open; afterwards, its file is what it was."""
    before = (preview.library / MODULE).read_bytes()
    with browser.new_context() as context:
        opened = context.new_page()
        opened.goto(f"{preview.address}modules/circles/choose-a-question/")
        yield opened
        write(preview.library / MODULE, before)
        opened.goto(f"{preview.address}modules/circles/choose-a-question/")
        expect(opened.locator(".pl-findings")).to_have_count(0, timeout=PATIENCE)


def test_an_edit_shows_in_the_open_page(preview: Preview, tab: Page) -> None:
    seconds = []
    for number in range(3):
        text = (preview.library / MODULE).read_text("utf-8")
        began = time.monotonic()
        write(preview.library / MODULE, f"{text}\nA sentence of édition {number}.\n")
        expect(tab.locator(".md-content")).to_contain_text(f"A sentence of édition {number}.", timeout=PATIENCE)
        seconds.append(time.monotonic() - began)
    print("an edit showed after", ", ".join(f"{second:.2f} s" for second in seconds))


@pytest.mark.parametrize(
    ("find", "put", "code", "message", "line"),
    [
        pytest.param("\nlevel: ", "\nlevle: ", "S002", "no field is called 'levle' here", r"line \d+, column 1", id="unknown field"),
        pytest.param("\ntitle: ", "\ntitle: A: ", "R004", "colon", r"line \d+, column \d+", id="colon"),
        pytest.param("\n---\n", "\n--\n", "R002", "this line is '--' instead of '---'", r"line \d+, column 1", id="no fence"),
        pytest.param(
            "\n## ", "\n[x](gone.md)\n\n## ", "L001", "there is no modules/circles/gone.md", r"line \d+, column 5", id="dead link"
        ),
    ],
)
def test_a_mistake_shows_on_its_page_until_it_is_mended(
    preview: Preview, tab: Page, find: str, put: str, code: str, message: str, line: str
) -> None:
    text = (preview.library / MODULE).read_text("utf-8")
    write(preview.library / MODULE, text.replace(find, put, 1))
    shown = tab.locator(".pl-findings")
    expect(shown).to_contain_text(message, timeout=PATIENCE)
    expect(shown).to_contain_text(re.compile(line))
    assert shown.locator(f"a[href$='#{code.lower()}']").first.inner_text() == code
    write(preview.library / MODULE, text)
    expect(tab.locator(".pl-findings")).to_have_count(0, timeout=PATIENCE)
    expect(tab.locator("h1")).to_have_text("Choose a question that a circle can answer")


def test_a_draft_is_shown_and_called_one(preview: Preview, browser: Browser) -> None:
    draft = preview.library / "content/modules/circles/sit-in-silence.md"
    written = module("sit-in-silence", status="draft", skills=[{"skill": "facilitating", "level": "aware"}])
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{preview.address}modules/circles/")
        write(draft, written)
        tab.get_by_role("link", name="How to sit in silence").click(timeout=PATIENCE)
        expect(tab.locator(".md-content")).to_contain_text("Only this preview shows it")
        draft.unlink()
        tab.goto(f"{preview.address}modules/circles/")
        expect(tab.locator("main")).not_to_contain_text("How to sit in silence", timeout=PATIENCE)


def test_a_deleted_module_shows_on_the_page_of_findings(preview: Preview, tab: Page) -> None:
    tab.goto(f"{preview.address}findings/")
    expect(tab.locator(".md-content")).not_to_contain_text(f"there is no module {MODULE}")
    before = (preview.library / MODULE).read_bytes()
    (preview.library / MODULE).unlink()
    expect(tab.locator(".md-content")).to_contain_text(f"there is no module {MODULE}", timeout=PATIENCE)
    expect(tab.locator(".md-content")).to_contain_text("no module has the id 'choose-a-question'")
    answer = tab.goto(f"{preview.address}modules/circles/choose-a-question/")
    assert answer is not None
    assert answer.status == 404
    tab.goto(f"{preview.address}findings/")
    write(preview.library / MODULE, before)
    expect(tab.locator(".md-content")).not_to_contain_text(f"there is no module {MODULE}", timeout=PATIENCE)


def test_a_preview_starts_with_findings_and_without_its_settings(tmp_path: Path, browser: Browser) -> None:
    library = small_library(tmp_path / "fautive", {"content/library.yml": "title: [", "content/people/mara.md": "---\nhandle: mara\n---\n"})
    started = start(library, tmp_path / "tmp")
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{started.address}findings/")
        for place in ("content/library.yml", "content/people/mara.md"):
            expect(tab.locator(".md-content")).to_contain_text(place)
        tab.goto(f"{started.address}people/mara/")
        expect(tab.locator(".pl-findings")).to_contain_text("the field 'name' is missing")
    code, said = started.stop()
    assert (code, said) == (0, "")


def test_a_preview_ends_without_a_trace(tmp_path: Path) -> None:
    library = small_library(tmp_path / "passagère", {"site/index.html": "the site of yesterday"})
    before = tree(library)
    started = start(library, tmp_path / "tmp")
    code, said = started.stop()
    assert (code, said) == (0, "")
    assert not answers(started.address)
    assert list(started.temporary.iterdir()) == []
    assert {name: content for name, content in tree(library).items() if not name.startswith(".cache/")} == before
    with pytest.raises(ProcessLookupError):
        os.killpg(started.process.pid, 0)


def test_a_port_in_use_is_said_in_one_sentence(tmp_path: Path) -> None:
    library = small_library(tmp_path / "concurrente")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        outcome = run("serve", "--port", port, cwd=library)
    assert outcome.code == 2
    assert outcome.err == f"peerlore: the preview cannot listen on 127.0.0.1:{port}: Address already in use; choose another --port\n"


def test_a_preview_that_cannot_start_tells_the_reason_once(tmp_path: Path) -> None:
    library = small_library(tmp_path, {"mkdocs.yml": MKDOCS_YML.replace("material", "mkdocs")})
    outcome = run("serve", "--port", str(free_port()), cwd=library)
    assert outcome.code == 2
    assert outcome.err.count("pages are made for Material") == 1
    assert "BuildError" not in outcome.err
