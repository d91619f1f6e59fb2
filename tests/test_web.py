"""Web addresses are asked gently, never in networks that nobody named, and judged only by what their sites say."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from library_kit import PEERLORE, Outcome, module, run, small_library, surroundings
from peerlore import __version__
from peerlore.model.facts import Reply
from peerlore.outside.web import Asking, ask

PAGE = "content/modules/sharing/write-it-down.md"


class Site(ThreadingHTTPServer):
    """A site on this machine that writes down who asked for what, and how many did at once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_HEAD(self) -> None:
        with self.server.lock:
            self.server.asked.append((self.command, self.path))
            self.server.agents.add(self.headers["User-Agent"])
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
        time.sleep(0.01)
        with self.server.lock:
            self.server.at_once -= 1  # before the answer: whoever has it may ask again at once
        self._answer(self.path)

    do_GET = do_HEAD  # noqa: N815 - http.server gives names to its hooks

    def _answer(self, path: str) -> None:
        if path == "/slow":
            time.sleep(1)
        if path.endswith("/drip"):
            self._drip()
            return
        if path == "/hangs-up":
            self.close_connection = True
            return
        if path == "/get-only":
            self.send_response(200 if self.command == "GET" else 405)
        elif path == "/once-busy":
            self.send_response(503 if self.server.asked.count(("HEAD", path)) == 1 else 200)
        elif match := re.fullmatch(r"/(30\d)(/.*)", path):
            self.send_response(int(match[1]))
            self.send_header("Location", match[2])
        else:
            self.send_response(int(path.rpartition("/")[2]))
        self.end_headers()

    def _drip(self) -> None:
        """One byte at a time, each soon enough for a time limit of a socket."""
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    server = Site()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def asked(site: Site, *paths: str, patience: float = 5) -> dict[str, Reply]:
    replies = ask([site.address + path for path in paths], Asking(allow_private=True, patience=patience, pause=0.01))
    return {address.removeprefix(site.address): reply for address, reply in replies.items()}


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        ("/200", Reply(200)),
        ("/get-only", Reply(200)),
        ("/404", Reply(404)),
        ("/500", Reply(500)),
        ("/301/200", Reply(200, moved_to="/200")),
        ("/308/301/200", Reply(200, moved_to="/200")),
        ("/302/200", Reply(200)),
        ("/301/302/200", Reply(200, moved_to="/302/200")),
        ("/301/404", Reply(404, moved_to="/404")),
        ("/302/301/302/301/302/301/302/200", Reply(trouble="endless")),
        ("/once-busy", Reply(200)),
        ("/hangs-up", Reply(trouble="no-answer")),
    ],
)
def test_a_reply_is_what_a_browser_would_end_with(site: Site, path: str, reply: Reply) -> None:
    found = asked(site, path)[path]
    assert Reply(found.status, found.trouble, found.moved_to.removeprefix(site.address)) == reply


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_nobody_is_waited_for_longer_than_patience_lasts(site: Site, path: str) -> None:
    start = time.monotonic()
    assert asked(site, path, patience=0.3) == {path: Reply(trouble="no-answer")}
    assert time.monotonic() - start < 3
    assert len(site.asked) == 2, "once more, and then never again"


def test_a_host_is_asked_one_question_at_a_time_and_left_alone_when_it_fails(site: Site) -> None:
    assert len(asked(site, *(f"/{number}/200" for number in range(20)))) == 20
    assert site.most_at_once == 1
    assert site.agents == {f"peerlore/{__version__} (checks links)"}
    site.asked.clear()
    replies = asked(site, *(f"/{number}/429" for number in range(5)))
    assert [reply.status for reply in replies.values()] == [429, 0, 0, 0, 0]
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/200",
        "http://localhost:{port}/200",
        "http://[::1]:{port}/200",
        "http://[::ffff:127.0.0.1]:{port}/200",
        "http://[64:ff9b::7f00:1]:{port}/200",
        "http://0x7f000001:{port}/200",
        "http://2130706433:{port}/200",
        "http://127.1:{port}/200",
        "http://0:{port}/200",
        "http://10.0.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1%25eth0]/",
        "http://wiki/",
        "http://wiki.intranet/",
        "http://printer.local./",
    ],
)
def test_private_networks_are_not_asked_unless_somebody_says_so(site: Site, address: str) -> None:
    address = address.format(port=site.server_port)
    assert ask([address], Asking(patience=2, pause=0)) == {address: Reply(trouble="private")}
    assert site.asked == []


def test_the_keys_of_a_cloud_are_never_asked_for(site: Site) -> None:
    for address in ("http://169.254.169.254/", "http://[fe80::1]/", "http://0.0.0.0/"):
        assert ask([address], Asking(allow_private=True, patience=2, pause=0)) == {address: Reply(trouble="private")}


@pytest.mark.parametrize(
    "address", ["http://", "http://[", "http://a:b/", "http://a..b.example/", "http://x\u0000.example/", "http://%zz.example/"]
)
def test_what_is_no_address_is_a_reply_too(address: str) -> None:
    assert ask([address], Asking(patience=2, pause=0))[address].status == 0


def test_a_name_is_unknown_only_to_a_machine_that_knows_names() -> None:
    address = "http://nobody.invalid/"
    assert ask([address], Asking(pause=0, known_name="localhost"))[address].trouble in ("unknown-name", "no-answer")
    assert ask([address], Asking(pause=0, known_name="nobody.invalid"))[address].trouble == "no-answer"


def test_a_proxy_is_used_where_the_environment_names_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", site.address)
    assert ask(["http://tips.example.com/200"], Asking(pause=0)) == {"http://tips.example.com/200": Reply(200)}
    assert site.asked == [("HEAD", "http://tips.example.com/200")]
    assert ask(["http://10.0.0.1/200"], Asking(pause=0)) == {"http://10.0.0.1/200": Reply(trouble="private")}


def linking(tmp_path: Path, *addresses: str) -> Path:
    links = "\n".join(f"- See [the plan of house {number}]({address})." for number, address in enumerate(addresses))
    body = f"The text that tells how to write it down.\n\n{links}\n"
    return small_library(tmp_path / "Bibliothèque", {PAGE: module("write-it-down", body)})


def external(library: Path) -> Outcome:
    """A check that asks other sites, with a cache of its own."""
    return run("check", "--external", "--allow-private", cwd=library, PEERLORE_CACHE_DIR=str(library.parent / "cache"))


def kept_replies(library: Path) -> Path:
    (file,) = (library.parent / "cache").glob("*.json")
    return file


def test_dead_links_are_told_on_request_and_asked_for_once_a_day(site: Site, tmp_path: Path) -> None:
    library = linking(tmp_path, f"{site.address}/404#part", f"{site.address}/404", f"{site.address}/200", f"{site.address}/403")
    assert "L017" not in run("check", cwd=library).out
    assert site.asked == []
    outcome = external(library)
    assert outcome.code == 1
    assert outcome.out.count(": L017 this page is gone: 127.0.0.1 answers 404") == 2
    assert "web addresses: 1 alive, 1 dead, 1 could not be looked at" in outcome.out
    assert sorted(set(site.asked)) == sorted(site.asked), "nothing twice"
    before = len(site.asked)
    assert external(library).out == outcome.out
    assert len(site.asked) == before
    kept_replies(library).write_text('{"version": 1, "replies": {"x": 3}}')
    assert external(library).out == outcome.out
    assert len(site.asked) == 2 * before


def test_old_replies_are_asked_for_again(site: Site, tmp_path: Path) -> None:
    library = linking(tmp_path, f"{site.address}/200", f"{site.address}/404")
    external(library)
    cache = kept_replies(library)
    said = json.loads(cache.read_text("utf-8"))
    for dated in said["replies"].values():
        dated[0] = "2020-01-01"
    cache.write_text(json.dumps(said))
    site.asked.clear()
    external(library)
    assert {path for _, path in site.asked} == {"/200", "/404"}


def test_whoever_stops_it_waits_for_one_answer_at_most(site: Site, tmp_path: Path) -> None:
    library = linking(tmp_path, *(f"{site.address}/{number}/drip" for number in range(40)))
    words = (*PEERLORE, "check", "--external", "--allow-private")
    process = subprocess.Popen(
        words, cwd=library, env=surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    until = time.monotonic() + 30
    while not site.asked and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 130
    assert len(site.asked) <= 2


def test_without_the_option_private_addresses_get_a_notice(site: Site, tmp_path: Path) -> None:
    library = linking(tmp_path, f"{site.address}/404")
    assert run("check", "--external", cwd=library).code == 0
    said = run("check", "--external", "--notices", cwd=library).out
    assert "L019 this address could not be looked at: it lies in a private network" in said
    assert "--allow-private" in said
    assert site.asked == []


def test_only_the_files_that_somebody_names_are_asked_for(site: Site, tmp_path: Path) -> None:
    library = linking(tmp_path, f"{site.address}/404")
    run("check", "--external", "--allow-private", "content/people", cwd=library)
    assert site.asked == []


@pytest.mark.parametrize("words", [("--allow-private",), ("--external", "--watch")])
def test_options_that_mean_nothing_together_are_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert run("check", *words, cwd=small_library(tmp_path)).code == 2
