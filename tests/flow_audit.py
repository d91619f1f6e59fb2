"""What our workflows must hold to beyond what linters look for: who may do what, where code comes from, when nothing may be skipped."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flow_kit import read_flow
from library_kit import HOME, run_program

BIN = Path(sys.executable).parent
TRIGGERS = {
    "check.yml": {"pull_request", "merge_group", "workflow_call"},
    "preview.yml": {"pull_request", "workflow_call"},
    "summary.yml": {"pull_request_review", "workflow_call"},
    "record.yml": {"workflow_dispatch", "workflow_call"},
    "sync.yml": {"schedule", "workflow_dispatch", "workflow_call"},
    "publish.yml": {"push", "schedule", "workflow_dispatch", "workflow_call"},
}
RIGHTS = {
    ("check.yml", "check"): {"contents": "read"},
    ("preview.yml", "preview"): {"contents": "read"},
    ("preview.yml", "summary"): {"contents": "read", "pull-requests": "write", "actions": "read"},
    ("summary.yml", "summary"): {"contents": "read", "pull-requests": "write", "actions": "read"},
    ("record.yml", "record"): {"contents": "write", "pull-requests": "read"},
    ("sync.yml", "sync"): {"contents": "write", "discussions": "read", "issues": "read"},
    ("publish.yml", "record"): {"contents": "write", "pull-requests": "read"},
    ("publish.yml", "build"): {"contents": "read"},
    ("publish.yml", "deploy"): {"pages": "write", "id-token": "write", "attestations": "write"},
}
"""What the token of each job may do. Whoever widens this widens what a mistake can do, and says why."""

NEEDS = {("preview.yml", "summary"): "preview", ("publish.yml", "build"): "record", ("publish.yml", "deploy"): "build"}
"""Which job waits for which to go well."""

ENVIRONMENTS = {
    ("record.yml", "record"): "evidence",
    ("sync.yml", "sync"): "evidence",
    ("publish.yml", "deploy"): {"name": "github-pages", "url": "${{ steps.pages.outputs.page_url }}"},
}
"""Where what a job may do can be kept to one branch, in the settings of a repository."""

LINTERS = {
    "actionlint": ["-shellcheck=", "-pyflakes="],
    "zizmor": ["--offline", "--pedantic", "--no-progress", "--no-config"],
    "check-jsonschema": ["--builtin-schema", "vendor.github-workflows"],
}

BASE = {"check.yml", "preview.yml", "summary.yml"}
_SAME = "github.event.pull_request.head.repo.full_name == github.repository"
"""The only word of a change that is looked at: whose repository it is."""

CONDITIONS = {("summary.yml", "summary"): f"${{{{ {_SAME} }}}}", ("preview.yml", "summary"): f"${{{{ !cancelled() && {_SAME} }}}}"}
"""The conditions on which jobs may be skipped, which nothing waits for."""
_PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40}")
_OWN = {"publish.yml": "./.github/workflows/record.yml", "preview.yml": "./.github/workflows/summary.yml"}
_INTO = "refs/heads/${{ github.event.pull_request.base.ref }}"
_FROM_CHANGE = re.compile(r"github\.(head_ref|event\.(pull_request\.head|issue|comment|review|workflow_run))")


def faults(folder: Path) -> list[str]:
    """Everything that is wrong with the workflows in a folder by our own rules, in words."""
    found = []
    for file in sorted(folder.glob("*.yml")):
        text = file.read_text("utf-8")
        found += [f"{file.name}: {fault}" for fault in _faults(file.name, text, read_flow(text))]
    return found


def judged(linter: str, folder: Path) -> str:
    """What an auditor says that nobody here wrote; nothing if it is content."""
    files = [str(file) for file in sorted(folder.glob("*.yml"))]
    done = run_program(str(BIN / linter), *LINTERS[linter], *files, cwd=HOME)
    return f"{done.out}{done.err}" if done.code else ""


def _faults(name: str, text: str, flow: dict[str, Any]) -> Iterator[str]:
    if set(flow["on"]) != TRIGGERS.get(name):
        yield f"it starts on {sorted(flow['on'])}"
    if any(isinstance(event, dict) and event.keys() & {"paths", "paths-ignore", "types"} for event in flow["on"].values()):
        yield "a check that does not run for every change counts as passed, or is waited for without end"
    if flow.get("permissions") != {}:
        yield "its jobs have rights that they do not name"
    if "group" not in flow.get("concurrency", {}):
        yield "two runs can get in each other's way"
    elif name in ("record.yml", "sync.yml", "publish.yml") and flow["concurrency"].get("cancel-in-progress") != "false":
        yield "a run that writes can be cut off"
    if re.search(r"\bcache\b", "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))):
        yield "it uses a cache, which a pull request may have filled"
    if name in BASE and re.search(r"\bsecrets\b", text):
        yield "a run for a pull request has a secret"
    if set(re.findall(r"\bsecrets\s*[.\[]\s*['\"]?([\w*-]+)", text)) > {"EVIDENCE_KEY"} or re.search(r"secrets:\s*inherit", text):
        yield "it uses a secret that it does not need"
    if _FROM_CHANGE.search(re.sub(rf"if: \$.*{re.escape(_SAME)}", "", text)):
        yield "it takes words from a change"
    for id, job in flow["jobs"].items():
        yield from (f"{id}: {fault}" for fault in _job_faults(name, id, job))


def _job_faults(name: str, id: str, job: dict[str, Any]) -> Iterator[str]:
    if job.get("permissions") != RIGHTS.get((name, id)):
        yield f"its rights are {job.get('permissions')}"
    if job.get("needs") != NEEDS.get((name, id)):
        yield f"it waits for {job.get('needs')}"
    if job.get("if") != CONDITIONS.get((name, id)) or "continue-on-error" in job:
        yield "it can be skipped or fail in silence"
    if "uses" in job:
        if job["uses"] != _OWN.get(name):
            yield f"it calls {job['uses']}"
        return
    if "timeout-minutes" not in job or job.get("runs-on") != "ubuntu-24.04":
        yield "it has no limit, or no certain machine"
    if job.get("environment") != ENVIRONMENTS.get((name, id)):
        yield f"its environment is {job.get('environment')}"
    if "container" in job or "services" in job:
        yield "it runs in an image that nobody pinned"
    for number, step in enumerate(job["steps"], 1):
        yield from (f"step {number}: {fault}" for fault in _step_faults(name, id, step))


def _step_faults(name: str, id: str, step: dict[str, Any]) -> Iterator[str]:
    script, action, given = step.get("run", ""), step.get("uses", ""), step.get("with", {})
    if "${{" in script:
        yield "an expression stands in a script"
    if "continue-on-error" in step or re.search(r"\|\| *(true|:)", script):
        yield "it fails in silence"
    if step.get("if", "") not in (
        "",
        "${{ !cancelled() }}",
        "${{ !cancelled() && !inputs.not-generated }}",
        "${{ !inputs.without-attestation }}",
    ):
        yield f"it runs only {step['if']}"
    if "pip install" in script and any("--require-hashes" not in line and "./tool" not in line for line in script.strip().splitlines()):
        yield "it installs what nobody tested"
    if re.search(r"\b(curl|wget|npx?|eval|bash -c)\b", script):
        yield "it runs something that is not peerlore"
    if action and not _PINNED.fullmatch(action):
        yield f"{action} is not pinned to a commit"
    if action.startswith("actions/checkout@"):
        yield from _checkout_faults(name, id, given)


def _checkout_faults(name: str, id: str, given: dict[str, str]) -> Iterator[str]:
    keeps = given.get("persist-credentials") != "false"
    if keeps and (id, given.get("path")) not in (("record", "library"), ("sync", "library")):
        yield "it leaves credentials behind"
    if given.get("path") == "library":
        if given.get("fetch-depth") != "0":
            yield "evidence needs the whole history"
        if given.get("ref") != (_INTO if name == "summary.yml" else None) or "repository" in given:
            yield "it fetches something else than what the run is about"
    elif given.get("path") == "tool":
        ref = given.get("ref", "")
        if "job.workflow_repository != github.repository && job.workflow_sha" not in ref:
            yield "a call can run other code than its commit names"
        if name in BASE and not re.search(r"format\('refs/heads/\{0\}', github\.(base_ref|event\.pull_request\.base\.ref)\) \}\}$", ref):
            yield "peerlore comes from the change that it checks"
    else:
        yield "it fetches something unknown"
