"""Commands that other machines may help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from peerlore.commands.terminal import complain
from peerlore.outside.steps import step

if TYPE_CHECKING:
    from peerlore.outside.cluster import Cluster

SchedulerOption = Annotated[
    str,
    typer.Option(
        help="Let the workers of the Dask scheduler at this address help, such as tcp://10.0.0.5:8786; only in a network of your own.",
        metavar="ADDRESS",
    ),
]


@contextmanager
def helped(scheduler: str) -> Iterator[None]:
    """Have the workers of a scheduler do what they can of what happens inside, and say at the end who did; by nobody if there is none."""
    if not scheduler:
        yield
        return
    from peerlore.outside.cluster import joined  # Dask takes a second to import

    with ExitStack() as stack:
        with step("Reaching the cluster"):
            cluster = stack.enter_context(joined(scheduler))
        complain(f"{_many(len(cluster.workers), 'worker')} with {_many(sum(cluster.workers.values()), 'process', 'processes')} help")
        yield
        complain(_told(cluster))


def _told(cluster: Cluster) -> str:
    if not cluster.parts:
        return "the workers had nothing to do: too little was new"
    done = ", ".join(f"{count} by {worker}" for worker, count in sorted(cluster.parts.items()))
    lost = f"; lost on the way, and their work done by others: {', '.join(cluster.lost)}" if cluster.lost else ""
    return f"parts of the work that were done elsewhere: {done}{lost}"


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or f'{one}s'}"
