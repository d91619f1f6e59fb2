// Opens the tab that the address names and, where tabs are linked, those that the reader chose last.
{
  const chosen = "linked" in document.currentScript.dataset ? __md_get("__tabs") : null;
  for (const group of Array.isArray(chosen) ? document.querySelectorAll(".tabbed-set") : []) {
    const labels = [...group.querySelectorAll(":scope > .tabbed-labels > label")];
    const label = chosen.map((name) => labels.find((label) => label.innerText.trim() === name)).find(Boolean);
    if (label) document.getElementById(label.htmlFor).checked = true;
  }
  const named = document.getElementById(location.hash.slice(1));
  if (named?.name?.startsWith("__tabbed_")) named.checked = true;
}
