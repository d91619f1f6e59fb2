"""What an import can complain about, as cards for `explain` and the reference page."""

from __future__ import annotations

from peerlore.model.findings import Card

CARDS: tuple[Card, ...] = (
    Card(
        "F001",
        "broken-map",
        "An import map must say for each field where its value comes from, in patterns that can be read.",
        "A map that is half understood would adopt hundreds of documents wrongly. Patterns are regular expressions as Python writes them.",
    ),
    Card(
        "F002",
        "foreign-front-matter",
        "The front matter of a foreign document should be YAML that can be read.",
        "What could be read is mapped, and the whole text is kept: under `x-front-matter`, or at the top of the page where it is too long for that.",
        level="warning",
    ),
    Card(
        "F003",
        "foreign-encoding",
        "A foreign document should be written in UTF-8.",
        "Anything else is taken for Windows-1252 and written as UTF-8. Look whether accents and quotes came out right.",
        level="warning",
    ),
    Card(
        "F004",
        "file-not-read",
        "A foreign document must be a plain file of at most 4 MB that can be opened.",
        "Symbolic links may lead out of the folder, and a larger text is no page. The document was not imported.",
    ),
    Card(
        "F005",
        "no-topic",
        "The map must give every document a topic.",
        "The topic is the folder in which the module lives. The document was not imported: add its value to the table of `topic`, or a `default`.",
    ),
    Card(
        "F006",
        "value-left",
        "Every value that the map takes up should fit its field.",
        "What does not fit is left out of the field and kept whole under its `x-` key. Mend the map, or write the field by hand afterwards.",
        level="warning",
    ),
    Card(
        "F007",
        "link-left",
        "Every link should lead to an imported document or to an address that the map gives.",
        "This one leads to neither, so it was left as it is and will be dead. Add a rule to `links`, or mend the link.",
        level="warning",
    ),
    Card(
        "F008",
        "picture-left",
        "Every picture should be taken along, or have an address to which a link can lead.",
        "This one is missing, too large or of a kind that a library does not publish, and the map gives no address for it.",
        level="warning",
    ),
    Card(
        "F009",
        "id-changed",
        "Each document should get an id of its own.",
        "An id is used once in a library, so the later document got a number behind it. Choose a better one before the module is published: ids never change.",
        level="warning",
    ),
    Card(
        "F010",
        "already-there",
        "An import must not change what a library already has.",
        "A file or module of this name is there with another content. It was left alone; rename one of the two, or remove the old one first.",
    ),
    Card(
        "F011",
        "circle-opened",
        "Prerequisites must not lead back to the module itself.",
        "Foreign documents may require each other. The requirement that closes the circle was left out; the original list is kept under its `x-` key.",
        level="warning",
    ),
)

LEVELS = {card.code: card.level for card in CARDS}
