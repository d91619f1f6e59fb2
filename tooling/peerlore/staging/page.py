"""How a staged page is made: a Jinja template in which every value is escaped for Markdown unless it says it is ours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from peerlore.library import Library
from peerlore.model.nouns import Module, Person, Translation
from peerlore.model.tree import PlainFile
from peerlore.staging import words
from peerlore.staging.addresses import address, path_page, person_page, skill_page, staged_file, topic_page, way
from peerlore.staging.escape import front_matter, markdown_text

UNSEARCHED = {"search": {"exclude": True}}
"""What Material's and Zensical's search read in the front matter of pages that nobody should find."""


def build_page(page: str, template: str, front: Mapping[str, Any], **values: Any) -> PlainFile:
    """The staged page at `page`: front matter `front`, then the Markdown that `template` makes of `values`."""
    body = _environment().get_template(f"{template}.md.j2").render(here=page, **values)
    return PlainFile(page, front_matter(front) + "\n" + body.strip() + "\n")


@cache
def _environment() -> Environment:
    # Markdown has no autoescape in Jinja: `finalize` sees every printed value and does it.
    environment = Environment(
        loader=PackageLoader("peerlore.staging"),
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        {
            "address_of": _address_of,
            "anchor": lambda code: Markup(code.lower()),
            "code": _code,
            "code_block": _code_block,
            "counted": words.counted,
            "facts": facts,
            "indent": lambda depth: Markup("    " * (depth - 1)),
            "link": _link,
            "minutes": words.minutes,
            "module_page": lambda module: staged_file(module.document.file),
            "path_page": path_page,
            "person": _person,
            "prose": prose,
            "skill_page": skill_page,
            "staged_file": staged_file,
            "topic_page": topic_page,
            "way": lambda page, here: Markup(way(page, here)),
        }
    )
    return environment


def _finalize(value: Any) -> Any:
    return value if isinstance(value, Markup) else markdown_text(value)


def prose(text: str) -> Markup:
    """A text of our own: code between backticks stays code, everything else shows as it is written."""
    parts = text.split("`")
    return Markup("".join(f"`{part}`" if index % 2 else markdown_text(part, keep_edges=True) for index, part in enumerate(parts)))


def _code(text: str) -> Markup:
    """A text of our own on one line, as code. HTML and no backticks, which the text may hold."""
    return Markup(f"<code>{markdown_text(text, keep_edges=True)}</code>")


def _code_block(text: str) -> Markup:
    """YAML of our own as a block that can be copied."""
    return Markup(f"```yaml\n{text}\n```")


def _link(text: str, page: str, here: str) -> Markup:
    """A Markdown link from the page `here` to the staged page `page`."""
    return Markup(f"[{markdown_text(text)}]({way(page, here)})")


def _person(handle: str, person: Person | None, here: str) -> Markup:
    """A link to somebody's page, or the bare handle where there is no profile."""
    return _link(person.name, person_page(handle), here) if person else Markup(markdown_text(handle))


def _address_of(url: str) -> Markup:
    """A web address as the target of a Markdown link: what could end or change the link is percent-encoded."""
    return Markup(quote(url, safe="/:?#&=%;,@!~+$.-"))


def facts(module: Module) -> str:
    """The line that tells what a module is: format, time, level, language."""
    return " · ".join(
        (
            words.FORMATS[module.format],
            words.minutes(module.duration),
            words.LEVELS[module.level],
            words.language(module.language),
        )
    )


def module_link(module: Module | Translation) -> dict[str, str]:
    """A module as the theme's templates link to it."""
    return {"title": module.title, "url": address(staged_file(module.document.file) or "")}


def person_link(handle: str, library: Library) -> dict[str, str]:
    """A person as the theme's templates link to them; without profile, the handle and no address."""
    person = library.people.get(handle)
    if person is None:
        return {"name": handle, "url": ""}
    return {"name": person.name, "url": address(person_page(handle))}
