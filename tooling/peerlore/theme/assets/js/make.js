// @ts-check
// Elements made from values. Text is always text: nothing that a contributor wrote is ever read as HTML here.

/**
 * An element with attributes and children; attributes that are false, null or undefined are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [attributes] names that begin with `on` are listeners
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SHAPES = {
  look: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm5 11.5 5 5",
  close: "m6 6 12 12M18 6 6 18",
};

/**
 * A drawing of ours, for the eye alone.
 * @param {keyof typeof SHAPES} shape
 */
export function icon(shape) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", width: "20", height: "20", "aria-hidden": "true", focusable: "false" })) {
    drawing.setAttribute(name, value);
  }
  const line = document.createElementNS(space, "path");
  for (const [name, value] of Object.entries({ d: SHAPES[shape], fill: "none", stroke: "currentColor", "stroke-width": "2", "stroke-linecap": "round" })) {
    line.setAttribute(name, value);
  }
  drawing.append(line);
  return drawing;
}
