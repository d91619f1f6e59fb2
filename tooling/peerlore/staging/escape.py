"""Making strangers' text harmless where it is put into Markdown, HTML or front matter that we write.

Page engines read our front matter into templates without escaping, so every text is escaped exactly once, here.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from markupsafe import Markup

# Everything that starts a construct in Markdown or its extensions. As entities they mean nothing to any engine.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+!|~^=<>&\":$@]")
_IN_HTML = re.compile("[&<>\"']")
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def markdown_text(text: object, *, keep_edges: bool = False) -> str:
    """`text` so that Markdown shows exactly these characters, on one line; `keep_edges` leaves white space alone.

    >>> markdown_text("a *b* <c>")
    'a &#42;b&#42; &#60;c&#62;'
    """
    words = str(text) if keep_edges else " ".join(str(text).split())
    return _MARKDOWN.sub(lambda match: f"&#{ord(match.group())};", words)


def html_values(value: Any) -> Any:
    """`value` with every text in it escaped for HTML, keys untouched. What is `Markup` is ours, and stays as it is."""
    if type(value) is str:
        return html.escape(value, quote=True) if _IN_HTML.search(value) else value
    if isinstance(value, Markup):
        return str(value)
    if isinstance(value, str):
        return html.escape(str(value), quote=True)
    if isinstance(value, Mapping):
        return {key: html_values(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [html_values(entry) for entry in value]
    return value


def front_matter(values: Mapping[str, Any]) -> str:
    """Front matter that says `values`, one key a line, with every text escaped for HTML.

    JSON is YAML as long as the few characters are escaped that YAML takes for line breaks or does not print (YAML 1.2.2, sections 5.1 and 5.4).
    """
    lines = []
    for key, value in html_values(values).items():
        written = _NOT_IN_YAML.sub(_escaped, json.dumps(value, ensure_ascii=False))
        lines.append(f"{key}: {written}")
    return "---\n" + "\n".join(lines) + "\n---\n"


def read_front_matter(text: str, only: Collection[str] = ()) -> tuple[dict[str, Any], str]:
    """The values and the rest of a text that begins with what `front_matter` wrote, as YAML would read it.

    With `only`, the values of these keys.

    >>> read_front_matter(front_matter({"title": "A & B"}) + "Text.")
    ({'title': 'A &amp; B'}, 'Text.')
    """
    lines, _, rest = text.removeprefix("---\n").partition("\n---\n")
    values = (line.partition(": ") for line in lines.split("\n"))
    return {key: json.loads(value) for key, _, value in values if not only or key in only}, rest.lstrip("\n")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
