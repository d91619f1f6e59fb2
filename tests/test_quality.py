"""Built pages before judges nobody here wrote: html-validate for HTML, Lighthouse for phones, and the weight of a page."""

from __future__ import annotations

import gzip
import http.server
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ensure_browser import playwright_browser, system_browser

NPM = Path(__file__).parent / "npm"
JUDGED = ("", "modules/", "modules/customers/explain-without-jargon/")


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as hosts of sites do: texts compressed, and kept by browsers for an hour."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        raw, kind = file.read_bytes(), self.guess_type(file)
        self.send_response(200)
        if kind.startswith(("text/", "application/javascript", "application/json", "image/svg")):
            raw = gzip.compress(raw)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(demo: Path) -> Iterator[str]:
    """Where the demonstration's site is served, compressed."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(demo / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_every_page_is_valid_html(demo: Path, sample: Path, tmp_path: Path) -> None:
    shutil.copy(NPM / "htmlvalidate.json", tmp_path / "htmlvalidate.json")
    pages = [str(file) for site in (demo / "site", sample / "site") for file in sorted(site.rglob("*.html"))]
    assert len(pages) > 200
    command = [str(NPM / "node_modules/.bin/html-validate"), "--config", str(tmp_path / "htmlvalidate.json"), "--formatter", "json", *pages]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    found = {
        f"{Path(result['filePath']).relative_to(Path(result['filePath']).anchor)}: {message['ruleId']}: {message['message']}"
        for result in json.loads(done.stdout)
        for message in result["messages"]
    }
    assert found == set()


def test_every_link_and_anchor_of_the_site_leads_somewhere(demo: Path, sample: Path, tmp_path: Path) -> None:
    lychee = Path(sys.executable).with_name("lychee")
    for site in (demo / "site", sample / "site"):
        # No address of ours is asked of the network: what begins with it is looked up in the folder.
        address = "https://learn.example.com/"
        options = ["--offline", "--no-progress", "--include-fragments", "--index-files", "index.html", "--root-dir", str(site)]
        done = subprocess.run(
            [str(lychee), *options, "--remap", f"{address} {site.as_uri()}/", "--format", "json", str(site / "**/*.html")],
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
        )
        told = json.loads(done.stdout)
        assert told["total"] > 1000
        assert told["error_map"] == {}


def test_lighthouse_finds_little_to_mend_on_a_phone(address: str) -> None:
    """All but performance, which is a matter of the machine: `tooling/bench/README.md` has its scores."""
    browser = system_browser() or playwright_browser()
    command = [
        "node",
        str(NPM / "lighthouse.mjs"),
        str(browser),
        "accessibility,best-practices,seo",
        *(address + place for place in JUDGED),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=NPM)
    for place, scores in json.loads(done.stdout).items():
        lost = scores.pop("lost")
        assert len(scores) == 3
        assert min(scores.values()) >= 0.95, (place, scores, lost)


def test_a_module_page_weighs_less_than_100_kb(address: str, browser: Browser) -> None:
    with browser.new_context() as window:
        page = window.new_page()
        session = window.new_cdp_session(page)
        session.send("Network.enable")
        received: list[float] = []
        session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        page.goto(address + JUDGED[2], wait_until="networkidle")
        assert 0 < sum(received) < 100_000
