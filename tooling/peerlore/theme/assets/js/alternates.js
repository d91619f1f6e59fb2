// Material takes each `link[rel=alternate]` for a whole site in another language and fetches its sitemap.xml, which at ten
// thousand modules weighs more than any page. Ours are feeds and single translations. A space at the end keeps the meaning
// of the word and hides it from that selector; this runs before Material looks, since modules run before the document is ready.
for (const link of document.head.querySelectorAll("link[rel=alternate]")) {
  link.setAttribute("rel", "alternate ");
}
