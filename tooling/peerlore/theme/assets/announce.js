// Hides a notice that the reader has closed.
{
  const notice = document.querySelector("[data-md-component=announce]");
  const text = notice?.querySelector(".md-typeset")?.innerHTML;
  if (text !== undefined && __md_hash(text) === __md_get("__announce")) notice.hidden = true;
}
