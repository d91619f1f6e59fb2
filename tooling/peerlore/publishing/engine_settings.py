"""How a page engine has to be set up for a staged tree: the same for the MkDocs plugin and for `mkdocs.yml` of a stage."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from peerlore.library import Library
from peerlore.model.nouns import Settings
from peerlore.staging.addresses import GROUPS, HELP, HOME, MODULES, PATHS, PEOPLE, SKILLS
from peerlore.staging.editions import editions_of
from peerlore.staging.escape import html_values
from peerlore.staging.feeds import ATOM
from peerlore.staging.head import locale
from peerlore.staging.linked_data import script_json
from peerlore.staging.words import words_of

THEME = Path(__file__).parent.parent / "theme"

MARKDOWN: dict[str, dict[str, Any]] = {
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"permalink": True, "permalink_title": "¶", "toc_depth": 3},
    # No single `$`: colleagues write of money more often than in TeX.
    "pymdownx.arithmatex": {"generic": True, "inline_syntax": ["round"], "block_syntax": ["dollar", "square"]},
    "pymdownx.details": {},
    "pymdownx.highlight": {"anchor_linenums": True},
    "pymdownx.inlinehilite": {},
    "pymdownx.mark": {},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "peerlore.publishing.plain_text": {},
    "peerlore.publishing.sanitizer": {},
}
"""The Markdown of the library. Nothing here reads other files, and the sanitizer always comes last."""

FEATURES = ["navigation.top"]

STYLES = ["assets/peerlore.css", "assets/text.css", "assets/search.css", "assets/browse.css"]

SCRIPTS = ["coming", "copy", "freshness", "progress", "search"]
"""ES modules in the theme's `assets/js/`, by their names without `.js`."""


def navigation() -> list[dict[str, str]]:
    """Sections only: modules are reached by topics, paths, skills and search. A navigation of modules would stand on every page."""
    return [
        {"Home": HOME},
        {"Modules": MODULES},
        {"Paths": PATHS},
        {"Skills": SKILLS},
        {"People": PEOPLE},
        {"Groups": GROUPS},
        {"Help": HELP},
    ]


def theme_settings() -> dict[str, Any]:
    """Material's settings. Fonts come from the reader's system: no page asks another host for anything."""
    palette = [
        {
            "media": "(prefers-color-scheme: light)",
            "scheme": "default",
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": "material/weather-night", "name": "Switch to dark colours"},
        },
        {
            "media": "(prefers-color-scheme: dark)",
            "scheme": "slate",
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": "material/weather-sunny", "name": "Switch to light colours"},
        },
    ]
    return {"name": "material", "font": False, "features": FEATURES, "palette": palette}


def template_values(settings: Settings, staged: Collection[str]) -> dict[str, Any]:
    """What templates read from `extra`: the words of every language that the interface speaks, and what every page tells programs.

    `staged` are the paths of the staged files.
    """
    editions = editions_of(settings)
    languages = {"en", *(edition.language for edition in editions)}  # help is written in English
    return {
        "interface": editions[0].language,
        "scripts": SCRIPTS,
        "words": {language: dict(words_of(language).texts) for language in sorted(languages)},
        "peerlore": {
            "welcome": settings.visibility == "public",
            "feeds": ATOM in staged,
            "locales": {language: locale(language) for language in sorted(languages)},
        },
        "script_words": {language: words_of(language).for_scripts() for language in sorted(languages)},
        "quiz_words": {language: str(script_json(words_of(language).for_quizzes())) for language in sorted(languages)},
        "needs": f"{settings.repository}/issues/new?template=declare-a-need.yml" if settings.repository else "",
    }


def least_settings(title: str) -> dict[str, Any]:
    """What the `mkdocs.yml` of a library must say; the plugin sets all the rest."""
    return {"site_name": title, "docs_dir": "content", "site_dir": "site", "theme": "material", "plugins": ["peerlore"]}


LEAST = "the lines `site_name: Library`, `docs_dir: content`, `theme: material` and `plugins: [peerlore]`"
"""The same for people who have to write it."""


def stage_settings(library: Library, staged: Collection[str]) -> dict[str, Any]:
    """A complete `mkdocs.yml` for a staged tree whose pages lie in `docs/` and whose theme lies in `theme/`.

    `staged` are the paths of its files.
    """
    settings = library.settings
    return {
        "site_name": html_values(settings.title),  # templates print both as they are
        "site_description": html_values(settings.summary),
        "site_url": settings.address,
        "docs_dir": "docs",
        "theme": {**theme_settings(), "custom_dir": "theme"},
        "extra": template_values(settings, staged),
        "extra_css": STYLES,
        "nav": navigation(),
        "markdown_extensions": [{name: options} if options else name for name, options in MARKDOWN.items()],
        "plugins": [],
    }
