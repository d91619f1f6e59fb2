"""What goes wrong between here and GitHub, each as a function from a good answer to a bad one."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it goes over the wire. `silence` says nothing for so many seconds before it, or before its second half.

    `cut` leaves the second half out.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    cut: bool = False
    silence: float = 0


Fault = Callable[[Answer], Answer]

_PAGE = b"<!DOCTYPE html><html><body><h1>This page is taking too long to load.</h1></body></html>"


def status(code: int, **headers: str) -> Fault:
    """A page for people and a status, as from a machine in between."""
    return lambda _: Answer(code, {"Content-Type": "text/html", **_named(headers)}, _PAGE)


def html(_: Answer) -> Answer:
    """A page for people, with the status of a good answer."""
    return Answer(200, {"Content-Type": "text/html"}, _PAGE)


def limit(seconds: int, code: int = 403) -> Fault:
    """No more questions for so many seconds, as GitHub says when an hour's questions are used up."""

    def spoil(_: Answer) -> Answer:
        headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time.time()) + seconds)}
        return _json(
            code, {"message": "API rate limit exceeded for installation.", "documentation_url": "https://docs.github.com"}, headers
        )

    return spoil


def too_fast(seconds: int | str, code: int = 429) -> Fault:
    """Too many questions at once."""
    said = {"message": "You have exceeded a secondary rate limit.", "documentation_url": "https://docs.github.com"}
    return lambda _: _json(code, said, {"retry-after": str(seconds)})


def too_fast_without_time(_: Answer) -> Answer:
    """Too many questions at once, without a word on when to come back."""
    return _json(
        403,
        {"message": "You have exceeded a secondary rate limit. Please wait a few minutes.", "documentation_url": "https://docs.github.com"},
        {},
    )


def graphql_limit(_: Answer) -> Answer:
    """The same in GraphQL, which has a good status for it."""
    return _json(200, {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}, {"x-ratelimit-remaining": "0"})


def too_slow(_: Answer) -> Answer:
    """What GraphQL says of a question that took it too long."""
    return _json(
        200, {"data": None, "errors": [{"message": "Something went wrong while executing your query on 2026-03-01T10:00:00Z."}]}, {}
    )


def refused(code: int, message: str) -> Fault:
    """A refusal in GitHub's own words."""
    return lambda _: _json(code, {"message": message, "documentation_url": "https://docs.github.com"}, {})


def cut(answer: Answer) -> Answer:
    """The first half of an answer."""
    return replace(answer, cut=True)


def hang(answer: Answer) -> Answer:
    """No word for a long time."""
    return replace(answer, silence=60)


def stall(answer: Answer) -> Answer:
    """No word for a long time in the middle of an answer."""
    return replace(answer, cut=True, silence=60)


def partial(*path: str | int, kind: str = "SERVICE_UNAVAILABLE") -> Fault:
    """An answer of which a part is null, with an error beside it."""

    def spoil(answer: Answer) -> Answer:
        said = json.loads(answer.body)
        _put(said["data"], path, None)
        said["errors"] = [{"type": kind, "path": list(path), "message": "Timeout on validation of query"}]
        return replace(answer, body=json.dumps(said).encode())

    return spoil


def without(*path: str | int) -> Fault:
    """An answer that lacks a field."""

    def spoil(answer: Answer) -> Answer:
        said = inner = json.loads(answer.body)
        *way, last = path
        for step in way:
            inner = inner[step]
        del inner[last]
        return replace(answer, body=json.dumps(said).encode())

    return spoil


def put(value: Any, *path: str | int) -> Fault:
    """An answer with something else in one place."""

    def spoil(answer: Answer) -> Answer:
        said = json.loads(answer.body)
        _put(said, path, value)
        return replace(answer, body=json.dumps(said).encode())

    return spoil


def endless(*path: str | int) -> Fault:
    """A list, at `path`, that always has one more page."""
    steps = count(1)

    def spoil(answer: Answer) -> Answer:
        said = json.loads(answer.body)
        _put(said, (*path, "pageInfo"), {"hasNextPage": True, "endCursor": f"bW9yZTo{next(steps):04}="})
        return replace(answer, body=json.dumps(said).encode())

    return spoil


def circle(*path: str | int) -> Fault:
    """A list, at `path`, whose next page is always the same one."""
    return put({"hasNextPage": True, "endCursor": "Y3Vyc29yOjA="}, *path, "pageInfo")


def next_at(address: str) -> Fault:
    """A REST list that goes on at some address; `{}` in it counts up."""
    steps = count(1)
    return lambda answer: replace(answer, headers={**answer.headers, "Link": f'<{address.format(next(steps))}>; rel="next"'})


def _put(said: Any, path: tuple[str | int, ...], value: Any) -> None:
    *way, last = path
    for step in way:
        said = said[step]
    said[last] = value


def _json(code: int, value: Any, headers: dict[str, str]) -> Answer:
    return Answer(code, {"Content-Type": "application/json; charset=utf-8", **headers}, json.dumps(value).encode())


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
