"""Forty thousand texts at random, half of them through Markdown: a browser finds nothing in what is left that could do harm."""

from __future__ import annotations

import random
from functools import cache

from markdown import Markdown
from playwright.sync_api import Browser

from peerlore.publishing.clean import clean_html
from peerlore.publishing.engine_settings import MARKDOWN
from peerlore.publishing.formulas import ATTRIBUTES, ELEMENTS
from peerlore.reading import html

CASES, A_PAGE = 20_000, 20
"""Texts of each half; how many of them make one Markdown page."""

# Runs in the browser, whose parser is the one that counts. Also looks at what another round of writing and parsing makes
# of a text, as a search or a script that copies it would.
DANGERS = """([texts, tags, drawn, drawnBy]) => {
  const [allowed, formula, formulaBy] = [tags, drawn, drawnBy].map((names) => new Set(names));
  const dangers = (root) => {
    const found = [];
    for (const element of root.querySelectorAll('*')) {
      const name = element.localName;
      if (element.namespaceURI === 'http://www.w3.org/1998/Math/MathML' && formula.has(name)) {
        found.push(...[...element.attributes].map((one) => one.name).filter((one) => !formulaBy.has(one)));
        continue;
      }
      if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml' || !allowed.has(name)) found.push(`<${name}>`);
      for (const { name: attribute, value } of element.attributes) {
        if (/^on|^data-(?!tabs$)|^style$|^(srcset|srcdoc|action|formaction|background|ping|poster|form|is|slot|popover.*)$/.test(attribute)) found.push(attribute);
        if (['id', 'for', 'name'].includes(attribute) && /^_(?!\\d+$|_(tabbed|codelineno|span|code)[_-])/.test(value)) found.push(`${attribute}=${value}`);
        if (attribute === 'class' && /(^|\\s)(md-(?!button)|pl-(?!cards|center|facts|formula$|lead|left|people|right|stops)|mermaid)/.test(value)) found.push(value);
        if (['href', 'src'].includes(attribute)) {
          const url = URL.parse(value, 'https://library.test/a/b/');
          if (!url) continue;
          const own = url.origin === 'https://library.test';
          if (attribute === 'src' ? !own : !['http:', 'https:', 'mailto:'].includes(url.protocol)) found.push(`${attribute}=${value}`);
        }
      }
    }
    return found;
  };
  return texts.map((text) => {
    const first = new DOMParser().parseFromString(`<body>${text}`, 'text/html').body;
    const again = new DOMParser().parseFromString(`<body><p>${first.innerHTML}`, 'text/html').body;
    return [...dangers(first), ...dangers(again)];
  });
}"""

_TAGS = [
    *("a", "b", "i", "p", "div", "span", "details", "summary", "table", "tr", "td", "caption", "ul", "li", "pre", "code", "h2", "img", "input", "label"),
    *("script", "style", "svg", "math", "iframe", "object", "embed", "form", "button", "select", "option", "template", "noscript", "title", "textarea"),
    *("xmp", "plaintext", "foreignObject", "desc", "mtext", "mi", "mglyph", "malignmark", "annotation-xml", "video", "audio", "base", "meta", "link"),
    *("body", "html", "head", "frameset", "use", "animate", "set", "x-y", "image", "keygen", "marquee", "noembed", "noframes"),
]  # fmt: skip
_NAMES = [
    *("href", "src", "class", "id", "style", "onclick", "onerror", "onload", "ontoggle", "srcset", "srcdoc", "action", "formaction", "name", "for", "type"),
    *("xlink:href", "xmlns", "data-md-component", "title", "alt", "lang", "http-equiv", "content", "background", "popover", "is", "markdown", "encoding"),
]  # fmt: skip
_VALUES = [
    *("x", "1", "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&Tab;script:alert(1)", "&#1;javascript:alert(1)", "data:text/html,<script>1</script>"),
    *("//evil.test/x", "https://evil.test/x.png", "\\\\\\\\evil.test/x", "/\\\\evil.test", "a.png", "__config", "__search", "md-overlay", "pl-approval", "mermaid"),
    *("position:fixed", "text-align:left", "--><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", "text/html", "refresh", "checkbox", "image"),
]  # fmt: skip
_LOOSE = [
    *("<!--", "-->", "--!>", "<![CDATA[", "]]>", "<?", "?>", "<!", "</", "<", ">", '"', "'", "`", "=", "/", "\\", "\x00", "\x0c", "\n", "\t", " ", "&lt;"),
    *("&#60;", "&Tab;", "&colon;", "text", "é", "\u202e", "\ufeff", "</p>", "</table>", "</svg>", "</math>", "</title>", "</textarea>"),
]  # fmt: skip
_MARKDOWN = [
    *("\n\n", "\n", "# ", "## ", "- ", "1. ", "> ", "    ", "!!! note ", '!!! note "', "??? x\n\n    ", '=== "', "```\n", "``` {", "~~~\n", "`", "**", "_", "=="),
    *("[", "](", ")", "]: ", "![", "[^1]", "[^1]: ", "*[", "{: ", "{#", "{.", " }", "|", "\n|-|-|\n", ": ", "- [x] ", "<", ">", "\\", "&", "$", "\\(", "\\)"),
    *("javascript:alert(1)", "//evil.test/x", '<div markdown="1">', "</div>", "&#x6A;", "data-toc-label=", "onclick=alert(1)", 'title="', "#__config", ".md-search"),
]  # fmt: skip


def tag(chance: random.Random) -> str:
    pick = chance.choice
    quote = pick(('"', "'", "", "`"))
    pairs = "".join(f"{pick((' ', '/', chr(10), chr(12)))}{pick(_NAMES)}={quote}{pick(_VALUES)}{quote}" for _ in range(chance.randrange(4)))
    return f"{pick(('<', '<', '<', '</', '< '))}{pick(_TAGS)}{pairs}{pick(('>', '>', '>', '/>', ' ', ''))}"


def text(chance: random.Random, loose: list[str]) -> str:
    return "".join(tag(chance) if chance.random() < 0.5 else chance.choice(loose) for _ in range(chance.randrange(2, 14)))


@cache
def html_texts() -> list[str]:
    chance = random.Random(4711)  # noqa: S311 - nothing secret is made here
    return [text(chance, _LOOSE) for _ in range(CASES)]


@cache
def markdown_pages() -> list[str]:
    chance = random.Random(1174)  # noqa: S311 - nothing secret is made here
    return ["\n\n".join(text(chance, _LOOSE + _MARKDOWN * 2) for _ in range(A_PAGE)) for _ in range(CASES // A_PAGE)]


def rendered(pages: list[str], extensions: dict[str, dict[str, object]]) -> list[str]:
    engine = Markdown(extensions=list(extensions), extension_configs=extensions)
    return [engine.reset().convert(page) for page in pages]


ALLOWED = (sorted(html.TAGS), sorted(ELEMENTS), sorted(ATTRIBUTES))


def dangers(browser: Browser, texts: list[str]) -> list[str]:
    """What is dangerous in which text; a text without danger is not among them."""
    page = browser.new_page()
    found = [page.evaluate(DANGERS, [texts[start : start + 2000], *ALLOWED]) for start in range(0, len(texts), 2000)]
    page.close()
    return [f"{said} in {text!r}" for text, said in zip(texts, (said for part in found for said in part), strict=True) if said]


def test_these_texts_are_dangerous(browser: Browser) -> None:
    assert len(dangers(browser, html_texts())) > CASES * 0.6
    bare = {name: options for name, options in MARKDOWN.items() if name != "peerlore.publishing.sanitizer"}
    pages = rendered(markdown_pages()[:100], bare)
    assert len(dangers(browser, pages)) == len(pages)


def test_nothing_dangerous_is_left_of_html(browser: Browser) -> None:
    assert dangers(browser, [clean_html(text) for text in html_texts()]) == []


def test_nothing_dangerous_is_left_of_markdown(browser: Browser) -> None:
    assert dangers(browser, rendered(markdown_pages(), MARKDOWN)) == []
