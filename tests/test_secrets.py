"""Secrets are found in every kind of document, never shown, and at least those that a well-known detector knows."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest
from detect_secrets.plugins.aws import AWSKeyDetector
from detect_secrets.plugins.azure_storage_key import AzureStorageKeyDetector
from detect_secrets.plugins.github_token import GitHubTokenDetector
from detect_secrets.plugins.gitlab_token import GitLabTokenDetector
from detect_secrets.plugins.mailchimp import MailchimpDetector
from detect_secrets.plugins.openai import OpenAIDetector
from detect_secrets.plugins.pypi_token import PypiTokenDetector
from detect_secrets.plugins.sendgrid import SendGridDetector
from detect_secrets.plugins.slack import SlackDetector
from detect_secrets.plugins.square_oauth import SquareOAuthDetector
from detect_secrets.plugins.stripe import StripeDetector
from detect_secrets.plugins.twilio import TwilioKeyDetector

from asking import ask
from library_kit import commit, module, run, small_library, write
from peerlore.checking.reports import FORMATS
from peerlore.checking.rules import privacy
from peerlore.model.sources import SourceFile
from peerlore.reading.document import read_document

LETTERS = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
CAPITALS = string.ascii_uppercase + "234567"

# One token of each kind as its maker writes it: what it begins with, then how many characters of what. A list of such
# parts instead of tokens keeps those who guard repositories from taking this file for a leak.
KINDS = {
    "aws": (AWSKeyDetector, ("AKIA", 16, CAPITALS)),
    "aws for a session": (AWSKeyDetector, ("ASIA", 16, CAPITALS)),
    "azure": (AzureStorageKeyDetector, ("AccountKey=", 88, LETTERS)),
    "github": (GitHubTokenDetector, ("ghp_", 36, LETTERS)),
    "github server": (GitHubTokenDetector, ("ghs_", 36, LETTERS)),
    "gitlab": (GitLabTokenDetector, ("glpat-", 20, LETTERS)),
    "gitlab runner": (GitLabTokenDetector, ("glrt-", 20, LETTERS)),
    "gitlab job": (GitLabTokenDetector, ("glcbt-", 20, LETTERS)),
    "mailchimp": (MailchimpDetector, ("", 32, HEX, "-us", 2, "12")),
    "openai": (OpenAIDetector, ("sk-", 20, LETTERS, "T3BlbkFJ", 20, LETTERS)),
    "openai project": (OpenAIDetector, ("sk-proj-", 20, LETTERS, "T3BlbkFJ", 20, LETTERS)),
    "pypi": (PypiTokenDetector, ("pypi-AgEIcHlwaS5vcmc", 80, LETTERS)),
    "sendgrid": (SendGridDetector, ("SG.", 22, LETTERS, ".", 43, LETTERS)),
    "slack": (SlackDetector, ("xoxb-", 11, "0123456789", "-", 24, LETTERS)),
    "slack webhook": (SlackDetector, ("https://hooks.slack.com/services/T", 8, LETTERS, "/B", 8, LETTERS, "/", 24, LETTERS)),
    "square": (SquareOAuthDetector, ("sq0csp-", 43, LETTERS)),
    "stripe": (StripeDetector, ("sk_live_", 24, LETTERS)),
    "twilio": (TwilioKeyDetector, ("SK", 32, HEX)),
}


def token(kind: str) -> str:
    chance = random.Random(kind)  # noqa: S311 - a made-up token needs no strength, and must be the same each time
    written = ""
    parts = iter(KINDS[kind][1])
    for part in parts:
        written += part
        count, alphabet = next(parts, 0), next(parts, LETTERS)
        written += "".join(chance.choice(alphabet) for _ in range(count))
    return written


@pytest.mark.parametrize("kind", KINDS)
def test_what_another_detector_knows_is_found(kind: str) -> None:
    secret = token(kind)
    assert list(KINDS[kind][0]().analyze_string(f"a line with {secret} in it")), "the other detector does not know this token"
    raw = f"---\nid: set-it\n---\n\n```sh\nexport KEY={secret}\n```\n".encode()
    document = read_document(SourceFile("content/modules/circles/set-it.md", raw, len(raw)), "module")
    found = [finding for rule in privacy.RULES for finding in ask(rule, document)]
    assert [(finding.code, finding.place.line) for finding in found] == [("V003", 6)]
    assert all(secret[5:12] not in f"{finding.message} {finding.hint}" for finding in found)


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_shows_a_secret(format: str, tmp_path: Path) -> None:
    secret = token("github")
    library = small_library(tmp_path)
    commit(library)
    write(library / "content/modules/circles/set-it.md", module("set-it", f"Set it with the the {secret} here.\n\nIt is the the end.\n"))
    commit(library)
    outcome = run("check", "--format", format, "--changed-since", "HEAD~1", cwd=library)
    assert outcome.code == 1
    assert ("W004" if format == "review" else "V003") in outcome.out
    assert secret not in outcome.out + outcome.err
