"""Running MkDocs from our own commands, quietly and with our errors."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from peerlore.model.errors import CannotRun
from peerlore.publishing.engine_settings import LEAST
from peerlore.publishing.plugin import PeerlorePlugin
from peerlore.publishing.source import Source


@dataclass(frozen=True, slots=True)
class Built:
    """A finished site: where it stands, and how many of its pages were rendered for it; the others were there."""

    site: Path
    rendered: int


def build_site(root: Path, source: Source, site: Path | None = None, release: Path | None = None, *, disk: bool = False) -> Built:
    """Build and publish the library at `root`. `disk` is for opening the site without a server."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

    said = _quiet(keep_errors=True)
    options = {"site_dir": str(site)} if site else {}
    try:
        config = load_config(str(config_file(root)), **options)
        plugin = config.plugins.get("peerlore")
        if not isinstance(plugin, PeerlorePlugin):
            raise CannotRun(f"{config_file(root)} does not name the plugin; write {LEAST}")
        plugin.source, plugin.release, plugin.disk = source, release, disk
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except ConfigurationError as error:
        raise CannotRun(f"mkdocs.yml cannot be used: {error}") from error
    except (MkDocsException, Abort) as error:
        raise CannotRun(f"the site could not be built: {_once(said.errors) or error}") from error
    except OSError as error:
        raise CannotRun(f"the site could not be built: {error.strerror}: {error.filename}") from error
    return Built(Path(config.site_dir), plugin.rendered)


def serve_site(root: Path, host: str, port: int, *, open_browser: bool = False) -> None:
    """Serve a preview of the library at `root` until somebody stops it; changed pages are rendered anew."""
    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import Abort, ConfigurationError

    _quiet(keep_errors=False)
    logging.getLogger("mkdocs.livereload").setLevel(logging.WARNING)
    try:
        serve(str(config_file(root)), build_type="dirty", dev_addr=f"{host}:{port}", open_in_browser=open_browser)
    except ConfigurationError as error:
        raise CannotRun(f"mkdocs.yml cannot be used: {error}") from error
    except Abort as error:  # its own words are `Aborted with a BuildError!`
        raise CannotRun("the preview cannot start; the reason stands above") from error
    except OSError as error:
        raise CannotRun(f"the preview cannot listen on {host}:{port}: {error.strerror}; choose another --port") from error


def config_file(root: Path) -> Path:
    """The library's `mkdocs.yml`."""
    file = root / "mkdocs.yml"
    if not file.is_file():
        raise CannotRun(f"there is no mkdocs.yml in {root}; write one with {LEAST}")
    return file


class _Listener(logging.Handler):
    """Passes on what MkDocs says; `keep_errors` for the one sentence with which a command ends."""

    def __init__(self, *, keep_errors: bool) -> None:
        super().__init__()
        self.keep_errors = keep_errors
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if self.keep_errors and record.levelno >= logging.ERROR:
            self.errors.append(record.getMessage())
        elif _is_news(record):
            sys.stderr.write(f"{record.getMessage()}\n")


def _once(errors: Iterable[str]) -> str:
    """What MkDocs said in one line, nothing twice.

    >>> _once(["Error reading page 'a.md':", "no such word", "no such word"])
    "Error reading page 'a.md': no such word"
    """
    return "; ".join(dict.fromkeys(errors)).replace(":; ", ": ")


def _quiet(*, keep_errors: bool) -> _Listener:
    # Material prints a notice about its successor at every import; `doctor` says it once, where it can be acted on.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    listener = _Listener(keep_errors=keep_errors)
    logger.addHandler(listener)
    return listener


def _is_news(record: logging.LogRecord) -> bool:
    # `serve` renders only what changed on purpose; navigation and links of ours do not suffer from it.
    return "'dirty' build" not in record.getMessage()
