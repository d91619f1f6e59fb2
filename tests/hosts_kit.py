"""Machines of a small network, for tests: each has its own network, processes and files, made of Linux namespaces.

The network has no way out. A machine ends at once when its first process is killed, and with whoever runs the tests.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from library_kit import HOME, PEERLORE, Outcome, surroundings, without_coverage

PATIENCE = 300.0
"""Seconds by the clock after which something is taken not to happen."""
_NEEDED = ("unshare", "nsenter", "setpriv", "ip")
_HIDDEN = ("content", "schemas", "tests", "tooling", ".git", ".cache")
"""What of this repository other machines do not have."""


def missing() -> str:
    """What this system lacks for machines of their own; empty where nothing does."""
    programs = [program for program in _NEEDED if not shutil.which(program)]
    if programs:
        return f"there is no {programs[0]}"
    probe = ("unshare", "--net", "--mount", "--pid", "--fork", "ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1")
    done = subprocess.run(probe, capture_output=True, encoding="utf-8", check=False)
    return f"this system makes no machines: {done.stderr.strip()}" if done.returncode else ""


needs_machines = pytest.mark.skipif(bool(missing()) and not os.environ.get("CI"), reason=missing() or "machines can be made")


def until(what: str, condition: object, patience: float = PATIENCE) -> None:
    """Wait until a function says that something is so."""
    assert callable(condition)
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"waited {patience:.0f} seconds for this: {what}"
        time.sleep(0.02)


class Machine:
    """Namespaces that live as long as their first process. `address` is that of its only way out."""

    def __init__(self, name: str, *kinds: str) -> None:
        self.name = name
        self.address = ""
        self._started = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "unshare", *kinds, "--fork", "--kill-child", "sleep", "infinity"],
            stderr=subprocess.DEVNULL,  # it complains when it ends
        )
        self._kinds = [kind for kind in kinds if kind != "--mount-proc"]
        self.first = 0
        until(f"{name} begins", self._has_begun)

    def _has_begun(self) -> bool:
        assert self._started.poll() is None, f"{self.name} did not begin"
        children = Path(f"/proc/{self._started.pid}/task/{self._started.pid}/children").read_text("ascii").split()
        self.first = int(children[0]) if children else 0
        with suppress(OSError):
            return bool(self.first) and b"sleep" in Path(f"/proc/{self.first}/cmdline").read_bytes()
        return False

    def words(self, *words: str | Path) -> list[str]:
        """A command line that runs these words on this machine."""
        return ["nsenter", "--target", str(self.first), *self._kinds, "--", *map(str, words)]

    def do(self, *words: str | Path) -> str:
        """Run something there and give what it says."""
        return subprocess.run(self.words(*words), check=True, capture_output=True, encoding="utf-8").stdout

    def processes(self) -> list[str]:
        """The command lines of what runs there."""
        return self.do("ps", "-e", "-o", "args=").splitlines()

    def kill(self) -> None:
        """End everything on this machine, as if somebody cut its power."""
        with suppress(ProcessLookupError):
            os.kill(self.first, signal.SIGKILL)
        self._started.wait()


class Network:
    """A desk with a library and a scheduler, and machines that help. What all of them leave behind lies in `folder`.

    `library` is the folder of the library, which no other machine has.
    """

    def __init__(self, folder: Path, library: Path, settings: Mapping[str, str] | None = None, protocol: str = "tcp") -> None:
        self._folder = folder
        self._library = library
        self._settings = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "12s", **(settings or {})}
        self._told = folder / "told.txt"
        self._told.touch()
        self.machines: dict[str, Machine] = {}
        self._workers: list[subprocess.Popen[bytes]] = []
        self.desk = Machine("desk", "--net")
        self.address = f"{protocol}://10.77.0.1:8786"
        self.desk.do("ip", "link", "set", "lo", "up")
        self.desk.do("ip", "link", "add", "cable", "type", "bridge")
        self.desk.do("ip", "address", "add", "10.77.0.1/24", "dev", "cable")
        self.desk.do("ip", "link", "set", "cable", "up")
        self.scheduler = self._start(
            self.desk, "scheduler", "--host", self.address.rpartition(":")[0], "--port", "8786", "--no-dashboard", "--preload",
            HOME / "tests/told_parts.py",
        )  # fmt: skip

    def add(self, name: str, edits: Mapping[str, str] | None = None, *, bare: bool = False) -> Machine:
        """One more machine with a worker, and with a copy of peerlore of its own, in which `edits` are added to the ends of files.

        A `bare` one has none.
        """
        machine = self.machines[name] = Machine(name, "--net", "--mount", "--pid", "--mount-proc")
        number = len(self.machines) + 1
        machine.address = f"10.77.0.{number}"
        self.desk.do("ip", "link", "add", f"to-{name}", "type", "veth", "peer", "name", "out", "netns", str(machine.first))
        self.desk.do("ip", "link", "set", f"to-{name}", "master", "cable", "up")
        machine.do("ip", "link", "set", "lo", "up")
        machine.do("ip", "address", "add", f"{machine.address}/24", "dev", "out")
        machine.do("ip", "link", "set", "out", "up")
        home = self._folder / name
        code = home / "opt/peerlore"
        shutil.copytree(HOME / "tooling/peerlore", code, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copyfile)
        shutil.copytree(HOME / "schemas", code / "schemas")
        for file, text in (edits or {}).items():
            with open(code / file, "a", encoding="utf-8") as stream:
                stream.write(text)
        if bare:
            shutil.rmtree(code)
        for hidden in (self._library, *(HOME / part for part in _HIDDEN)):
            if hidden.is_dir():
                machine.do("mount", "-t", "tmpfs", "none", hidden)
        worker = self._start(machine, "worker", self.address, "--nthreads", "1", "--no-dashboard", "--host", machine.address)
        self._workers.append(worker)
        until(f"the worker of {name} is there", lambda: any(f"//{machine.address}:" in line for line in self.told("worker")))
        return machine

    def told(self, kind: str) -> list[str]:
        """What the scheduler told: `worker ADDRESS`, or `done ADDRESS JOB`, one line for each."""
        return [line for line in self._told.read_text("utf-8").splitlines() if line.startswith(kind)]

    def done_by(self, machine: Machine) -> dict[str, int]:
        """How many parts of each job a machine has done so far."""
        done: dict[str, int] = {}
        for line in self.told("done"):
            _, address, job = line.split()
            if f"//{machine.address}:" in address:
                done[job] = done.get(job, 0) + 1
        return done

    def cut(self, machine: Machine) -> None:
        """Pull a machine's cable: it lives on, and nobody hears of it."""
        self.desk.do("ip", "link", "set", f"to-{machine.name}", "down")

    def start(self, *words: str | Path, **changes: str) -> subprocess.Popen[str]:
        """Start a command of peerlore at the desk, with the help of the machines."""
        return subprocess.Popen(
            self.desk.words(*PEERLORE, *words, "--scheduler", self.address),
            cwd=self._library,
            env=without_coverage(surroundings(**{"PEERLORE_CACHE_DIR": "", **self._settings, **changes})),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *words: str | Path, **changes: str) -> Outcome:
        """The same to its end."""
        return ended(self.start(*words, **changes))

    def close(self) -> None:
        """End all machines."""
        for machine in (*self.machines.values(), self.desk):
            machine.kill()
        self.scheduler.kill()
        for process in (self.scheduler, *self._workers):
            process.wait()

    def _start(self, machine: Machine, *words: str | Path) -> subprocess.Popen[bytes]:
        home = self._folder / machine.name
        home.mkdir(exist_ok=True)
        path = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(home), "TMPDIR": str(home), "TOLD": str(self._told)}
        environment = [f"{name}={value}" for name, value in {**path, **self._settings, "PYTHONPATH": str(home / "opt")}.items()]
        with open(home / "said.txt", "ab") as log:
            command = machine.words("env", "--ignore-environment", f"--chdir={home}", *environment, sys.executable, "-m", "dask", *words)
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def ended(process: subprocess.Popen[str], patience: float = 300.0) -> Outcome:
    """How a command ends."""
    out, err = process.communicate(timeout=patience)
    return Outcome(process.returncode, out, err)


@contextmanager
def network(folder: Path, library: Path, *machines: str, protocol: str = "tcp", **settings: str) -> Iterator[Network]:
    """A network with machines of these names."""
    folder.mkdir(exist_ok=True)
    made = Network(folder, library, settings, protocol)
    try:
        for name in machines:
            made.add(name)
        yield made
    finally:
        made.close()
