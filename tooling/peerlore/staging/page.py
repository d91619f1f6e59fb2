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
from peerlore.reading.handles import NOBODY
from peerlore.staging.addresses import (
    address,
    group_page,
    need_page,
    path_page,
    person_page,
    session_page,
    skill_page,
    staged_file,
    topic_page,
    way,
)
from peerlore.staging.editions import Edition
from peerlore.staging.escape import front_matter, markdown_text
from peerlore.staging.words import Words

UNSEARCHED = {"search": {"exclude": True}}
"""What engines' own searches, and ours, read in the front matter of pages that nobody should find."""


def build_page(
    edition: Edition,
    page: str,
    template: str,
    front: Mapping[str, Any],
    body: str = "",
    near: str = "",
    **values: Any,
) -> PlainFile:
    """The edition's version of the staged page `page`: front matter, then the Markdown that `template` makes, then `body`.

    A page that stands in no other edition names one `near` it, to which the choice of languages leads. Pages in
    `front["crumbs"]` are the library's own edition's; readers get those of theirs.
    """
    here = edition.page(page)
    words = edition.words
    said = {
        "here": here,
        "say": lambda key, **values: Markup(words(key, **{name: markdown_text(value) for name, value in values.items()})),
        "words": words,
        "address_here": lambda target: Markup(way(edition.page(target), here)),
        "link_here": lambda text, target: _link(text, edition.page(target), here),
        "colleague": lambda handle, people: _colleague(handle, people.get(handle), edition, here),
        "person": lambda handle, person: _person(handle, person, edition, here),
        "skill": lambda skill: _link(skill.name, edition.page(skill_page(skill.id)), here),
        "guide": Markup(way("help/expert.md", here)),
        "together_guide": Markup(way("help/facilitator.md", here)),
    }
    text = _environment().get_template(f"{template}.md.j2").render(said, **values).strip()
    if "crumbs" in front:
        crumbs = [{"title": crumb["title"], "url": address(edition.page(crumb["page"]))} for crumb in front["crumbs"]]
        front = {**front, "crumbs": crumbs}
    return PlainFile(
        here, front_matter({**front, **edition.front(page, {} if near else None, near)}) + f"\n{text}\n" + (f"\n{body}" if body else "")
    )


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
            "indent": lambda depth: Markup("    " * (depth - 1)),
            "link": _link,
            "group_page": group_page,
            "need_page": need_page,
            "path_page": path_page,
            "person_page": person_page,
            "session_page": session_page,
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


def _person(handle: str, person: Person | None, edition: Edition, here: str) -> Markup:
    """A link to somebody's page, or the bare handle where there is no profile."""
    return _link(person.name, edition.page(person_page(handle)), here) if person else Markup(markdown_text(bare(handle, edition.words)))


def bare(handle: str, words: Words) -> str:
    """What somebody without a profile is called: by their handle, unless nobody is to be named."""
    return words("a_colleague") if handle == NOBODY else handle


def _colleague(handle: str, person: Person | None, edition: Edition, here: str) -> Markup:
    """A link to somebody's page; whoever has no profile did not choose to be named to readers."""
    return _person(handle, person, edition, here) if person else Markup(markdown_text(edition.words("a_colleague")))


def _address_of(url: str) -> Markup:
    """A web address as the target of a Markdown link: what could end or change the link is percent-encoded."""
    return Markup(quote(url, safe="/:?#&=%;,@!~+$.-"))


def module_link(text: Module | Translation) -> dict[str, str]:
    """A module's text as the theme's templates link to it."""
    return {"title": text.title, "url": address(staged_file(text.document.file) or "")}


def person_link(handle: str, library: Library, edition: Edition) -> dict[str, str]:
    """A person as the theme's templates link to them; without profile, the handle and no address."""
    person = library.people.get(handle)
    if person is None:
        return {"name": bare(handle, edition.words), "url": ""}
    return {"name": person.name, "url": address(edition.page(person_page(handle)))}
