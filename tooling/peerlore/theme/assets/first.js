// What Material expects on every page before anything else: where the site begins, and what it remembers in this browser.
{
  const scope = new URL(document.currentScript.dataset.scope, location);
  if (!scope.pathname.endsWith("/")) scope.pathname += "/";

  window.__md_scope = scope;
  window.__md_hash = (text) => [...text].reduce((hash, letter) => ((hash << 5) - hash + letter.charCodeAt(0)) | 0, 0);
  window.__md_get = (name, store = localStorage, place = scope) => JSON.parse(store.getItem(`${place.pathname}.${name}`));
  window.__md_set = (name, value, store = localStorage, place = scope) => {
    try {
      store.setItem(`${place.pathname}.${name}`, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing forgets the choice; the page works all the same.
    }
  };
  document.documentElement.dataset.platform = navigator.platform;
}
