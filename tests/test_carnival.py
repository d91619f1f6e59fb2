"""One page that is wrong in every way in which a page can be, and everything that is said about it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from story import BASE

HERE = Path(__file__).parent
PAGE = HERE / "carnival.md"
SAID = HERE / "carnival.txt"
AT = re.compile(r"^tests/carnival\.md:(\d+):(\d+): ([A-Z]\d{3}) ", re.MULTILINE)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    library = tmp_path_factory.mktemp("carnival")
    shutil.copytree(BASE, library, dirs_exist_ok=True)
    (library / "tests").mkdir()
    shutil.copy(PAGE, library / "tests")
    command = [sys.executable, "-m", "peerlore", "check", "tests/carnival.md"]
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=library, env=environment, capture_output=True, encoding="utf-8", timeout=60)


def test_the_carnival_is_told_in_full(checked: subprocess.CompletedProcess[str], request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        SAID.write_text(checked.stdout, "utf-8")
    assert checked.stdout == SAID.read_text("utf-8")
    assert checked.stderr == ""
    assert checked.returncode == 1


def test_every_finding_points_into_the_page(checked: subprocess.CompletedProcess[str]) -> None:
    lines = PAGE.read_text("utf-8").split("\n")
    places = AT.findall(checked.stdout)
    assert len(places) >= 40
    for line, column, _ in places:
        assert 1 <= int(column) <= len(lines[int(line) - 1]) + 1


def test_the_carnival_shows_every_code_that_one_readable_page_can_have(checked: subprocess.CompletedProcess[str]) -> None:
    told = {code for _, _, code in AT.findall(checked.stdout)}
    fields = {f"S{number:03}" for number in range(1, 11)}
    links = {f"L{number:03}" for number in range(1, 8)}
    assert fields | links | {"R003", "R006", "I001", "K002", "K003", "K006", "P001", "Q001", "Q002"} <= told
