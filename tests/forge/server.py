"""The forge's ear on the network: REST, GraphQL and git over HTTP, on this machine alone."""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from forge import graph, rest
from forge.descriptions import check_answer, check_parameters
from forge.faults import Answer, Fault
from forge.state import Account, Hosted, World

Notice = Callable[[Hosted, dict[str, str], dict[str, str], Account], None]
_BAD_CREDENTIALS = {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest", "status": "401"}


@dataclass(slots=True)
class Spoiling:
    """A fault for the next `times` answers to questions whose name holds `only`."""

    fault: Fault
    times: int
    only: str


@dataclass(slots=True)
class Heard:
    """A question that came in: its name (`POST /graphql Change`, `GET /users/mara`) and whose token came with it."""

    name: str
    authorization: str = ""
    variables: dict[str, Any] = field(default_factory=dict)


class Server(ThreadingHTTPServer):
    """Answers as GitHub would, unless it is told to spoil an answer. Faults of our own are kept in `failures`."""

    daemon_threads = True

    def __init__(self, world: World, root: Path, notice: Notice) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.world = world
        self.root = root
        self.notice = notice
        self.lock = threading.RLock()
        self.ended = threading.Event()
        self.heard: list[Heard] = []
        self.spoilings: list[Spoiling] = []
        self.failures: list[BaseException] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def spoiled(self, name: str, answer: Answer) -> Answer:
        """The answer after the first fault that is meant for it."""
        for spoiling in self.spoilings:
            if spoiling.times and spoiling.only in name:
                spoiling.times -= 1
                return spoiling.fault(answer)
        return answer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing to say: whoever asks may hang up when they like."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        body = self._body()
        if ".git/" in parts.path:
            self._git(parts.path, parts.query, body)
            return
        try:
            with self.server.lock:
                name, answer = self._answer(parts.path, dict(parse_qsl(parts.query)), body)
                answer = self.server.spoiled(name, answer)
        except Exception as failure:  # ours: the test shall hear of it
            self.server.failures.append(failure)
            answer = Answer(500, {}, repr(failure).encode())
        self._send(answer)

    do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815 - http.server gives names to its hooks

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    # Answering -----------------------------------------------------------------------------------------------------

    def _answer(self, path: str, parameters: dict[str, str], body: bytes) -> tuple[str, Answer]:
        path = "/graphql" if path == "/api/graphql" else path.removeprefix("/api/v3")  # where Enterprise servers have both
        said = json.loads(body) if body else {}
        operation = re.search(r"(?:query|mutation) (\w+)", said.get("query", "")) if path == "/graphql" else None
        name = f"{self.command} {path}{f' {operation[1]}' if operation else ''}"
        authorization = self.headers.get("Authorization", "")
        self.server.heard.append(Heard(name, authorization, said.get("variables", parameters)))
        viewer = self.server.world.tokens.get(authorization.partition(" ")[2])
        if viewer is None:
            return name, _json(401, _BAD_CREDENTIALS)
        if path == "/graphql":
            return name, _json(200, graph.ask(self.server.world, viewer, said["query"], said.get("variables") or {}))
        path = unquote(path)
        check_parameters(self.command.lower(), path, parameters)
        reply = rest.answer(rest.Asked(self.server.world, viewer, self.command, path, parameters, said, self.server.address))
        check_answer(self.command.lower(), path, reply.status, reply.value)
        return name, _json(reply.status, reply.value, reply.headers)

    def _send(self, answer: Answer) -> None:
        half = len(answer.body) // 2 if answer.cut else len(answer.body)
        if not answer.cut:
            self.server.ended.wait(answer.silence)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[:half])
        self.close_connection = self.close_connection or answer.cut
        if answer.cut:
            self.wfile.flush()
            self.server.ended.wait(answer.silence)

    # git -----------------------------------------------------------------------------------------------------------

    def _git(self, path: str, query: str, body: bytes) -> None:
        name = path.lstrip("/").partition(".git/")[0]
        writes = "git-receive-pack" in path or "git-receive-pack" in query
        with self.server.lock:
            hosted = self.server.world.repository(name)
            actor = self._pusher()
        if hosted is None:
            self._send(Answer(404, {}, b"Repository not found."))
        elif actor is None and (writes or hosted.private):
            self._send(Answer(401, {"WWW-Authenticate": 'Basic realm="GitHub"'}, b""))
        else:
            with self.server.lock:
                before = hosted.files.refs()
                answer = self._backend(path, query, body, actor)
                if writes and actor:
                    self.server.notice(hosted, before, hosted.files.refs(), actor)
            self._send(answer)

    def _pusher(self) -> Account | None:
        """Whose token came as a password, as git sends it."""
        scheme, _, words = self.headers.get("Authorization", "").partition(" ")
        try:
            _, _, token = base64.b64decode(words).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        return self.server.world.tokens.get(token) if scheme == "Basic" else None

    def _backend(self, path: str, query: str, body: bytes, actor: Account | None) -> Answer:
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_PROJECT_ROOT": str(self.server.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            **({"REMOTE_USER": actor.login} if actor else {}),
        }
        done = subprocess.run(["git", "http-backend"], env=environment, input=body, capture_output=True, check=False)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().splitlines() if ": " in line)
        status = int(headers.pop("Status", "200").split(" ")[0])
        return Answer(status, {name: value for name, value in headers.items() if name.lower() != "content-length"}, content)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body


def _json(status: int, value: Any, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status, {"Content-Type": "application/json; charset=utf-8", **(headers or {})}, json.dumps(value).encode())
