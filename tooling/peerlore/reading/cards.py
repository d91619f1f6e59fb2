"""What the reader can complain about, as cards for `explain` and the reference page."""

from __future__ import annotations

from peerlore.model.findings import Card

CARDS: tuple[Card, ...] = (
    Card(
        "R001",
        "not-utf-8",
        "Every text file must be written in UTF-8.",
        "Other encodings turn accents into noise on somebody's machine. In most editors: save with encoding, UTF-8.",
    ),
    Card(
        "R002",
        "no-front-matter",
        "A page must start with a line `---`, its front matter, and another line `---`.",
        "The front matter says what the page is about, so that colleagues can find it. The two lines must hold nothing but the three hyphens.",
    ),
    Card(
        "R003",
        "invisible-character",
        "A text must not hold control characters, hidden line ends or characters that change the direction of writing.",
        "Readers and reviewers cannot see them, so a text could say something else than it shows. They often come with copied text; write the spot again.",
    ),
    Card(
        "R004",
        "broken-front-matter",
        "The front matter must be YAML that can be read.",
        "The reader points at the spot where it lost the thread; the cause is usually there or one line above: a colon in unquoted text, a tab, an open quote.",
    ),
    Card(
        "R005",
        "yaml-shorthand",
        "The front matter must not use anchors, aliases, merge keys or tags.",
        "They let a few bytes grow into gigabytes, and a reviewer cannot see the value that results. Write the value out.",
    ),
    Card(
        "R006",
        "key-twice",
        "Each key must stand once in its group.",
        "YAML readers disagree on which of the two counts, so a reviewer might approve one and readers see the other.",
    ),
    Card(
        "R007",
        "too-large",
        "A page must stay within 256 KB and its front matter within 16 KB; a picture or PDF within 4 MB.",
        "Larger files make the site slow for everybody. Split the text, make the picture smaller, or link to the place where the file lives.",
    ),
    Card(
        "R008",
        "nested-too-deep",
        "Front matter must not be nested more than eight levels deep.",
        "No field needs more, and very deep nesting crashes YAML readers.",
    ),
    Card(
        "R009",
        "second-document",
        "The front matter must be a single YAML document.",
        "A second document would be read by some tools and ignored by others.",
    ),
    Card(
        "R010",
        "strange-key",
        "Keys must be plain words.",
        "A list or a group cannot name a field. Write a word, a colon and a space.",
    ),
    Card(
        "R011",
        "not-a-file",
        "Everything below `content/` must be a plain file or a folder.",
        "A symbolic link could publish files from outside the library, and it breaks on other machines. Put the file itself there, or link to its page.",
    ),
    Card(
        "R012",
        "unreadable-file",
        "Every file below `content/` must be readable.",
        "The system refused to open it. Mend the file's permissions and try again.",
    ),
    Card(
        "R013",
        "lone-carriage-return",
        "Lines must end with LF or CRLF.",
        "A carriage return alone was a line end decades ago; today's tools disagree on it, so lines would be counted differently. Save with LF line ends.",
    ),
    Card(
        "R014",
        "out-of-place",
        "A file below `content/` must stand where its kind lives.",
        "Modules live in `modules/<topic>/<id>.md`, or in `modules/<topic>/<id>/index.md` with their pictures beside them; paths in `paths/`, people in `people/`. "
        "Pictures are PNG, JPEG, WebP or GIF, documents PDF; anything else is not published.",
    ),
    Card(
        "R015",
        "not-what-it-says",
        "A picture or PDF must contain what its name says, and nothing else.",
        "A file with another content would not open for readers, or open as something else, and so would one with more behind its end, "
        "such as the film behind a photograph of some telephones. A PDF must not run programs, send forms, hold other files or be encrypted. "
        "Export it again; if it is a pointer of Git LFS, fetch the real file first.",
    ),
)
