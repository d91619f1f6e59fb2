"""Work on the machines of a Dask cluster. What knows Dask stands here alone, and is imported only when somebody asks for a cluster."""

from __future__ import annotations

import logging
import re
import time
import warnings
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from peerlore.model.errors import CannotRun
from peerlore.outside import afar
from peerlore.outside.edition import difference, edition
from peerlore.outside.helper import pack, unpack
from peerlore.outside.processes import crew

if TYPE_CHECKING:
    from distributed import Client, Future

_ADDRESS = re.compile(r"(tcp|tls)://([\w.-]+|\[[\da-fA-F:.]+\]):\d{1,5}")
_REACHED_WITHIN = 10
"""Seconds."""
_LOOK_AGAIN = 2.0
_ALONE = 20.0
"""Seconds without any worker after which the work is given up: one that was started again is back by then."""
_AHEAD = 4
"""Parts that are under way for each thread of a worker, so that neither scheduler nor driver hold much, and nobody waits."""

_GONE = (OSError, TimeoutError, RuntimeError, CancelledError)
"""What Dask says, each in its place, where somebody has hung up."""

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def joined(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at an address such as `tcp://10.0.0.5:8786`; what is spread meanwhile is done there.

    Raises CannotRun where there is no such cluster, or one that would make other pages than this machine.
    """
    if not _ADDRESS.fullmatch(address):
        raise CannotRun(
            f"{address!r} is no address of a scheduler; write it like tcp://10.0.0.5:8786, or tls://… where it has certificates"
        )
    client = _client(address)
    try:
        cluster = Cluster(address, client)
        token = crew.set(cluster)
        try:
            yield cluster
        finally:
            crew.reset(token)
    finally:
        with suppress(*_GONE):  # the work is done or given up
            client.close(timeout=_LOOK_AGAIN)  # type: ignore[no-untyped-call]


class Cluster:
    """Workers that do parts of the work. `parts` counts, by their addresses, how many each has done."""

    def __init__(self, address: str, client: Client) -> None:
        self.address = address
        self.parts: Counter[str] = Counter()
        self._client = client
        self._edition = edition()
        self.workers = self._threads()
        if not self.workers:
            raise CannotRun(
                f"the scheduler at {address} has no workers; start one with `dask worker {address}` on each machine that is to help"
            )
        self._compare()

    @property
    def lost(self) -> list[str]:
        """The workers that were there at first and are gone."""
        return sorted(self.workers.keys() - self._threads().keys())

    def results(
        self, work: Callable[[Sequence[T]], Sequence[R]], parts: Iterable[Sequence[T]], prepare: Callable[[], object]
    ) -> Iterator[Sequence[R]]:
        """What `work` makes of each part, in their order; see `peerlore.outside.processes.Crew`."""
        job = f"peerlore-{uuid4().hex}"
        expected, packed_work = pack(self._edition), pack(work)
        under_way: deque[Future[Any]] = deque()
        try:
            ready = self._client.submit(afar.hand_over, pack(prepare), key=f"{job}-prepare", pure=False)
            for number, part in enumerate(parts):
                if len(under_way) >= self._room():
                    yield self._result(under_way.popleft())
                key = f"{job}-part-{number}"
                under_way.append(self._client.submit(afar.do, job, expected, ready, packed_work, pack(part), key=key, pure=False))
            while under_way:
                yield self._result(under_way.popleft())
        finally:
            under_way.clear()
            with suppress(*_GONE):  # otherwise they go home when nobody has asked them for a while
                self._client.run(afar.dismiss, job, on_error="ignore")

    def _room(self) -> int:
        """How many parts may be under way."""
        if time.monotonic() > self._looked + _LOOK_AGAIN:
            self._threads()
        return max(2, _AHEAD * self._many)

    def _result(self, future: Future[Any]) -> Any:
        worker, answer = self._answer(future)
        self.parts[worker] += 1
        results, error = unpack(answer)
        if error is not None:
            raise error
        return results

    def _answer(self, future: Future[Any]) -> tuple[str, bytes]:
        alone = None
        while True:
            try:
                found: tuple[str, bytes] = future.result(timeout=_LOOK_AGAIN)
                return found
            except TimeoutError:
                alone = None if self._threads() else alone or time.monotonic()
                if alone and time.monotonic() > alone + _ALONE:
                    raise CannotRun(
                        f"all workers of the scheduler at {self.address} are gone; start them again, and then this command"
                    ) from None
            except CancelledError:
                raise CannotRun(f"the scheduler at {self.address} is gone; start it and its workers again, and then this command") from None
            except Exception as error:
                raise CannotRun(f"a worker of the scheduler at {self.address} could not do its part: {_said(error)}") from error

    def _threads(self) -> dict[str, int]:
        """The threads of each worker, by addresses."""
        self._looked = time.monotonic()
        try:
            found = {str(worker): int(threads) for worker, threads in self._client.nthreads().items()}  # type: ignore[no-untyped-call]
        except _GONE:
            found = {}  # a scheduler that is gone is told by what was asked of it
        self._many = sum(found.values())
        return found

    def _compare(self) -> None:
        """Raise CannotRun where a worker would make other bytes of the same text."""
        for worker, found in sorted(self._client.run(afar.look, on_error="return").items()):
            if isinstance(found, BaseException):
                raise CannotRun(
                    f"the worker at {worker} has no peerlore like this one: {_said(found)}; install the same there, with the extra `cluster`"
                )
            if differs := difference(self._edition, found):
                raise CannotRun(
                    f"the worker at {worker} would make other pages: {differs}; install the same there, and start the worker again"
                )


def _client(address: str) -> Client:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # versions are compared by us
            from distributed import Client
            from distributed.security import Security
    except ImportError:
        raise CannotRun("working on a cluster needs the extra `cluster` of peerlore: `pip install 'peerlore[cluster]'`") from None
    if address.startswith("tls:") and not Security().get_connection_args("client")["ssl_context"]:  # type: ignore[no-untyped-call]
        raise CannotRun(
            f"{address} needs certificates; name them in Dask's settings, such as DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …CLIENT__CERT, …CLIENT__KEY"
        )
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters of it becomes a sentence
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Client(address, timeout=_REACHED_WITHIN, set_as_default=False)  # type: ignore[no-untyped-call]
    except Exception as error:
        raise CannotRun(f"no scheduler answers at {address}: {_said(error)}") from error


def _said(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
