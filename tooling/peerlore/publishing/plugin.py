"""The MkDocs plugin: stages the library, points MkDocs at the staged tree, swaps the finished site in. Nothing more.

`mkdocs build`, `mkdocs serve`, `peerlore build` and `peerlore serve` all come through here.
"""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, PluginCollection, event_priority

from peerlore.checking.reports import REPORTERS
from peerlore.checking.reports.report import Report
from peerlore.ledger.evidence import hold_to
from peerlore.model.errors import CannotRun
from peerlore.outside.git import has_changes, head_commit
from peerlore.outside.kept import FOLDER, LOCK, SITE
from peerlore.outside.lock import Lock
from peerlore.outside.memory import memory_of
from peerlore.outside.pins import read_pin
from peerlore.outside.steps import step
from peerlore.publishing import swap
from peerlore.publishing.assembly import Frame, assemble, complete
from peerlore.publishing.audit import digest_of
from peerlore.publishing.layout import entries_of
from peerlore.publishing.manifest import NAME, write_manifest
from peerlore.publishing.mending import mended
from peerlore.publishing.press import place_of
from peerlore.publishing.preview_index import PreviewIndex
from peerlore.publishing.recipe import Recipe, is_alone, recipe_of, set_up
from peerlore.publishing.sanitizer import page_in_hand
from peerlore.publishing.source import Source, find_source, pin_of, preview_source
from peerlore.publishing.staged import Staged, stage, write

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.plugins.peerlore")


class PeerloreConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin has no options: what differs between libraries stands in `library.yml`."""


class PeerlorePlugin(BasePlugin[PeerloreConfig]):  # type: ignore[no-untyped-call]
    """`plugins: [peerlore]` in `mkdocs.yml`."""

    def __init__(self) -> None:
        super().__init__()
        self.preview = False
        self.disk = False
        self.source: Source | None = None
        self.release: Path | None = None
        self.root = Path()
        self.site = Path()
        self.aside = Path()
        self.frame = Path()
        self.staged: Staged | None = None
        self.recipe: Recipe | None = None
        self.folder = Path()
        self.rendered = 0
        self.others: list[File] = []
        self.commit = ""
        self.evidence: dict[str, Any] | None = None
        self.lock: Lock | None = None
        self.compiled = _Compiled()
        self.preview_index: PreviewIndex | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview."""
        self.preview = command == "serve"

    @event_priority(100)  # other plugins see what we set up, wherever mkdocs.yml names us
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check and stage the library, then set MkDocs up for the staged tree."""
        self.root = Path(config.config_file_path or ".").resolve().parent
        _leave_out_search(config.plugins)
        if not self.preview:
            self._take_lock()
        try:
            source = self.source or (preview_source(self.root) if self.preview else find_source(self.root, self.release))
            self.source = None  # a preview checks anew each time
            if source.blocking:
                report = REPORTERS["text"](Report(source.blocking, len(source.checked.collection.documents)))
                raise PluginError(f"the library cannot be published yet\n{report}")
            folder = self.folder = self.root / FOLDER / (f"preview-{os.getpid()}" if self.preview else "stage")
            if not self.preview:
                swap.refuse_foreign(Path(config.site_dir))
                self._hold_to_release(source, Path(config.site_dir))
            shown = self.staged.paths if self.staged else frozenset()
            with step("Laying out pages"):
                self.staged = stage(source, preview=self.preview)
            recipe = recipe_of(config, self.staged.library.settings, self.staged.paths, disk=self.disk)
            alone = not self.preview and is_alone(config, recipe)
            config.docs_dir = str(_nothing(folder) if alone else write(self.staged, folder))
            _forget(shown - self.staged.paths, Path(config.site_dir))
        except CannotRun as reason:
            raise PluginError(str(reason)) from reason
        self.recipe = recipe if alone else None
        set_up(config, recipe)
        if not self.preview:
            self._build_aside(config)
        return config

    @event_priority(-100)  # what other plugins add is there
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Remember what will be on the site besides our own: files of the theme and of other plugins."""
        if self.staged and not self.preview:
            self.others = [file for file in files if not Path(file.abs_src_path or "/").is_relative_to(config.docs_dir)]
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Tell the sanitizer of whose text it speaks, should it have to."""
        staged = page.file.src_uri
        page_in_hand.set(self.staged.origins.get(staged, staged) if self.staged else staged)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Spare a preview from compiling Material's templates anew after every change, and tell them that it is one."""
        env.globals["pl_preview"] = self.preview
        env.bytecode_cache = self.compiled
        if self.recipe and self.staged:
            env.globals["pl_pages"] = list(entries_of(self.staged.files, config.site_url or ""))
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Mend what Material's own frame writes against the rules of HTML: a checkbox completes nothing."""
        return mended(output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are no part of the library, such as that for addresses where there is nothing."""
        return mended(output)

    @event_priority(-100)  # what other plugins add to the site is in it before the swap
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the search index, look at the finished site and put it in place."""
        if self.preview:
            self.preview_index = self.preview_index or PreviewIndex(Path(config.site_dir))
            self.preview_index.renew()
            return
        if self.staged is None:
            return
        frame = self._frame(Path(config.site_dir))
        memory = memory_of(self.root, SITE)
        try:
            if self.recipe:
                built = assemble(frame, self.staged, self.recipe, self.aside, self.site, self.root, memory)
            else:
                built = complete(frame, self.staged, Path(config.docs_dir), memory, disk=self.disk)
            with step("Putting it in place"):
                _keep_hidden(self.site, self.aside)
                write_manifest(
                    self.aside, built.digests, self.commit, dirty=bool(self.commit) and has_changes(self.root), evidence=self.evidence
                )
                swap.swap_in(self.aside, self.site)
        except CannotRun as reason:
            raise PluginError(str(reason)) from reason
        self.rendered = built.rendered
        if memory:
            if built.renewal:
                built.renewal.remember()
            memory.save()
        if not (memory and built.renewal and self.aside.is_relative_to(self.root)):
            shutil.rmtree(self.aside, ignore_errors=True)
        shutil.rmtree(self.frame, ignore_errors=True)
        config.site_dir = str(self.site)
        self._give_lock_back()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it is."""
        self._give_lock_back()

    def on_shutdown(self) -> None:
        """Leave nothing of a preview behind."""
        if self.preview_index:
            self.preview_index.end()
        if self.preview and self.staged:
            shutil.rmtree(self.folder, ignore_errors=True)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch what people write instead of what we staged."""
        server.unwatch(config.docs_dir)
        server.watch(str(self.root / "content"))
        return server

    def _hold_to_release(self, source: Source, site: Path) -> None:
        """Refuse evidence that does not go on from that of the site which stands there."""
        self.evidence = pin_of(source.proof)
        if (site / NAME).is_file():
            hold_to(read_pin(site / NAME), source.proof.evidence.ledger.digests if source.proof else ())

    def _build_aside(self, config: MkDocsConfig) -> None:
        self.site = Path(config.site_dir).resolve()
        swap.recover(self.site)
        self.site.parent.mkdir(parents=True, exist_ok=True)
        cache = self.root / FOLDER
        near = cache if cache.stat().st_dev == self.site.parent.stat().st_dev else self.site.parent
        self.aside = near / f".{self.site.name}.next"
        self.frame = cache / "frame"
        for folder in (self.frame, self.aside):
            if folder.is_symlink():  # whoever set it does not decide what is emptied
                folder.unlink()
        shutil.rmtree(self.frame, ignore_errors=True)
        if self.recipe:
            config.site_dir = str(self.frame)
        else:
            shutil.rmtree(self.aside, ignore_errors=True)
            config.site_dir = str(self.aside)
        commit = head_commit(self.root)
        if commit:
            self.commit = commit.name
            # MkDocs dates its sitemap by this; the same commit then gives the same bytes on any day.
            os.environ["SOURCE_DATE_EPOCH"] = str(commit.time)

    def _frame(self, folder: Path) -> Frame:
        theme = {file.dest_uri: digest_of(Path(file.abs_src_path)) for file in self.others if file.abs_src_path}
        return Frame(folder, theme, {file.dest_uri for file in self.others if not file.abs_src_path})

    def _take_lock(self) -> None:
        self.lock = Lock(self.root / LOCK)
        self.lock.acquire(self._wait)

    def _wait(self) -> None:
        self.source = None  # what was read before the wait may be older than what the other build publishes
        log.warning("another build runs in this library; waiting for it to end")

    def _give_lock_back(self) -> None:
        if self.lock:
            self.lock.release()


class _Compiled(BytecodeCache):
    """Compiled templates for as long as the process lives; another source under the same name is another template."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.code


def _leave_out_search(plugins: PluginCollection) -> None:
    """Take out the search of MkDocs and Material, which older settings name: it would write an index that nobody reads.

    In place, since MkDocs is walking over these lists, and theirs stands behind ours.
    """
    for name in [name for name in plugins if name in ("search", "material/search")]:
        unwanted = plugins.pop(name)
        for methods in plugins.events.values():
            methods[:] = [method for method in methods if getattr(method, "__self__", None) is not unwanted]


def _nothing(folder: Path) -> Path:
    """An empty folder where MkDocs looks for pages: all of them are made without it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _forget(gone: frozenset[str], site: Path) -> None:
    """Take what is no longer staged out of a preview, which is rendered into the same folder again and again."""
    for file in gone:
        (site / place_of(file)).unlink(missing_ok=True)


def _keep_hidden(old: Path, new: Path) -> None:
    """Carry `.gitignore`, `.git` and the like over; they belong to the folder and not to the site in it."""
    for entry in old.iterdir() if old.is_dir() else ():
        if entry.name.startswith("."):
            if entry.is_dir() and not entry.is_symlink():
                shutil.copytree(entry, new / entry.name, symlinks=True)
            else:
                shutil.copy2(entry, new / entry.name, follow_symlinks=False)
