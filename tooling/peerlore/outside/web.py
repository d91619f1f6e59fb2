"""Asking other sites whether a page is there: each address once, one at a time from each host, and no private network.

Asks and passes on; what a reply means is decided elsewhere. Not even the name of a host that lies in a private network
is looked up unless somebody allows it, so that a pull request cannot make a server explore the network around it
(CWE-918). The address that was looked at is the one that is connected to, so a name cannot change in between.
"""

from __future__ import annotations

import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Event, Timer
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from peerlore import __version__
from peerlore.model.facts import Reply, Trouble

_AT_ONCE = 8
_PATIENCE = 10.0
"""Seconds for one answer, from the first byte sent to the last header read."""

_HOPS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_NOT_FOR_HEAD = (400, 403, 404, 405, 410, 501)
"""Answers of sites that know GET alone; before a page is called gone, it is asked for as a browser asks."""

_AGAIN = (502, 503, 504)
_ENOUGH = 2
"""Failures in a row after which a host is left alone."""

_HEADERS = {"User-Agent": f"peerlore/{__version__} (checks links)", "Accept": "text/html, */*;q=0.8", "Connection": "close"}
# Names that never belong to the internet: RFC 6761, 6762, 8375, and what routers and companies use.
_INWARD = (".corp", ".home", ".home.arpa", ".internal", ".intranet", ".lan", ".local", ".localdomain", ".localhost", ".private")
# What no reader gets past: ended, not begun, of another host. Of an unknown issuer, only this machine may know too little.
_BAD_CERTIFICATES = (9, 10, 62)
_TRANSLATED = IPv6Network("64:ff9b::/96")  # stands for all of IPv4 (RFC 6052)
_KNOWN_NAME = "example.com"
_UNKNOWN = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))  # not every system tells them apart


class _Refused(Exception):
    """Carries the trouble because of which an address is not asked."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble


@dataclass(frozen=True)
class Asking:
    """How to ask: whether private networks may be asked, with how much patience in seconds, and after what pause again.

    `known_name` is a host whose name every machine with a connection to the internet can look up.
    """

    allow_private: bool = False
    patience: float = _PATIENCE
    pause: float = 1.0
    known_name: str = _KNOWN_NAME

    @cached_property
    def proxies(self) -> dict[str, str]:
        """The proxies that the environment names; they look up names, and guard their network themselves."""
        return getproxies()

    @cached_property
    def tls(self) -> ssl.SSLContext:
        """The certificates that this machine trusts."""
        return ssl.create_default_context()


def ask(addresses: Iterable[str], asking: Asking | None = None) -> dict[str, Reply]:
    """What every address replies. Never raises for what a site does; whatever goes wrong is a reply."""
    asking = asking or Asking()
    by_host: dict[str, list[str]] = {}
    for address in sorted(set(addresses)):
        by_host.setdefault(_parts(address).hostname or "", []).append(address)
    replies: dict[str, Reply] = {}
    stop = Event()
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        try:
            for found in threads.map(lambda some: _ask_host(some, asking, stop), by_host.values()):
                replies.update(found)
        finally:
            stop.set()  # somebody who pressed Ctrl-C waits for one answer at most
    if any(reply.trouble == "unknown-name" for reply in replies.values()) and not _can_look_up(asking.known_name):
        unknown = Reply(trouble="no-answer")
        replies = {address: unknown if reply.trouble == "unknown-name" else reply for address, reply in replies.items()}
    return replies


def _ask_host(addresses: list[str], asking: Asking, stop: Event) -> dict[str, Reply]:
    """Ask the addresses of one host one after the other, until it has had enough."""
    replies: dict[str, Reply] = {}
    failures = 0
    for address in addresses:
        if stop.is_set():
            break
        reply = Reply(trouble="no-answer") if failures >= _ENOUGH else _ask_twice(address, asking)
        replies[address] = reply
        failures = failures + 1 if reply.trouble == "no-answer" else _ENOUGH if reply.status == 429 else 0
    return replies


def _ask_twice(address: str, asking: Asking) -> Reply:
    reply = _follow(address, asking)
    if reply.trouble == "no-answer" or reply.status in _AGAIN:
        time.sleep(asking.pause)
        reply = _follow(address, asking)
    return reply


def _follow(address: str, asking: Asking) -> Reply:
    """Ask, and go where redirects lead; `moved_to` is how far the site sends its readers for good."""
    moved_to, for_good = "", True
    for _ in range(_HOPS + 1):
        reply, location = _ask_once(address, asking)
        if reply.status not in _REDIRECTS or not location:
            return replace(reply, moved_to=moved_to)
        with suppress(ValueError):
            address = urljoin(address, location).partition("#")[0]
        if _parts(address).scheme not in ("http", "https"):
            return Reply(trouble="no-answer")
        for_good = for_good and reply.status in _FOR_GOOD
        moved_to = address if for_good else moved_to
    return Reply(trouble="endless")


def _ask_once(address: str, asking: Asking) -> tuple[Reply, str]:
    try:
        status, location = _request("HEAD", address, asking)
        if status in _NOT_FOR_HEAD:
            status, location = _request("GET", address, asking)
        return Reply(status), location
    except _Refused as refused:
        return Reply(trouble=refused.trouble), ""
    except ssl.SSLCertVerificationError as error:
        return Reply(trouble="bad-certificate" if error.verify_code in _BAD_CERTIFICATES else "no-answer"), ""
    except (OSError, HTTPException, ValueError):  # names and headers that cannot be decoded are ValueErrors
        return Reply(trouble="no-answer"), ""


def _request(method: str, address: str, asking: Asking) -> tuple[int, str]:
    """Status and Location of one answer; its body is never read."""
    parts = _parts(address)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    if not host:
        raise ValueError(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?[]')}" if parts.query else "")
    name = f"[{host}]" if ":" in host else host
    headers = {**_HEADERS, "Host": name if parts.port is None else f"{name}:{port}"}
    proxy = asking.proxies.get(parts.scheme, "")
    if proxy and not proxy_bypass(host):
        _refuse_private_name(host, asking)
        connection, path, more = _through(proxy, host, port, parts.scheme, path, headers["Host"], asking)
        headers |= more
    else:
        connection = _directly(host, port, parts.scheme, asking)
    with _no_longer_than(asking.patience, connection) as late:
        if isinstance(connection.sock, ssl.SSLSocket):
            connection.sock.do_handshake()
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        if late.is_set():  # what came before we hung up looks like a whole answer
            raise TimeoutError
        return answer.status, answer.getheader("Location", "").encode("latin-1", "replace").decode("utf-8", "replace")


def _directly(host: str, port: int, scheme: str, asking: Asking) -> HTTPConnection:
    """A connection to one of the places behind a name, after a look at them."""
    _refuse_private_name(host, asking)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise _Refused("unknown-name" if error.errno in _UNKNOWN else "no-answer") from error
    places = [place for place in found if _may_ask(str(place[4][0]), asking)]
    if not places:
        raise _Refused("private")
    connection = HTTPConnection(host, port, timeout=asking.patience)
    connection.sock = _connect(places, asking.patience)
    if scheme == "https":
        # The handshake waits until somebody looks at the clock.
        connection.sock = asking.tls.wrap_socket(connection.sock, server_hostname=host, do_handshake_on_connect=False)
    return connection


def _connect(places: Iterable[tuple[int, int, int, str, tuple[str | int, ...] | tuple[int, bytes]]], patience: float) -> socket.socket:
    failure = OSError("no place to connect to")
    for family, kind, protocol, _, place in places:
        connected = socket.socket(family, kind, protocol)
        connected.settimeout(patience)
        try:
            connected.connect(place)
        except OSError as error:
            connected.close()
            failure = error
        else:
            return connected
    raise failure


def _through(
    proxy: str, host: str, port: int, scheme: str, path: str, name: str, asking: Asking
) -> tuple[HTTPConnection, str, dict[str, str]]:
    """A connection through a proxy, with what is asked of it: `CONNECT` for https, the whole address for http (RFC 9110)."""
    gate = _parts(proxy if "://" in proxy else f"http://{proxy}")
    login = {}
    if gate.username:
        words = f"{unquote(gate.username)}:{unquote(gate.password or '')}"
        login = {"Proxy-Authorization": f"Basic {b64encode(words.encode()).decode()}"}
    if scheme == "https":
        tunnel = HTTPSConnection(gate.hostname or "", gate.port or 80, timeout=asking.patience, context=asking.tls)
        tunnel.set_tunnel(host, port, login)
        return tunnel, path, {}
    return HTTPConnection(gate.hostname or "", gate.port or 80, timeout=asking.patience), f"http://{name}{path}", login


def _refuse_private_name(host: str, asking: Asking) -> None:
    try:
        allowed = _may_ask(host, asking)
    except ValueError:  # a name and no number
        allowed = asking.allow_private or ("." in host.rstrip(".") and not host.rstrip(".").endswith(_INWARD))
    if not allowed:
        raise _Refused("private")


def _may_ask(number: str, asking: Asking) -> bool:
    """Whether a machine at this address of the internet protocol may be asked. Never one that is link-local: there clouds
    keep their keys."""
    address: IPv4Address | IPv6Address = ip_address(number.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else None
        address = inner or address.ipv4_mapped or address.sixtofour or address
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    return asking.allow_private or address.is_global


@contextmanager
def _no_longer_than(seconds: float, connection: HTTPConnection) -> Iterator[Event]:
    """Hang up in the end, and after a while, whatever the other side does: a time limit of a socket begins anew with every byte.

    The event tells that time ran out.
    """
    late = Event()
    timer = Timer(seconds, _hang_up, (connection, late))
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        connection.close()


def _hang_up(connection: HTTPConnection, late: Event) -> None:
    late.set()
    if connection.sock is not None:
        with suppress(OSError):
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)  # that of TLS sockets is not safe from another thread


def _can_look_up(name: str) -> bool:
    try:
        return bool(socket.getaddrinfo(name, None))
    except OSError:
        return False


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for a port that is no number
    except ValueError:
        return urlsplit("")
    return parts
