"""Making strangers' text harmless where it is put into Markdown, HTML or front matter that we write.

Page engines read our front matter into templates without escaping, so every text is escaped exactly once, here.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Mapping
from typing import Any

import orjson
from markupsafe import Markup

# Everything that starts a construct in Markdown or its extensions. As entities they mean nothing to any engine.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+!|~^=<>&\":$@]")
_IN_HTML = re.compile("[&<>\"']")
_HTML_IN_JSON = re.compile(r"[&<>']|\\.")
_IN_KEY = re.compile(r"""(?:[&<>']|\\.)[^"\\]*+(?:\\.[^"\\]*+)*+":""")
"""Finds a sign in a key, which stays as it is."""
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
    kind = type(value)  # tells the usual ones apart ten times faster than `isinstance`
    if kind is str:
        return html.escape(value, quote=True) if _IN_HTML.search(value) else value
    if kind is Markup:
        return str(value)
    if kind is dict or isinstance(value, Mapping):
        return {key: html_values(entry) for key, entry in value.items()}
    if kind is list or kind is tuple or isinstance(value, list | tuple):
        return [html_values(entry) for entry in value]
    return html.escape(str(value), quote=True) if isinstance(value, str) else value


def front_matter(values: Mapping[str, Any]) -> str:
    """Front matter that says `values`, one key a line, with every text escaped for HTML.

    JSON is YAML as long as the few characters are escaped that YAML takes for line breaks or does not print (YAML 1.2.2, sections 5.1 and 5.4).
    """
    lines = (f"{key}: {_NOT_IN_YAML.sub(_escaped, _html_json(value))}" for key, value in values.items())
    return "---\n" + "\n".join(lines) + "\n---\n"


def _html_json(value: Any) -> str:
    """`json_text(html_values(value))`, for most values in one go."""
    try:
        written = orjson.dumps(value, option=orjson.OPT_PASSTHROUGH_SUBCLASS).decode("utf-8")
    except orjson.JSONEncodeError:  # `Markup`, which is not escaped
        return json_text(html_values(value))
    if _IN_KEY.search(written):
        return json_text(html_values(value))
    return _HTML_IN_JSON.sub(_entity, written)


def json_text(value: Any) -> str:
    """`value` as JSON on one line, without spaces between its parts."""
    try:
        return orjson.dumps(value).decode("utf-8")
    except orjson.JSONEncodeError:  # whole numbers of more than 64 bits, halves of a character
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_front_matter(text: str, only: Collection[str] = ()) -> tuple[dict[str, Any], str]:
    """The values and the rest of a text that begins with what `front_matter` wrote, as YAML would read it.

    With `only`, the values of these keys.

    >>> read_front_matter(front_matter({"title": "A & B"}) + "Text.")
    ({'title': 'A &amp; B'}, 'Text.')
    """
    lines, _, rest = text.removeprefix("---\n").partition("\n---\n")
    values = (line.partition(": ") for line in lines.split("\n"))
    return {key: json.loads(value) for key, _, value in values if not only or key in only}, rest.lstrip("\n")


def _entity(match: re.Match[str]) -> str:
    said = match.group()
    return html.escape(said.replace('\\"', '"'), quote=True) if said[0] != "\\" or said[1] == '"' else said


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
