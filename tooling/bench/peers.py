"""What the peers need to build the same modules: their settings, and which command that is."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

from rows import Row, Sample

HERE = Path(__file__).parent
PEERS = HERE / ".venv" / "bin"
SMALL = 1000
"""The plugins that ask git for each file take minutes beyond so many modules."""
FITS_ZENSICAL = 2000
"""Its memory grows with the square of the pages: 23 GB were not enough for 5,000."""

# The Markdown of our own pages, so that everybody renders the same.
_MARKDOWN: list[str | dict[str, Any]] = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    {"toc": {"permalink": True, "toc_depth": 3}},
    {"pymdownx.arithmatex": {"generic": True}},
    "pymdownx.details",
    {"pymdownx.highlight": {"anchor_linenums": True}},
    "pymdownx.inlinehilite",
    "pymdownx.mark",
    "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True}},
    {"pymdownx.tasklist": {"custom_checkbox": True}},
]
_QUIET = {"NO_MKDOCS_2_WARNING": "1"}


def peer_rows(sample: Sample, work: Path, everything: bool) -> list[Row]:
    """A row for each peer. `everything` asks for those too that take minutes at this size."""
    modules = sample.folder / "content/modules"
    place = work / f"{sample.folder.name}-peers"
    shutil.rmtree(place, ignore_errors=True)
    pruned = _settings(place / "pruned", modules, [])
    rows = [_mkdocs("mkdocs-material: navigation.prune, search, tags", pruned)]
    if everything or sample.modules <= SMALL:
        first = sorted(modules.rglob("*.md"))[0].relative_to(modules).as_posix()
        asked = _settings(
            place / "plugins",
            modules,
            [
                {"git-revision-date-localized": {"enable_creation_date": True}},
                "git-authors",
                {"rss": {"match_path": ".*", "use_git": True}},
                {"redirects": {"redirect_maps": {"old.md": first}}},
            ],
        )
        rows.append(_mkdocs("mkdocs-material: the same with git dates, git authors, rss, redirects", asked))
    if everything or sample.modules <= FITS_ZENSICAL:
        file = _settings(place / "zensical", modules, [])
        shutil.copytree(modules, file.parent / "docs")  # it reads nothing outside of its own folder
        file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "docs_dir": "docs", "site_dir": "site"}), "utf-8")
        rows.append(
            _row("zensical: the same settings as the first", (str(PEERS / "zensical"), "build", "--clean", "-f", str(file)), file.parent)
        )
    return [*rows, _hugo(place / "hugo", modules)]


def _settings(folder: Path, modules: Path, plugins: list[str | dict[str, Any]]) -> Path:
    """A `mkdocs.yml` over the modules as they lie there. JSON is YAML."""
    folder.mkdir(parents=True)
    said = {
        "site_name": "Made library",
        "site_url": "https://learn.example.com/",
        "docs_dir": str(modules),
        "site_dir": str(folder / "site"),
        "theme": {"name": "material", "font": False, "features": ["navigation.prune", "navigation.top"]},
        "plugins": ["search", "tags", *plugins],
        "markdown_extensions": _MARKDOWN,
        "validation": {"links": {"not_found": "info", "anchors": "info"}},
    }
    (folder / "mkdocs.yml").write_text(json.dumps(said), "utf-8")
    return folder / "mkdocs.yml"


def _mkdocs(name: str, file: Path) -> Row:
    return _row(name, (str(PEERS / "mkdocs"), "build", "--quiet", "-f", str(file)), file.parent)


def _hugo(folder: Path, modules: Path) -> Row:
    shutil.copytree(HERE / "hugo", folder)
    words = (
        "--quiet",
        "--noBuildLock",
        "--cacheDir",
        str(folder / "cache"),
        "--contentDir",
        str(modules),
        "--destination",
        str(folder / "site"),
    )
    return _row("hugo: small theme, tags, RSS, JSON index", (str(PEERS / "hugo"), *words), folder)


def _row(name: str, command: tuple[str, ...], folder: Path) -> Row:
    """Each run builds the whole site into an empty folder."""
    return Row(name, command, folder, partial(_empty, folder), environment=_QUIET)


def _empty(folder: Path) -> None:
    for name in ("site", "cache", ".cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
