"""What other page engines would carry out, and ours shows as text: includes, templates, a second front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Fix

_MOST = 20
_LONGEST = 60

# Snippets of pymdown-extensions, statements of Jinja and Liquid, markdown-include, directives of MyST and AsciiDoc.
_COMMAND = re.compile(
    r"^[ \t]*(?P<snippet>;?-{1,}8<-{1,}[^\n]*)"
    r"|(?P<statement>\{%[-+]?[ \t]*(?:include|import|from|extends|block|endblock|macro|endmacro|set|if|elif|else|endif|for|endfor|raw|endraw|"
    r"call|filter|assign|capture|case|comment|highlight|embed|hint|tabs?|endhint|link|post_url)\b[^%\n]{0,200}%\})"
    r"|(?P<include>\{![ \t]*[^!\s{}]{1,200}\.\w{1,10}[ \t]*!\})"
    r"|^(?P<directive>include::[^\s\[\]]+\[[^\n\]]*\])[ \t]*$",
    re.MULTILINE,
)
_HINTS = ("8<", "{%", "{!", "include::")

_FENCE = re.compile(
    r"\s*---[ \t]*\n(?P<inside>(?:(?:[A-Za-z_][\w-]*:(?:[ \t][^\n]*)?|[ \t]+[^\n]*|-[ \t][^\n]*|#[^\n]*)\n){1,200}?)---[ \t]*(?:\n|$)"
)


def command_is_text(document: Document) -> Iterator[Finding]:
    """A page must not hold commands of templates or includes.

    Nothing here carries them out, so that reviewers read what readers will read; on the page they show as they are
    written. Another engine might run them and put other files into the page. Write the text itself, or put the command
    between backticks if it is what the page is about.
    """
    prose = document.outline.prose
    if any(hint in prose for hint in _HINTS):
        yield from islice(_commands(document, prose), _MOST)


def _commands(document: Document, prose: str) -> Iterator[Finding]:
    for match in _COMMAND.finditer(prose):
        start, end = match.span(match.lastgroup or 0)
        words = prose[start:end].rstrip()
        place = document.place_at(start)
        shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
        message = f"{shown!r} is a command of another page engine, and readers will see it as it is"
        hint = "Write the text itself here, or put the command between backticks if the page is about it."
        yield Finding(place, "X008", message, hint, "warning", Fix(place, document.place_at(start + len(words)), f"`{words}`", sure=False))


def front_matter_stands_once(document: Document) -> Iterator[Finding]:
    """A page must have one front matter, at its very top.

    A second one is shown to readers as a line and a heading, and other tools might believe it instead of the first. It
    often comes with text that was copied from another system.
    """
    if "---" not in document.body[:2000]:
        return
    match = _FENCE.match(document.body)
    if match and ":" in match["inside"]:
        place = document.place_at(match.start("inside") - 4)
        yield Finding(place, "X009", "a second front matter stands here", "Move its keys to the one at the top, and remove it.", "warning")
