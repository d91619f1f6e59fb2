"""How GitHub is asked: with which token, how patiently, and page after page to the end.

An answer is whole or it is refused in one sentence: nothing is ever decided on a part of one. Knows no reviews.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable, Collection, Generator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address
from typing import Any, NoReturn, TypeVar
from urllib.parse import SplitResult, urlsplit

import githubkit
import httpx
from githubkit.auth import BaseAuthStrategy
from githubkit.exception import GitHubException, GraphQLFailed, RateLimitExceeded, RequestFailed, RequestTimeout
from githubkit.graphql import GraphQLError, GraphQLResponse
from githubkit.response import Response

from peerlore import __version__
from peerlore.model.errors import CannotRun

MOST_PAGES = 50
"""Pages of one list, each with a hundred entries, after which it counts as endless."""

_TOKEN = re.compile(r"[!-~]{1,1024}")
_VERSION = "2022-11-28"
_NO_PROXY = "the proxy that HTTPS_PROXY or ALL_PROXY names is of a kind that peerlore does not speak; name one that begins with http://"
_GONE = (404, 410, 422)
_CLOSED = (403, 451)

Read = TypeVar("Read")


class Unknown(CannotRun):
    """GitHub has nothing of that name, or does not show it to this token."""


class Forbidden(CannotRun):
    """GitHub knows the token, and does not let it do this."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long GitHub may take for one question, in seconds: `answer` for each silence, `total` until the last try begins.

    The first pause between `tries` lasts `pause`, and each further one twice as long, unless GitHub names a time.
    """

    answer: float = 15
    total: float = 45
    pause: float = 1
    tries: int = 4


@dataclass(slots=True)
class _Passing(Exception):
    """Something that may be over after a while; `wait` is how long GitHub wants us to wait, in seconds."""

    sentence: str
    wait: float = 0


class Client:
    """Asks one server, and sends the token nowhere else."""

    def __init__(self, token: str, rest: str, graphql: str, patience: Patience = Patience()) -> None:
        if not _TOKEN.fullmatch(token):  # a header that cannot be sent would be shown in full by the error about it
            raise CannotRun("the token of GitHub holds characters that no token has; copy it again")
        _check_address(rest)
        _check_address(graphql)
        if _origin(rest) != _origin(graphql):
            raise CannotRun("GITHUB_API_URL and GITHUB_GRAPHQL_URL name different servers; the token belongs to one")
        self._rest = rest.rstrip("/")
        self._graphql = graphql
        self.patience = patience
        self._github = githubkit.GitHub(
            _Bearer(token, _origin(rest)),
            user_agent=f"peerlore/{__version__}",
            timeout=patience.answer,
            ssl_verify=_trusted(),
            trust_env=not _is_loopback(rest),  # proxies are for what lies outside of this machine
            follow_redirects=False,
            http_cache=False,
            auto_retry=False,  # its waits know no limit, and it does not try again where GraphQL says that there was too much
        )

    def __enter__(self) -> Client:
        """Keep one connection for everything that is asked from now on."""
        try:
            self._github.__enter__()  # type: ignore[no-untyped-call]
        except (ImportError, ValueError):
            raise CannotRun(_NO_PROXY) from None
        return self

    def __exit__(self, *reason: object) -> None:
        self._github.__exit__()

    def ask(self, question: str, subject: str, **variables: object) -> dict[str, Any]:
        """The data that answers a GraphQL question. `subject` names in refusals what it is about."""

        def read(response: Response[GraphQLResponse]) -> dict[str, Any]:
            return self._github.graphql.parse_graphql_response(response)

        body = {"query": question, "variables": variables}
        return self._tried(read, subject, "POST", self._graphql, json=body, response_model=GraphQLResponse)

    def get(self, path: str, subject: str, **parameters: str) -> Any:
        """The JSON that answers a REST question."""
        return self._tried(_json, subject, "GET", f"{self._rest}{path}", params=parameters)

    def write(self, method: str, path: str, subject: str, **fields: object) -> None:
        """Write something, in one attempt: whoever does not hear back cannot know whether to write it again."""
        try:
            self._once(_json, subject, method, f"{self._rest}{path}", json=fields)
        except Forbidden:
            raise Forbidden(f"the token may not write {subject}; a workflow needs `permissions: {{pull-requests: write}}`") from None
        except _Passing as trouble:
            raise CannotRun(trouble.sentence) from None

    def pages(self, path: str, subject: str, **parameters: str) -> Generator[list[Any]]:
        """The pages of a REST list, followed to their end."""
        address = f"{self._rest}{path}"
        asked: dict[str, str] | None = {**parameters, "per_page": "100"}
        seen = {address}
        while True:
            entries, following = self._tried(_page, subject, "GET", address, params=asked)
            yield entries
            if not following:
                return
            if _origin(following) != _origin(self._rest):
                raise CannotRun(f"the list of {subject} goes on at another server than GitHub's; nothing was sent there")
            address, asked = following, None  # httpx takes the address's own parameters away for an empty table
            refuse_endless(address, seen, subject)

    def _tried(self, read: Callable[[Response[Any]], Read], subject: str, method: str, address: str, **asked: Any) -> Read:
        began, pause = time.monotonic(), self.patience.pause
        for left in reversed(range(self.patience.tries)):
            try:
                return self._once(read, subject, method, address, **asked)
            except _Passing as trouble:
                wait = max(trouble.wait, pause)
                if not left or time.monotonic() - began + wait > self.patience.total:
                    raise CannotRun(trouble.sentence) from None
            time.sleep(wait)
            pause *= 2
        raise AssertionError

    def _once(self, read: Callable[[Response[Any]], Read], subject: str, method: str, address: str, **asked: Any) -> Read:
        try:
            response = self._github.request(method, address, headers={"X-GitHub-Api-Version": _VERSION}, **asked)
            if response.status_code in (200, 201):
                return read(response)
        except RequestTimeout:
            raise _Passing(f"GitHub did not answer within {self.patience.answer:g} seconds; run this again later") from None
        except RateLimitExceeded as limit:
            _refuse_for_now(limit.retry_after)
        except RequestFailed as failure:
            _refuse_status(failure.response, subject)
        except GraphQLFailed as failure:
            _refuse_errors(failure.response.errors or [], subject)
        except GitHubException as trouble:
            if "CERTIFICATE_VERIFY_FAILED" in str(trouble.__cause__):
                raise CannotRun(
                    "this machine does not trust who answers as GitHub; name a company's own certificates in SSL_CERT_FILE"
                ) from None
            raise _Passing("GitHub cannot be reached, or broke off in the middle of an answer; run this again later") from None
        except ImportError:
            raise CannotRun(_NO_PROXY) from None
        except (ValueError, OverflowError, OSError):  # no JSON, JSON of another shape, or times that no calendar has
            pass
        else:
            raise CannotRun(f"GitHub answered the question for {subject} with status {response.status_code}, which tells nothing")
        raise CannotRun(f"what answered the question for {subject} is not GitHub; look at GITHUB_API_URL, or run this again later")


class _Bearer(BaseAuthStrategy, httpx.Auth):
    """Puts the token into requests to one server. No dataclass: those show all they hold."""

    def __init__(self, token: str, origin: tuple[str, str, int]) -> None:
        self._token = token
        self._origin = origin

    def get_auth_flow(self, github: githubkit.GitHubCore[Any]) -> httpx.Auth:
        return self

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        if _origin(str(request.url)) == self._origin:
            request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def refuse_endless(step: str, seen: set[str], subject: str, most: int = MOST_PAGES) -> None:
    """Refuse a list that comes back to a step, or has more than `most` of them; otherwise remember the step."""
    if not step or step in seen or len(seen) >= most:
        raise CannotRun(f"GitHub finds no end of the list of {subject}; run this again later")
    seen.add(step)


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that this machine trusts, so that a company's own count."""
    return ssl.create_default_context()


def make_client(environment: Mapping[str, str], patience: Patience = Patience()) -> Client:
    """A client with the token and the addresses that a workflow of GitHub Actions has in its environment."""
    token = environment.get("GITHUB_TOKEN", "").strip() or environment.get("GH_TOKEN", "").strip()
    if not token:
        raise CannotRun(
            "GitHub answers only with a token: set GITHUB_TOKEN, in a workflow with `env: {GITHUB_TOKEN: '${{ github.token }}'}`"
        )
    rest = environment.get("GITHUB_API_URL") or "https://api.github.com"
    # An Enterprise server has REST at /api/v3 and GraphQL at /api/graphql.
    graphql = environment.get("GITHUB_GRAPHQL_URL") or f"{rest.rstrip('/').removesuffix('/v3')}/graphql"
    return Client(token, rest, graphql, patience)


def _json(response: Response[Any]) -> Any:
    return response.json()


def _page(response: Response[Any]) -> tuple[list[Any], str]:
    entries = response.json()
    if not isinstance(entries, list):
        raise ValueError("no list")
    return entries, response.raw_response.links.get("next", {}).get("url", "")


def _refuse_for_now(wait: timedelta) -> NoReturn:
    then = datetime.now(UTC) + min(wait, timedelta(days=1))
    raise _Passing(f"GitHub has answered enough for now; run this again after {then:%H:%M} UTC", wait.total_seconds())


def _refuse_status(response: Response[Any], subject: str) -> NoReturn:
    status = response.status_code
    if status >= 500:
        raise _Passing(f"GitHub is out of order (status {status}); run this again later")
    if status == 429 or (status == 403 and "rate limit" in response.text.lower()):
        _refuse_for_now(timedelta(minutes=1))  # what GitHub asks for where it names no time
    if status == 401:
        raise CannotRun("GitHub does not accept the token; make a new one, and set GITHUB_TOKEN to it")
    if status in _CLOSED:
        raise Forbidden(_closed(subject))
    if status in _GONE:
        raise Unknown(_missing(subject))
    raise CannotRun(f"GitHub answered the question for {subject} with status {status}, which tells nothing")


def _refuse_errors(errors: Collection[GraphQLError], subject: str) -> NoReturn:
    """Errors stand beside data of which parts are missing."""
    kinds = {error.type for error in errors}
    if any(error.message.startswith("Something went wrong") for error in errors):  # how GitHub says that it took too long
        raise _Passing(f"GitHub could not answer the question for {subject}; run this again later")
    if kinds & {"FORBIDDEN", "INSUFFICIENT_SCOPES"}:
        raise Forbidden(_closed(subject))
    if kinds == {"NOT_FOUND"}:
        raise Unknown(_missing(subject))
    said = " ".join(next((error.message for error in errors), "").split())[:200]
    raise CannotRun(f"GitHub answered the question for {subject} only in part and said {said!r}")


def _closed(subject: str) -> str:
    return f"the token may not read {subject}; a workflow needs `permissions: {{contents: read, pull-requests: read}}`"


def _missing(subject: str) -> str:
    return f"GitHub has no {subject}, or does not show it to this token"


def _check_address(address: str) -> None:
    parts, (scheme, host, _) = _parts(address), _origin(address)
    if scheme not in ("http", "https") or not host or parts.username or parts.query or parts.fragment:
        raise CannotRun("GITHUB_API_URL and GITHUB_GRAPHQL_URL must be web addresses such as 'https://api.github.com'")
    if scheme == "http" and not _is_loopback(address):
        raise CannotRun("the address of GitHub begins with http://, which would show the token to everybody on the way; use https://")


def _is_loopback(address: str) -> bool:
    host = _parts(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _origin(address: str) -> tuple[str, str, int]:
    """Scheme, host and port; two addresses of one server have the same."""
    parts = _parts(address)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for a port that is no number
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts
