"""What could harm a reader or break a machine: raw HTML, hidden characters, texts that engines choke on."""

from __future__ import annotations

from peerlore.checking.rule import AnyRule, PageRule
from peerlore.checking.rules import attributes, elements, foreign_syntax, heavy, hidden

RULES: tuple[AnyRule, ...] = (
    PageRule("X001", "unpublished-element", elements.element_is_published),
    PageRule("X002", "vanishing-words", elements.words_do_not_vanish),
    PageRule("X003", "open-element", elements.element_is_closed, "warning"),
    PageRule("X004", "event-handler", attributes.attribute_runs_nothing),
    PageRule("X005", "unpublished-attribute", attributes.attribute_is_published, "warning"),
    PageRule("X006", "name-of-the-site", attributes.name_is_free, "warning"),
    PageRule("X007", "hidden-address", attributes.address_is_open),
    PageRule("X008", "foreign-command", foreign_syntax.command_is_text, "warning"),
    PageRule("X009", "second-front-matter", foreign_syntax.front_matter_stands_once, "warning"),
    PageRule("X010", "character-without-width", hidden.characters_have_width, "warning"),
    PageRule("X011", "hidden-text", hidden.text_is_all_there_is),
    PageRule("X012", "mixed-alphabets", hidden.word_has_one_alphabet, "warning"),
    PageRule("X013", "heavy-text", heavy.text_is_quick_to_read),
    PageRule("X014", "deep-nesting", heavy.text_is_flat),
)
