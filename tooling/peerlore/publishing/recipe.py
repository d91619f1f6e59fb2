"""What every page of a site has in common: how the engine is set up for a library. The same in each process that renders pages."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils.yaml import yaml_load

from peerlore import __version__
from peerlore.model.nouns import Settings
from peerlore.outside.memory import version_of_code
from peerlore.publishing import engine_settings

_ENGINE = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "markupsafe", "nh3", "latex2mathml")
_OURS = frozenset(
    (
        "dev_addr",
        "docs_dir",
        "hooks",
        "markdown_extensions",
        "mdx_configs",
        "plugins",
        "remote_branch",
        "remote_name",
        "site_dir",
        "strict",
        "watch",
    )
)
"""What makes no difference to a page."""

_KNOWN = _OURS | {
    "copyright",
    "edit_uri",
    "edit_uri_template",
    "extra",
    "extra_css",
    "extra_javascript",
    "repo_name",
    "repo_url",
    "site_author",
    "site_description",
    "site_name",
    "site_url",
    "theme",
    "validation",
}
"""Settings with which a page needs nothing of other pages."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How MkDocs is set up for a library: `settings` are those of `mkdocs.yml`, the rest comes from the library.

    `values` are what templates read from `extra`; `files` are the paths of all staged files, to which links may lead.
    `disk` is for opening the site without a server.
    """

    settings: Mapping[str, Any]
    title: str
    summary: str
    address: str
    values: Mapping[str, Any]
    files: frozenset[str]
    disk: bool = False

    def for_pages(self) -> Recipe:
        """The same without settings that make no difference to a page, and may mean nothing on another machine."""
        return replace(self, settings={name: value for name, value in self.settings.items() if name not in _OURS})

    def edition(self) -> str:
        """Stands for all that makes a page look as it does, besides its own text: other settings or another version give another one."""
        settings = dict(self.for_pages().settings)
        return _edition(repr([settings, self.title, self.summary, self.address, self.values, self.disk])).hex()

    def text_edition(self) -> bytes:
        """The same for what is made of a page's text alone."""
        return _edition(repr(self.settings.get("validation")))


def recipe_of(config: MkDocsConfig, library: Settings, files: frozenset[str], *, disk: bool = False) -> Recipe:
    """The recipe for a library whose `mkdocs.yml` is loaded."""
    with open(config.config_file_path, encoding="utf-8") as stream:
        settings = yaml_load(stream) or {}
    return Recipe(settings, library.title, library.summary, library.address, engine_settings.template_values(library, files), files, disk)


def set_up(config: MkDocsConfig, recipe: Recipe) -> None:
    """Set MkDocs up for the staged pages. Raises PluginError where `mkdocs.yml` names another theme."""
    if config.theme.name != "material":
        raise PluginError("pages are made for Material: write `theme: material` in mkdocs.yml")
    # Templates print both as they are; those that do escape see that it is done.
    config.site_name = escape(recipe.title)
    config.site_description = escape(recipe.summary)
    config.site_url = config.site_url or recipe.address
    config.nav = config.nav or engine_settings.navigation()
    config.validation.nav.omitted_files = logging.DEBUG  # modules are reached by other ways than the navigation
    config.validation.nav.not_found = logging.DEBUG
    config.theme.dirs.insert(0, str(engine_settings.THEME))
    for name, value in {**engine_settings.theme_settings(), **_own_theme(recipe)}.items():
        if name not in ("name", "custom_dir"):
            config.theme[name] = value
    for name, value in recipe.values.items():
        config.extra.setdefault(name, value)
    config.extra_css = [*engine_settings.STYLES, *config.extra_css]
    # The library's Markdown is part of what reviewers approve: the same under every engine, never more.
    config.markdown_extensions = list(engine_settings.MARKDOWN)
    config.mdx_configs = {name: dict(options) for name, options in engine_settings.MARKDOWN.items() if options}


def load(recipe: Recipe) -> MkDocsConfig:
    """MkDocs as it is set up for the pages alone: without plugins, and without folders to read from or write to."""
    config = MkDocsConfig()
    config.load_dict({name: value for name, value in recipe.settings.items() if name not in _OURS})
    config.load_dict({"plugins": [], "docs_dir": str(engine_settings.THEME)})
    failed, _ = config.validate()
    if failed:
        name, reason = failed[0]
        raise PluginError(f"mkdocs.yml cannot be used: {name}: {reason}")
    set_up(config, recipe)
    return config


def is_alone(config: MkDocsConfig, recipe: Recipe) -> bool:
    """Whether nothing but us has a say in how a page looks, so that each can be made without the others.

    Other plugins, hooks, templates and navigations of the user may look at all pages at once.
    """
    theme = _own_theme(recipe)
    asks_others = config.validation.links.anchors > logging.INFO or not config.use_directory_urls
    return len(config.plugins) == 1 and not (config.hooks or asks_others) and recipe.settings.keys() <= _KNOWN and "custom_dir" not in theme


def _edition(said: str) -> bytes:
    engine = " ".join(f"{name} {version(name)}" for name in _ENGINE)
    return version_of_code(f"{__version__} {sys.version} {engine} {said}", engine_settings.THEME)


def _own_theme(recipe: Recipe) -> Mapping[str, Any]:
    """What `mkdocs.yml` itself says of the theme; the loaded theme cannot tell it from defaults."""
    theme = recipe.settings.get("theme")
    return theme if isinstance(theme, dict) else {}
