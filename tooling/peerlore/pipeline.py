"""Reading and checking a library on disk: the first steps, joined to the file system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import time_ns

from peerlore.checking import baseline
from peerlore.checking.fixing import Mended, apply_fixes, mend
from peerlore.checking.gate import Checked
from peerlore.checking.rules.web_addresses import ASKED, days_kept, web_addresses
from peerlore.checking.vouching import Voucher, build_voucher
from peerlore.gates import gate_for, memory_for
from peerlore.library import Library, build_library
from peerlore.model.documents import Document, Kind
from peerlore.model.errors import CannotRun
from peerlore.model.facts import NO_FACTS, Facts, Former, History, Reply
from peerlore.model.findings import Finding
from peerlore.model.nouns import name_of
from peerlore.model.sources import SourceFile
from peerlore.outside import files, git
from peerlore.outside.memory import cache_file
from peerlore.outside.stamps import Stamps
from peerlore.reading import layout
from peerlore.reading.assets import looked_through
from peerlore.reading.document import read_document, trouble_finding

BASELINE = "baseline.json"
_STAMPS = b"stamps"


library_root = files.library_root


def check(
    sources: Iterable[SourceFile],
    root: Path | None = None,
    *,
    notices: bool = False,
    select: tuple[str, ...] = (),
    facts: Facts = NO_FACTS,
) -> Checked:
    """Check sources as of today, with or without what is only for information, and with `select` for some codes only.

    What did not change is not read again: by this process, and with the `root` of the library by the next one too.
    """
    gate, memory = gate_for(root, select)
    checked = gate.check(sources, date.today().isoformat(), notices=notices, facts=facts)
    if memory:
        memory.save(gate.keys_in_use)
    return checked


def read_library(root: Path, guests: Mapping[str, Path] | None = None) -> dict[str, SourceFile]:
    """Every source below `root/content/` by its file.

    `guests` are pages from elsewhere by the place in the library at which they are read.
    """
    if not (root / "content").is_dir():
        raise CannotRun(f"there is no folder content/ in {root}")
    memory = memory_for(root)
    stamps = Stamps(memory.get(_STAMPS), time_ns()) if memory else None
    sources = {source.file: source for source in files.read_sources(root, stamps)}
    if memory and stamps and stamps.changed:
        memory.put(_STAMPS, stamps.to_bytes())  # the check that follows saves it
    for place, file in (guests or {}).items():
        sources[place] = files.read_source(file, place)
    return sources


def check_library(root: Path) -> Checked:
    """Read and check everything below `root/content/`."""
    return check(read_library(root).values(), root)


def readable_library(root: Path) -> Library:
    """The library as it lies there, without the pages of which no values can be made."""
    checked = check_library(root)
    faulty = {finding.place.file for finding in checked.findings if finding.level == "error" and finding.code[0] in "RS"}
    registers = sorted(faulty & {"content/library.yml", "content/skills.yml"})
    if registers:
        raise CannotRun(f"{registers[0]} cannot be read; `peerlore check` tells why")
    return build_library([document for file, document in checked.collection.documents.items() if file not in faulty], ())


def accepted(root: Path) -> Counter[baseline.Key]:
    """The findings that the library accepts as old ones."""
    file = root / BASELINE
    return baseline.read_baseline(file.read_text("utf-8")) if file.is_file() else Counter()


def blocking(root: Path, checked: Checked) -> list[Finding]:
    """The errors that keep a library from being published: all but those of its baseline."""
    return baseline.compare((finding for finding in checked.findings if finding.level == "error"), accepted(root)).new


@dataclass(frozen=True, slots=True)
class Change:
    """What a change touches: the commit at which it began, its files as they were there, and the whole library there.

    `older` holds None for a file that was not there yet.
    """

    fork: str
    older: Mapping[str, bytes | None]
    base: Mapping[str, SourceFile]


def change_since(root: Path, sources: Mapping[str, SourceFile], ref: str) -> Change:
    """The change since this branch left `ref`."""
    fork, older = git.files_at_fork(root, ref)
    base = {file: source for file, source in sources.items() if file not in older}
    for file, raw in older.items():
        if raw is not None:
            source = SourceFile(file, raw, len(raw), "too-large" if len(raw) > layout.size_limit(file) else "")
            base[file] = looked_through(source) if layout.is_asset(file) else source
    return Change(fork, older, base)


def findings_of_change(findings: Iterable[Finding], root: Path, change: Change, select: tuple[str, ...] = ()) -> list[Finding]:
    """Findings in the files of a change, and those elsewhere that were not there before it."""
    findings = list(findings)
    # Addresses were asked for the files of the change; that others name them too is no news.
    elsewhere = [finding for finding in findings if finding.place.file not in change.older and finding.code not in ASKED]
    broken: set[Finding] = set()
    if elsewhere:  # else nothing can be broken there, and what was there before does not matter
        before = check(change.base.values(), root, select=select)
        broken = set(baseline.compare(elsewhere, baseline.read_baseline(baseline.write_baseline(before.findings))).new)
    return [finding for finding in findings if finding.place.file in change.older or finding in broken]


def lines_of_change(root: Path, change: Change, file: str) -> list[tuple[int, int]]:
    """The first and last lines, counted from 1, of each part of a file that a change wrote."""
    return git.lines_since(root, change.fork, file) if file in change.older else []


def read_history(root: Path, sources: Mapping[str, SourceFile], change: Change) -> History:
    """Where the ids of a change come from and go to. The repository's history is read only if one of them is new."""
    before: dict[str, list[str]] = {}
    for file in filter(_is_module, change.base):
        before.setdefault(name_of(file), []).append(file)
    modules = {file: name_of(file) for file in change.older if _is_module(file)}
    here = {name for file, name in modules.items() if file in sources}
    new = frozenset(here - before.keys())
    former: dict[str, Former] = {}
    if new:
        for removed in git.removed_files(root, change.fork, lambda file: _is_module(file) and name_of(file) in new):
            page = read_document(SourceFile(removed.file, removed.raw, len(removed.raw)), "module")
            former[name_of(removed.file)] = Former(removed.file, page.body, removed.day)
    gone = {name: before[name] for file, name in modules.items() if file not in sources and name in before and name not in here}
    pages = {name: read_document(change.base[found[0]], "module") for name, found in gone.items() if sources.keys().isdisjoint(found)}
    topics = {name: (_topic(before[name][0]), _topic(file)) for file, name in modules.items() if file in sources and name in before}
    left = {name: then for name, (then, now) in topics.items() if then != now}
    return History(new, former, {name: Former(page.file, page.body) for name, page in pages.items()}, left)


def _topic(file: str) -> str:
    spot = layout.spot_of(file)
    return spot.topic if spot else ""


def _is_module(file: str) -> bool:
    spot = layout.spot_of(file)
    return spot is not None and spot.kind == "module"


def ask_addresses(root: Path, documents: Iterable[Document], own: str, *, allow_private: bool) -> dict[str, Reply]:
    """What the web addresses in these documents reply; those that were asked not long ago are not asked again.

    Pages of the library itself, below the address `own`, are checked by their paths and not asked for.
    """
    from peerlore.outside import replies, web  # only one option needs them

    wanted = {address for document in documents for address, _, _ in web_addresses(document) if not (own and address.startswith(own))}
    file, today = cache_file(root, "json"), date.today()
    known = {
        address: (day, reply)
        for address, (day, reply) in (replies.read_replies(file) if file else {}).items()
        if day <= today < day + timedelta(days=days_kept(reply))
    }
    if missing := wanted - known.keys():
        known |= {address: (today, reply) for address, reply in web.ask(missing, web.Asking(allow_private=allow_private)).items()}
        if file:
            replies.write_replies(file, {address: dated for address, dated in known.items() if days_kept(dated[1])})
    return {address: known[address][1] for address in wanted}


def mend_library(root: Path, sources: Mapping[str, SourceFile], wanted: Callable[[str], bool], select: tuple[str, ...] = ()) -> Mended:
    """Every sure fix in the wanted files, applied in memory."""
    return mend(sources, lambda changed: check(changed, root, select=select), wanted)


@dataclass(frozen=True, slots=True)
class Vouched:
    """A translation that somebody says is up to date with its `source`, and its new bytes, None where they stay as they are."""

    file: str
    source: str
    voucher: Voucher
    raw: bytes | None


def vouch(root: Path, file: str) -> Vouched:
    """Say that the translation at `file` is up to date with its source; nothing is written yet."""
    spot = layout.spot_of(file)
    if spot is None or spot.kind != "translation":
        raise CannotRun(f"{file} is no translation; name a page such as content/modules/circles/choose-a-question.fr.md")
    origin = layout.source_of(file)
    if not (root / origin).exists():
        raise CannotRun(f"there is no {origin} of which {file} could be a translation")
    translation, source = _page(root, file, "translation"), _page(root, origin, "module")
    voucher = build_voucher(translation, source)
    if voucher.before == voucher.record:
        return Vouched(file, origin, voucher, None)
    raw = apply_fixes(files.read_source(root / file, file).raw, [voucher.fix]) if voucher.fix else b""
    written = read_document(SourceFile(file, raw, len(raw)), "translation")
    # Front matter can be written in ways that nobody thought of, and a translation is somebody's work.
    if (written.meta, written.body) != ({**translation.meta, "source": str(voucher.record)}, translation.body):
        raise CannotRun(f"nobody but you can tell where it belongs in {file}; write `source: {voucher.record}` into its front matter")
    return Vouched(file, origin, voucher, raw)


def _page(root: Path, file: str, kind: Kind) -> Document:
    """One page without looking at the rest of the library."""
    source = files.read_source(root / file, file)
    trouble = trouble_finding(source)
    document = read_document(source, kind)
    for finding in (trouble,) if trouble else document.findings:
        if finding.level == "error":
            raise CannotRun(f"{finding.place}: {finding.message}; mend it first")
    return document


def guest_place(root: Path, file: Path) -> str:
    """Where in the library a page from elsewhere is read: as a module of the first topic."""
    topics = read_registers(root).settings.topics
    return f"content/modules/{topics[0].id if topics else 'new'}/{file.name}"


def read_registers(root: Path) -> Library:
    """`library.yml` and `skills.yml` alone, for commands that write into a library."""
    checked = check(files.read_source(root / place, place) for place in ("content/library.yml", "content/skills.yml"))
    # Without the pages, nobody has a profile and nothing needs its waiver: only what the files say themselves counts.
    broken = [finding for finding in checked.findings if finding.code[0] in "RS" and finding.level == "error"]
    if broken:
        raise CannotRun(f"{broken[0].place}: {broken[0].message}; mend the library first")
    return build_library(checked.collection.documents.values(), ())


def check_text(root: Path, place: str, text: str) -> list[Finding]:
    """The findings in a page that is not written yet, at the place where it will be."""
    raw = text.encode("utf-8")
    sources = {**read_library(root), place: SourceFile(place, raw, len(raw))}
    return [finding for finding in check(sources.values(), root).findings if finding.place.file == place]
