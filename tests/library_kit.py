"""A small library to try things on, ways to run peerlore as people do, and eyes for what it built."""

from __future__ import annotations

import _thread
import hashlib
import json
import os
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
PEERLORE = (sys.executable, "-m", "peerlore")
MEMORY = tempfile.TemporaryDirectory(prefix="peerlore-")
GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
# With the last, each of some thousand commands would compile all of peerlore anew, which takes longer than what most of them do.
_UNUSUAL = ("CI", "SOURCE_DATE_EPOCH", "GITHUB_ACTIONS", "PYTHONDONTWRITEBYTECODE")
PATIENCE = 300.0
"""Seconds by the clock after which a command is taken to hang. Whoever measures work counts time of the processor: tests run side by side."""
MKDOCS_YML = "site_name: ignored\ndocs_dir: content\nsite_dir: site\ntheme: material\nplugins: [peerlore]\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


def surroundings(**changes: str) -> dict[str, str]:
    """The environment in which commands run: this one, without what would change builds, and with `changes`."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNUSUAL}
    return {**kept, **GIT, "NO_MKDOCS_2_WARNING": "1", "PEERLORE_CACHE_DIR": MEMORY.name, **changes}


def without_coverage(environment: Mapping[str, str]) -> dict[str, str]:
    """The same without the measuring of coverage, which writes a file of its own and makes loops many times slower."""
    return {name: value for name, value in environment.items() if not name.startswith("COVERAGE_")}


def run(*words: str | Path, cwd: Path, timeout: float = PATIENCE, work: int | None = None, **changes: str) -> Outcome:
    """Run `peerlore` with these words in `cwd`; `changes` go into its environment."""
    return run_program(*PEERLORE, *words, cwd=cwd, timeout=timeout, work=work, **changes)


def run_program(*words: str | Path, cwd: Path, timeout: float = PATIENCE, work: int | None = None, **changes: str) -> Outcome:
    """Run any program to its end. `work` is how many seconds of the processor it may take; then the system stops it."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=surroundings(**changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
        preexec_fn=work and partial(resource.setrlimit, resource.RLIMIT_CPU, (work, work)),
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def findings(library: Path, **changes: str) -> list[dict[str, Any]]:
    """What `peerlore check` finds, as `{file, line, column, code, message, …}`."""
    outcome = run("check", "--format", "json", cwd=library, **changes)
    assert outcome.code in (0, 1), outcome
    return json.loads(outcome.out)["findings"]


def page(front: Mapping[str, Any], body: str = "") -> str:
    """A page with this front matter; JSON is YAML."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    return "\n".join(("---", *lines, "---", "", body))


def module(id: str, body: str = "", **fields: Any) -> str:
    """A module that passes every check, but for what `fields` say otherwise."""
    words = id.replace("-", " ")
    front = {
        "id": id,
        "title": f"How to {words}",
        "summary": f"Learn in ten minutes how to {words}.",
        "authors": ["mara"],
        "skills": [{"skill": "asking", "level": "aware"}],
        "level": "beginner",
        "format": "how-to",
        "duration": 10,
        "language": "en",
        "objectives": [f"do this: {words}"],
        "questions": [f"Who has seen somebody {words}?"],
    }
    return page({**front, **fields}, body or f"The text that tells how to {words}.\n")


def picture() -> bytes:
    """A real PNG of two by two grey points."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00\x80\x90" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def small_files() -> dict[str, str | bytes]:
    """The files of a small library: two topics, three modules, a translation, a picture, a path, two people."""
    topics = [
        {"id": "circles", "title": "Circles", "summary": "Meet in small groups.", "owners": ["mara"]},
        {"id": "sharing", "title": "Sharing", "summary": "Write it down for others.", "owners": ["zoe"]},
    ]
    skills = [
        {"id": "asking", "name": "Asking", "description": "Ask what helps."},
        {"id": "drawing", "name": "Drawing", "description": "Draw so that others see it.", "broader": "asking"},
    ]
    levels = [{"id": "aware", "name": "Aware", "description": "Knows of it."}, {"id": "able", "name": "Able", "description": "Does it."}]
    library = {
        "title": "Bibliothèque d’à côté",
        "summary": "What neighbours know, for neighbours.",
        "languages": ["en", "fr"],
        "address": "https://learn.example.com/",
        "owners": ["mara"],
        "topics": topics,
        "evidence": "optional",
    }
    quiz = [{"question": "What comes first?", "answers": [{"text": "A case", "correct": True, "why": "It is real."}, {"text": "A slogan"}]}]
    french = {
        "id": "ask-a-question",
        "language": "fr",
        "title": "Poser une question",
        "summary": "Apprendre à poser une bonne question.",
        "authors": [{"person": "zoe", "role": "translator"}],
        "objectives": ["poser une question ouverte"],
        "questions": ["Qui demande quoi à qui ?"],
        "quiz": [
            {
                "question": "Que vient d’abord ?",
                "answers": [{"text": "Un cas", "correct": True, "why": "C’est vrai."}, {"text": "Un slogan"}],
            }
        ],
    }
    way = {"id": "first-week", "title": "First week", "summary": "What to read in the first week.", "authors": ["zoe"], "language": "en"}
    zoe = {"handle": "zoe", "name": "Zoé Ångström", "role": "Fitter", "helps": [{"skill": "drawing", "level": "able"}]}
    return {
        "mkdocs.yml": MKDOCS_YML,
        "site/.gitignore": "*\n!.gitignore\n",
        ".gitignore": "/.cache/\n",
        "content/library.yml": json.dumps(library, ensure_ascii=False, indent=1),
        "content/skills.yml": json.dumps({"levels": levels, "skills": skills}, ensure_ascii=False, indent=1),
        "content/modules/circles/ask-a-question.md": module(
            "ask-a-question", "## Open it\n\nAsk as in [the plan](draw-the-plan/index.md#the-plan).\n", quiz=quiz
        ),
        "content/modules/circles/ask-a-question.fr.md": page(french, "## Ouvrir\n\nUne question ouverte, à l’école.\n"),
        "content/modules/circles/draw-the-plan/index.md": module(
            "draw-the-plan", "## The plan\n\n![Two by two points](plan.png)\n", skills=[{"skill": "drawing", "level": "able"}]
        ),
        "content/modules/circles/draw-the-plan/plan.png": picture(),
        "content/modules/sharing/write-it-down.md": module("write-it-down", requires=["ask-a-question"], replaces=["old-notes"]),
        "content/paths/first-week.md": page({**way, "modules": ["ask-a-question", "write-it-down"]}, "Begin here.\n"),
        "content/people/mara.md": page({"handle": "mara", "name": "Mara Lindqvist"}, "Ask me.\n"),
        "content/people/zoe.md": page(zoe, "Ask me too.\n"),
    }


def small_library(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the small library into `folder`, with files of `changes` over or beside its own; None leaves one out."""
    for name, content in {**small_files(), **(changes or {})}.items():
        if content is not None:
            write(folder / name, content)
    return folder


def sample_library(folder: Path) -> Path:
    """A copy of the sample library of this repository."""
    shutil.copytree(HOME / "content", folder / "content")
    shutil.copy(HOME / "mkdocs.yml", folder)
    return folder


def write(file: Path, content: str | bytes) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def commit(library: Path, message: str = "A change") -> str:
    """Commit everything in a repository of its own; returns the commit's name."""
    who = ("-c", "user.name=Zoé Ångström", "-c", "user.email=zoe@example.com")
    if not (library / ".git").exists():
        run_program("git", "init", "--quiet", "--initial-branch=main", cwd=library)
    run_program("git", "add", "--all", cwd=library)
    moment = "2026-03-01T10:00:00+00:00"
    done = run_program("git", *who, "commit", "-qm", message, cwd=library, GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment)
    assert done.code == 0, done
    return run_program("git", "rev-parse", "HEAD", cwd=library).out.strip()


def tree(folder: Path) -> dict[str, bytes]:
    """The content of every file below `folder` by its path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def is_whole(site: Path) -> bool:
    """Whether the site holds exactly the files that its own build.json lists, each with its digest."""
    listed = json.loads((site / "build.json").read_text("utf-8"))["files"]
    found = {name: hashlib.sha256(content).hexdigest() for name, content in tree(site).items()}
    return listed == {name: digest for name, digest in found.items() if name != "build.json" and not name.startswith(".")}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a plain web server hands out `folder`."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread that nobody measures: coverage fails now and then where many threads begin at once."""
        _thread.start_new_thread(self.process_request_thread, (request, client_address))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that hung up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Quiet(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """Let browsers keep what does not change between pages."""
        if "/assets/" in self.path:
            self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
