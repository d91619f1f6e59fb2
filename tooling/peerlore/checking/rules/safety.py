"""What could harm a reader or break a machine: raw HTML, hidden characters, texts that engines choke on."""

from __future__ import annotations

from peerlore.checking.rule import Rule
from peerlore.checking.rules import attributes, elements, foreign_syntax, heavy, hidden

RULES: tuple[Rule, ...] = (
    Rule("X001", "unpublished-element", elements.element_is_published),
    Rule("X002", "vanishing-words", elements.words_do_not_vanish),
    Rule("X003", "open-element", elements.element_is_closed, "warning"),
    Rule("X004", "event-handler", attributes.attribute_runs_nothing),
    Rule("X005", "unpublished-attribute", attributes.attribute_is_published, "warning"),
    Rule("X006", "name-of-the-site", attributes.name_is_free, "warning"),
    Rule("X007", "hidden-address", attributes.address_is_open),
    Rule("X008", "foreign-command", foreign_syntax.command_is_text, "warning"),
    Rule("X009", "second-front-matter", foreign_syntax.front_matter_stands_once, "warning"),
    Rule("X010", "character-without-width", hidden.characters_have_width, "warning"),
    Rule("X011", "hidden-text", hidden.text_is_all_there_is),
    Rule("X012", "mixed-alphabets", hidden.word_has_one_alphabet, "warning"),
    Rule("X013", "heavy-text", heavy.text_is_quick_to_read),
    Rule("X014", "deep-nesting", heavy.text_is_flat),
)
