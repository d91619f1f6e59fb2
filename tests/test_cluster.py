"""Other machines help a check and a build: nothing comes out otherwise, also when one of them is lost in the middle."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hosts_kit import Machine, Network, ended, needs_machines, network, until
from library_kit import Outcome, module, run, small_library, tree, write

MANY = 400
"""Modules; parts of fifty make a dozen of them."""
SHARING = "content/modules/sharing"

pytestmark = needs_machines


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = {
        f"{SHARING}/page-{number}.md": module(
            f"page-{number}", f"## Part\n\nRead [the one before](page-{max(number - 1, 1)}.md), the the {number}.\n"
        )
        for number in range(1, MANY + 1)
    }
    hostile = {f"{SHARING}/brackets.md": module("brackets", "[" * 40_000)}
    library = small_library(tmp_path_factory.mktemp("beaucoup") / "bibliothèque", {**pages, **hostile})
    assert run("check", "--write-baseline", cwd=library).code == 0
    return library


@pytest.fixture(scope="module")
def alone(model: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site that one machine makes."""
    site = tmp_path_factory.mktemp("seul") / "site"
    outcome = run("build", "-o", site, cwd=model, PEERLORE_CACHE_DIR="")
    assert outcome.code == 0, outcome
    assert refused(outcome)
    return tree(site)


@pytest.fixture
def library(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / "bureau" / model.name))


@pytest.fixture
def two(library: Path, tmp_path: Path) -> Iterator[Network]:
    with network(tmp_path / "machines", library, "left", "right") as made:
        yield made


def refused(outcome: Outcome) -> bool:
    """Whether the page over which the engine would sit is named, once."""
    return outcome.err.count(f"{SHARING}/brackets.md is not shown: it takes more than 5 seconds of computing") == 1


def until_rendering(made: Network, machine: Machine, parts: int = 2) -> None:
    """Wait until a machine has rendered some parts: the second job, after the one that judges."""
    jobs: list[str] = []

    def has_rendered() -> bool:
        jobs[:] = dict.fromkeys(line.split()[2] for line in made.told("done"))
        return len(jobs) == 2 and made.done_by(machine).get(jobs[1], 0) >= parts

    until(f"{machine.name} has rendered {parts} parts", has_rendered)


def shares(outcome: Outcome) -> dict[str, int]:
    """How many parts each machine did, as the command tells."""
    return {address: int(count) for count, address in re.findall(r"(\d+) by tcp://([\d.]+):", outcome.err)}


def helpers(machine: Machine) -> list[str]:
    return [line for line in machine.processes() if "peerlore.outside.helper" in line]


def test_two_machines_make_the_site_that_one_makes(two: Network, library: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    left, right = two.machines.values()
    for machine in (left, right):
        assert machine.do("ls", library) == ""
    outcome = two.run("build", "-o", tmp_path / "site", CI="true")
    assert outcome.code == 0, outcome
    assert tree(tmp_path / "site") == alone
    assert refused(outcome)
    assert "peerlore: 2 workers with 2 processes help" in outcome.err
    assert re.search(r"^Rendering pages: \d+$", outcome.err, re.MULTILINE)
    done = shares(outcome)
    assert done.keys() == {left.address, right.address}
    assert sum(done.values()) == len(two.told("done"))
    assert "lost" not in outcome.err
    until("helpers go home", lambda: not helpers(left) and not helpers(right), 25)


def test_a_machine_that_dies_in_the_middle_is_not_missed(two: Network, alone: dict[str, bytes], tmp_path: Path) -> None:
    left, right = two.machines.values()
    process = two.start("build", "-o", tmp_path / "site")
    until_rendering(two, right)
    right.kill()
    before = len(two.told("done"))
    outcome = ended(process)
    assert outcome.code == 0, outcome
    assert tree(tmp_path / "site") == alone
    assert refused(outcome)
    assert re.search(rf"; lost on the way, and their work done by others: tcp://{re.escape(right.address)}:\d+$", outcome.err, re.MULTILINE)
    # What the lost machine had made and nobody had fetched yet is made again; it may have been all of it.
    assert left.address in shares(outcome)
    assert len(two.told("done")) > before + 2, "it was killed when nearly everything was done"


def test_a_machine_whose_cable_is_pulled_is_not_missed(two: Network, alone: dict[str, bytes], tmp_path: Path) -> None:
    process = two.start("build", "-o", tmp_path / "site")
    until_rendering(two, two.machines["right"])
    two.cut(two.machines["right"])
    outcome = ended(process)
    assert outcome.code == 0, outcome
    assert tree(tmp_path / "site") == alone


def test_helpers_that_are_killed_are_replaced(two: Network, alone: dict[str, bytes], tmp_path: Path) -> None:
    right = two.machines["right"]
    process = two.start("build", "-o", tmp_path / "site")
    until_rendering(two, right, 1)
    right.do("sh", "-c", "kill -9 $(ps -e -o pid=,args= | grep '[p]eerlore.outside.helper' | awk '{print $1}')")
    outcome = ended(process)
    assert outcome.code == 0, outcome
    assert tree(tmp_path / "site") == alone


def test_without_any_machine_left_the_old_site_stays(two: Network, library: Path, tmp_path: Path) -> None:
    assert run("build", cwd=library).code == 0
    old = tree(library / "site")
    write(library / "mkdocs.yml", (library / "mkdocs.yml").read_text("utf-8") + "copyright: Ours\n")
    process = two.start("build")
    until_rendering(two, two.machines["right"], 1)
    for machine in two.machines.values():
        machine.kill()
    outcome = ended(process)
    assert outcome.code == 2, outcome
    assert f": all workers of the scheduler at {two.address} are gone; start them again" in outcome.err
    assert tree(library / "site") == old


def test_a_scheduler_that_dies_ends_the_build_with_a_sentence(two: Network, library: Path) -> None:
    process = two.start("build")
    until_rendering(two, two.machines["right"], 1)
    two.scheduler.kill()
    outcome = ended(process)
    assert outcome.code == 2, outcome
    assert outcome.err.splitlines()[1:] == [
        f"peerlore: the site could not be built: the scheduler at {two.address} is gone; start it and its workers again, and then this command"
    ]
    assert [name for name in tree(library / "site") if not name.startswith(".")] == []


def test_helpers_do_not_outlive_a_build_that_is_killed_for_long(two: Network) -> None:
    process = two.start("build")
    until_rendering(two, two.machines["right"], 1)
    assert helpers(two.machines["right"])
    process.kill()
    process.communicate()
    until("helpers go home", lambda: not any(map(helpers, two.machines.values())), 90)


def test_a_check_says_the_same_and_what_is_known_is_not_asked_again(two: Network, library: Path, tmp_path: Path) -> None:
    local = run("check", "--format", "json", cwd=library, PEERLORE_CACHE_DIR="")
    memory = str(tmp_path / "memory")
    first, second = (two.run("check", "--format", "json", PEERLORE_CACHE_DIR=memory) for _ in range(2))
    assert first.out == second.out == local.out
    assert (first.code, second.code) == (local.code, local.code)
    assert sum(shares(first).values()) == len(two.told("done"))
    assert "peerlore: the workers had nothing to do: too little was new" in second.err
    (edited := library / f"{SHARING}/page-1.md").write_text(edited.read_text("utf-8") + "\nThe the end.\n", "utf-8")
    # All that is not new is read when somebody asks for it, which nobody can elsewhere.
    other = two.run("check", "--format", "json", "--select", "W", PEERLORE_CACHE_DIR=memory)
    assert shares(other)
    assert other.out == run("check", "--format", "json", "--select", "W", cwd=library, PEERLORE_CACHE_DIR="").out


def test_what_a_build_learns_elsewhere_is_remembered_here(two: Network, library: Path, tmp_path: Path) -> None:
    memory = str(tmp_path / "memory")
    assert two.run("build", PEERLORE_CACHE_DIR=memory).code == 0
    again = run("build", cwd=library, PEERLORE_CACHE_DIR=memory)
    assert " 1 pages rendered" in again.out, again  # the one that is refused is tried each time


def test_a_machine_with_other_code_is_refused(library: Path, tmp_path: Path) -> None:
    with network(tmp_path / "machines", library, "left") as made:
        made.add("right", {"publishing/clean.py": "\n# edited\n"})
        outcome = made.run("build")
    assert outcome.code == 2
    says = r"peerlore: the worker at tcp://10\.77\.0\.3:\d+ would make other pages: the code of peerlore is \w+ there and \w+ here; install"
    assert re.match(says, outcome.err.splitlines()[-1]), outcome.err


def test_a_machine_without_peerlore_is_named(library: Path, tmp_path: Path) -> None:
    with network(tmp_path / "machines", library, "left") as made:
        made.add("right", bare=True)
        outcome = made.run("check")
    assert outcome.code == 2
    says = r"peerlore: the worker at tcp://10\.77\.0\.3:\d+ has no peerlore like this one: .*No module named .peerlore.*; install the same there"
    assert re.match(says, outcome.err.splitlines()[-1]), outcome.err


def test_a_machine_with_other_code_that_comes_late_is_refused_too(library: Path, tmp_path: Path) -> None:
    with network(tmp_path / "machines", library, "left") as made:
        process = made.start("build")
        until_rendering(made, made.machines["left"], 1)
        made.add("right", {"publishing/clean.py": "\n# edited\n"})
        outcome = ended(process)
    assert outcome.code == 2 or shares(outcome).keys() == {"10.77.0.2"}, outcome
    assert outcome.code == 0 or "would make other pages" in outcome.err


def test_a_bug_in_the_work_is_told_with_its_place_and_not_tried_again(two: Network) -> None:
    script = (
        "import json, sys\n"
        "from peerlore.outside.cluster import joined\n"
        "from peerlore.outside.processes import spread\n"
        "with joined(sys.argv[1]): list(spread(json.loads, list(range(500)), list, few=1))\n"
    )
    process = subprocess.run(
        two.desk.words(sys.executable, "-c", script, two.address), capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert process.returncode == 1
    assert "TypeError: the JSON object must be" in process.stderr
    assert "On a worker of the cluster:" in process.stderr
    assert len(two.told("done")) <= 10


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the environment says of certificates that all parts of a cluster share."""
    folder = tmp_path_factory.mktemp("certificats")
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=cluster")
    subprocess.run([*made, "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True)
    start = "DASK_DISTRIBUTED__COMM__"
    roles = {
        f"{start}TLS__{role}__{part.upper()}": f"{folder}/{part}.pem"
        for role in ("SCHEDULER", "WORKER", "CLIENT")
        for part in ("cert", "key")
    }
    return {**roles, f"{start}TLS__CA_FILE": f"{folder}/cert.pem", f"{start}REQUIRE_ENCRYPTION": "true"}


def test_with_certificates_nobody_else_takes_part(library: Path, tmp_path: Path, certificates: dict[str, str]) -> None:
    with network(tmp_path / "machines", library, "left", "right", protocol="tls", **certificates) as made:
        stranger = made.run("check", **dict.fromkeys(certificates, ""))
        assert stranger.code == 2
        assert stranger.err.splitlines()[-1].startswith(f"peerlore: {made.address} needs certificates; name them in Dask's settings"), (
            stranger
        )
        outcome = made.run("check", "--format", "json")
        assert outcome.out == run("check", "--format", "json", cwd=library, PEERLORE_CACHE_DIR="").out
        assert len(re.findall(r"\d+ by tls://", outcome.err)) == 2


ADDRESSES = ("10.0.0.5:8786", "tcp://10.0.0.5", "http://10.0.0.5:8786", "file:///etc/passwd", "tcp://a b:1")


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_address_is_refused(model: Path, address: str) -> None:
    outcome = run("check", "--scheduler", address, cwd=model)
    assert outcome == Outcome(
        2,
        "",
        f"peerlore: {address!r} is no address of a scheduler; write it like tcp://10.0.0.5:8786, or tls://… where it has certificates\n",
    )


def test_a_scheduler_that_is_not_there_is_told_within_seconds(model: Path) -> None:
    begun = time.monotonic()
    outcome = run("build", "--scheduler", "tcp://127.0.0.1:9", cwd=model)
    assert outcome.code == 2
    assert outcome.err.startswith("peerlore: no scheduler answers at tcp://127.0.0.1:9: ")
    assert len(outcome.err.splitlines()) == 1
    assert time.monotonic() - begun < 60


def test_a_scheduler_without_workers_is_told(library: Path, tmp_path: Path) -> None:
    with network(tmp_path / "machines", library) as made:
        until(
            "it listens", lambda: made.run("check").err.startswith("peerlore: the scheduler at tcp://10.77.0.1:8786 has no workers; start")
        )


def test_without_the_extra_a_sentence_says_what_to_install(model: Path, tmp_path: Path) -> None:
    write(tmp_path / "distributed.py", "raise ImportError('not installed')\n")
    outcome = run("check", "--scheduler", "tcp://127.0.0.1:9", cwd=model, PYTHONPATH=str(tmp_path))
    assert outcome == Outcome(
        2, "", "peerlore: working on a cluster needs the extra `cluster` of peerlore: `pip install 'peerlore[cluster]'`\n"
    )


def test_watching_is_nothing_for_other_machines(model: Path) -> None:
    outcome = run("check", "--watch", "--scheduler", "tcp://127.0.0.1:9", cwd=model)
    assert outcome.code == 2
    assert "leave out --watch or --scheduler" in outcome.err
