"""`peerlore released` says what the published site was made with, and never takes a site that cannot be asked for one that is not there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from library_kit import commit, module, run, served, small_files, small_library, write
from peerlore.model.errors import CannotRun
from peerlore.outside.releases import fetch_release
from review_kit import LIBRARY, adopted, ask, policy

RELEASE = {"version": 1, "commit": "c" * 40, "files": {}, "evidence": {"count": 1234, "head": "sha256:" + "a" * 64}}


def library(folder: Path, address: str) -> Path:
    settings = {**json.loads(small_files()["content/library.yml"]), "address": address}
    return small_library(folder / "Une bibliothèque", {"content/library.yml": json.dumps(settings)})


@contextmanager
def answering(*answers: tuple[int, bytes, dict[str, str]]) -> Iterator[str]:
    """A server that gives these answers one after another, the last one for ever."""
    left = list(answers)

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, headers = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_what_stands_there_is_fetched(tmp_path: Path) -> None:
    write(tmp_path / "pages/build.json", json.dumps(RELEASE))
    with served(tmp_path / "pages") as address:
        outcome = run("released", "--output", tmp_path / "last/build.json", cwd=library(tmp_path, address))
    assert (outcome.code, outcome.out) == (0, f"{address} was made with 1,234 records\n")
    assert json.loads((tmp_path / "last/build.json").read_text("utf-8")) == RELEASE


def test_where_nothing_is_published_yet_the_file_says_so_and_a_build_goes_on_from_it(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    with served(tmp_path / "pages") as address:
        shelf = library(tmp_path, address)
        commit(shelf)
        outcome = run("released", "--output", tmp_path / "last.json", cwd=shelf)
    assert (outcome.code, outcome.out) == (0, f"nothing is published at {address} yet\n")
    assert run("build", "--since", tmp_path / "last.json", "--output", tmp_path / "site", cwd=shelf).code == 0


def test_a_page_that_asks_for_a_password_is_no_release(tmp_path: Path) -> None:
    with answering((302, b"", {"Location": "/login"}), (200, b"<!doctype html><title>Sign in</title>", {})) as address:
        outcome = run("released", cwd=library(tmp_path, address))
    assert outcome.code == 2
    assert "is no build.json of a release" in outcome.err


@pytest.mark.parametrize("status", [401, 403, 429, 500, 502, 503])
def test_who_cannot_tell_is_not_believed_to_hold_nothing(status: int) -> None:
    with answering((status, b"", {})) as address, pytest.raises(CannotRun, match=f"it answered {status}"):
        fetch_release(address, pause=0)


def test_a_passing_fault_passes() -> None:
    with answering((502, b"", {}), (503, b"", {}), (200, b"{}", {})) as address:
        assert fetch_release(address, pause=0) == b"{}"


def test_going_round_in_circles_ends() -> None:
    with answering((302, b"", {"Location": "/build.json"})) as address, pytest.raises(CannotRun, match="redirects"):
        fetch_release(address, pause=0)


def test_a_site_that_cannot_be_reached_is_no_site_without_release(tmp_path: Path) -> None:
    outcome = run("released", cwd=library(tmp_path, "http://127.0.0.1:9/"))
    assert outcome.code == 2
    assert "could not be fetched" in outcome.err
    assert not (tmp_path / "Une bibliothèque/build.json").exists()


def test_a_library_that_does_not_say_where_it_stands_is_told_to(tmp_path: Path) -> None:
    settings = json.loads(small_files()["content/library.yml"])
    del settings["address"]
    shelf = small_library(tmp_path, {"content/library.yml": json.dumps(settings)})
    outcome = run("released", cwd=shelf)
    assert outcome.code == 2
    assert "write `address`" in outcome.err


def test_a_preview_shows_what_nobody_approved_and_is_no_release(tmp_path: Path) -> None:
    settings = {**json.loads(small_files()["content/library.yml"]), "evidence": "required"}
    shelf = small_library(tmp_path / "shelf", {"content/library.yml": json.dumps(settings)})
    commit(shelf)
    assert run("build", cwd=shelf).code == 2, "without evidence nothing is published"
    assert run("build", "--preview", "--output", tmp_path / "preview", cwd=shelf).code == 0
    assert (tmp_path / "preview/modules/circles/ask-a-question/index.html").is_file()
    assert json.loads((tmp_path / "preview/build.json").read_text("utf-8"))["evidence"] is None
    for words in (["--preview"], ["--preview", "--output", tmp_path / "a", "--since", tmp_path / "preview/build.json"]):
        outcome = run("build", *words, cwd=shelf)
        assert outcome.code == 2
        assert "a preview is no release" in outcome.err
    write(shelf / "content/modules/circles/new-one.md", module("new-one", level="easy"))
    assert run("build", "--preview", "--output", tmp_path / "other", cwd=shelf).code == 1
    assert not (tmp_path / "other").exists()


def test_an_address_that_nobody_approved_is_not_asked(tmp_path: Path) -> None:
    """Or a push could lead to a place where nothing is published, and evidence that was cut short would go through."""
    with answering((200, json.dumps(RELEASE).encode(), {})) as address, answering((404, b"", {})) as elsewhere:
        made = adopted(tmp_path, address=address)
        made.commit({LIBRARY: policy(evidence="required", address=elsewhere)})
        outcome = ask(made.root, "released", "--output", str(tmp_path / "build.json"))
        assert (outcome.code, outcome.out) == (0, f"{address} was made with 1,234 records\n")
