"""Keys, tokens and passwords in a text. Only what is certain: kinds with a shape of their own, each as its maker writes it.

No detector from elsewhere runs here: the one that fits, detect-secrets 1.5, takes 0.2 s to load an HTTP client with which it
can send what it finds, and 20 s over one hostile line of 60 KB. Tests hold this table against it.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from itertools import islice

from peerlore.model.documents import Document
from peerlore.model.findings import Finding

_MOST = 20
_SHOWN = 4
"""How many characters of a secret a log may show."""

_EDGE = r"(?<![A-Za-z0-9_])"
_KINDS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("an AWS access key", ("AKIA", "ASIA", "ABIA", "ACCA", "A3T"), r"(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
    (
        "an AWS secret key",
        ("ecret",),
        r"(?i:aws_?secret(?:_?access)?_?key|secret_?access_?key)[\"']?\s{0,3}[=:]\s{0,3}[\"']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])",
    ),
    ("a GitHub token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"gh[pousr]_[A-Za-z0-9_]{36,255}"),
    ("a GitHub token", ("github_pat_",), r"github_pat_[A-Za-z0-9_]{60,255}"),
    ("a GitLab token", ("glpat-", "gldt-", "glft-", "glsoat-", "glrt-"), r"gl(?:pat|dt|ft|soat|rt)-[A-Za-z0-9_.-]{20,300}"),
    ("a GitLab token", ("glcbt-", "glimt-", "glptt-", "glagent-", "gloas-"), r"gl(?:cbt|imt|ptt|agent|oas)-[A-Za-z0-9_-]{20,1024}"),
    ("a GitLab token", ("GR1348941",), r"GR1348941[A-Za-z0-9_-]{20,50}"),
    ("a Slack token", ("xox",), r"xox[abeoprs](?:\.xox[bp])?-(?:\d+-)*[A-Za-z0-9-]{10,250}"),
    ("a Slack token", ("xapp-",), r"xapp-\d-[A-Z0-9]+-\d+-[a-f0-9]{20,250}"),
    ("a Slack webhook", ("hooks.slack.com",), r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{20,100}"),
    (
        "a Teams webhook",
        ("webhook.office.com",),
        r"webhook\.office\.com/webhookb2/[0-9a-f-]{36}@[0-9a-f-]{36}/IncomingWebhook/[A-Za-z0-9]{32}",
    ),
    ("a Discord webhook", ("/api/webhooks/",), r"(?<=discord)(?:app)?\.com/api/webhooks/\d{15,22}/[\w-]{60,80}"),
    ("a Google API key", ("AIza",), r"AIza[\w-]{35}(?![\w-])"),
    ("a Google client secret", ("GOCSPX-",), r"GOCSPX-[\w-]{28}"),
    ("a Google access token", ("ya29.",), r"ya29\.[\w-]{40,500}"),
    ("a Stripe key", ("k_live_",), r"[rs]k_live_[0-9A-Za-z]{24,250}"),
    ("an OpenAI key", ("T3BlbkFJ",), r"sk-[\w-]{0,200}T3BlbkFJ[\w-]{20,200}"),
    ("an Anthropic key", ("sk-ant-",), r"sk-ant-(?:api|admin|oat)\d\d-[\w-]{80,120}"),
    ("a Hugging Face token", ("hf_",), r"hf_[A-Za-z0-9]{34,60}"),
    ("an npm token", ("npm_",), r"npm_[A-Za-z0-9]{36}"),
    ("a PyPI token", ("pypi-Ag",), r"pypi-Ag(?:EIcHlwaS5vcmc|ENdGVzdC5weXBpLm9yZw)[\w-]{70,400}"),
    ("a SendGrid key", ("SG.",), r"SG\.[\w-]{22}\.[\w-]{43}"),
    ("a Twilio key", ("SK",), r"SK[0-9a-f]{32}(?![0-9A-Za-z])"),
    ("a Telegram token", (":AA",), r"\d{8,10}:AA[\w-]{33}(?![\w-])"),
    ("a Mailchimp key", ("-us",), r"[0-9a-f]{32}-us\d{1,2}(?!\w)"),
    ("a Square key", ("sq0",), r"sq0(?:csp|atp|idp)-[\w-]{22,43}"),
    ("a DigitalOcean token", ("_v1_",), r"do[opr]_v1_[a-f0-9]{64}"),
    ("a Shopify token", ("shp",), r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
    ("an Azure storage key", ("AccountKey=",), r"AccountKey=[A-Za-z0-9+/=]{88}"),
    ("an Azure client secret", ("8Q~", "7Q~"), r"[\w.~]{3}[78]Q~[\w.~-]{31,34}"),
    ("a Databricks token", ("dapi",), r"dapi[a-f0-9]{32}(?![0-9A-Za-z])"),
    ("a Docker token", ("dckr_",), r"dckr_(?:pat|oat)_[\w-]{27,60}"),
    ("a Vault token", ("hvs.", "hvb."), r"hv[sb]\.[\w-]{24,300}"),
    ("a Grafana token", ("glsa_",), r"glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}"),
    ("a Linear key", ("lin_api_",), r"lin_api_[A-Za-z0-9]{40}"),
    ("a Notion token", ("ntn_",), r"ntn_[A-Za-z0-9]{40,60}"),
    ("an Atlassian token", ("ATATT3",), r"ATATT3[\w=-]{150,250}"),
    ("an age key", ("AGE-SECRET-KEY-1",), r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
)
_PATTERNS = tuple((name, hints, re.compile(_EDGE + pattern)) for name, hints, pattern in _KINDS)
_ANY_HINT = re.compile("|".join(re.escape(hint) for _, hints, _ in _KINDS for hint in hints))
# Every kind has at least so many characters of its alphabet side by side, which prose seldom has.
_SHORTEST_RUN = b"A" * 20
_ALPHABET_ALIKE = bytes(ord("A") if re.match(r"[A-Za-z0-9_./+=:~@-]", chr(byte)) else ord(" ") for byte in range(256))
_BEFORE = 50

_PRIVATE_KEY = re.compile(r"-----BEGIN (?P<kind>(?:[A-Z0-9]+ ){0,3})PRIVATE KEY(?: BLOCK)?-----(?P<content>[^-]{40,20000})")
_PUTTY = re.compile(r"PuTTY-User-Key-File-\d:[^\0]{0,600}?Private-Lines:")
_BASE64_LINE = re.compile(r"^[ \t>]*[A-Za-z0-9+/=]{40,}[ \t]*$|\\n[A-Za-z0-9+/=]{40,}", re.MULTILINE)
_JWT = re.compile(r"(?<![\w.])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,8000}\.[\w-]{20,2000}")
_PASSWORD = re.compile(r"://(?P<user>[^\s/:@?#<>\"'`]{1,100}):(?P<password>[^\s/@?#<>\"'`]{1,100})@(?P<host>[\w.-]{1,200})")

# How people write what is no secret: made-up values of manuals, and names of values that stand elsewhere.
_MADE_UP = re.compile(
    r"example|dummy|fake|sample|placeholder|redacted|your|xxxx|\*\*\*|\.\.\.|…|0000|1111|1234567|abcdefg|todo|changeme|deadbeef",
    re.IGNORECASE,
)
_FEWEST = 10
_NO_PASSWORD = re.compile(
    r"[^\w]*(?:pass(?:word|wd|phrase)?|pwd?|pw|secret|token|user(?:name)?|key|x-oauth-basic|x|motdepasse|mdp|mot-de-passe|port|\d{1,5}"
    r"|[A-Z][A-Z0-9_]*|\$.*|.*[{}%$*…].*|\.\.\.)[^\w]*",
)
_NO_HOST = re.compile(
    r"(?:localhost|host(?:name)?|server|127\.0\.0\.1|0\.0\.0\.0|(?:.*\.)?example(?:\.\w+)?|.*\.(?:test|invalid|local|localhost))"
)


def no_token_stands_here(document: Document) -> Iterator[Finding]:
    """A text must not hold a key or token of a service.

    Whoever reads the page, or any copy of the repository, can use it. Removing it is not enough, because git remembers:
    revoke it at the service first. In examples write something that shows the shape alone, such as `ghp_…`.
    """
    yield from islice(_tokens(document, document.text), _MOST)


def _tokens(document: Document, text: str) -> Iterator[Finding]:
    for start, end in _runs(text):
        first = max(0, start - _BEFORE)
        words = text[first:end]
        if _ANY_HINT.search(words):
            yield from _known_kinds(document, words, first)
        elif "eyJ" in words:
            for match in _JWT.finditer(words):
                if _is_signed_in(match.group()):
                    message = "a JSON Web Token stands here, with which its reader may be signed in"
                    yield _found(document, first + match.start(), "V003", message)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """From where to where a text has many characters of keys side by side."""
    alike = text.encode("latin-1", "replace").translate(_ALPHABET_ALIKE)  # one byte a character: places stay what they are
    start = alike.find(_SHORTEST_RUN)
    while start >= 0:
        end = alike.find(b" ", start)
        end = end if end >= 0 else len(alike)
        yield start, end
        start = alike.find(_SHORTEST_RUN, end)


def _known_kinds(document: Document, words: str, offset: int) -> Iterator[Finding]:
    for name, hints, pattern in _PATTERNS:
        if any(hint in words for hint in hints):
            for match in pattern.finditer(words):
                if not _is_made_up(match.group()):
                    message = f"{name} stands here, which begins with {match.group()[:_SHOWN]!r}"
                    yield _found(document, offset + match.start(), "V003", message)


def no_private_key_stands_here(document: Document) -> Iterator[Finding]:
    """A text must not hold a private key.

    It proves who somebody is, and from now on anybody can. Removing it is not enough, because git remembers: make a new
    pair of keys, and tell every place that knows the old one.
    """
    text = document.text
    if "PRIVATE KEY" in text:
        for match in islice(_PRIVATE_KEY.finditer(text), _MOST):
            if _BASE64_LINE.search(match["content"]):
                yield _found(document, match.start(), "V004", _kind_of_key(match["kind"]))
    if "PuTTY-User-Key-File-" in text:
        for match in islice(_PUTTY.finditer(text), _MOST):
            yield _found(document, match.start(), "V004", "a private key (PuTTY) stands here")


def _kind_of_key(kind: str) -> str:
    return f"a private key ({kind.strip()}) stands here" if kind else "a private key stands here"


def address_holds_no_password(document: Document) -> Iterator[Finding]:
    """A web address must not carry a password.

    `https://name:password@host` signs everybody in who has the link, and every log on the way keeps it. Change the
    password, since git remembers it, and write the address without.
    """
    text = document.text
    if "@" in text and "://" in text:
        yield from islice(_passwords(document, text), _MOST)


def _passwords(document: Document, text: str) -> Iterator[Finding]:
    for match in _PASSWORD.finditer(text):
        made_up = _NO_PASSWORD.fullmatch(match["password"]) or _MADE_UP.search(match["password"]) or match["password"] == match["user"]
        if not made_up and not _NO_HOST.fullmatch(match["host"]):
            yield _found(document, match.start("user"), "V005", f"this address carries a password for {match['host']!r}")


def _found(document: Document, offset: int, code: str, message: str) -> Finding:
    return Finding(document.place_in_text(offset), code, message, _HINTS[code])


_HINTS = {
    "V003": "Revoke it at the service now, since git remembers it; then remove it here.",
    "V004": "Replace it by a new one everywhere, since git remembers it; then remove it here.",
    "V005": "Change the password, since git remembers it; then write the address without it.",
}


def _is_made_up(token: str) -> bool:
    return bool(_MADE_UP.search(token)) or len(set(token[_SHOWN:])) < _FEWEST


def _is_signed_in(token: str) -> bool:
    """Whether a text of three parts is a JSON Web Token (RFC 7519), and not the one that everybody shows (jwt.io)."""
    try:
        header, claims = (json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in token.split(".")[:2])
    except (ValueError, binascii.Error, RecursionError):
        return False
    return isinstance(header, dict) and "alg" in header and isinstance(claims, dict) and claims.get("sub") != "1234567890"
