// Builds and patches the document. Every string becomes a text node or an attribute, never markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element from `tag.class.class` and its children.
 * @param {string} name tag with classes, such as `p.why`
 * @param {object} props attributes; `key` pairs it with its predecessor, `vars` are custom properties set through the
 *   CSS object model (a strict content policy refuses style attributes), `fit` are texts from the longest to the shortest
 */
export function h(name, props = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "key") node._key = String(value);
    else if (key === "vars") applyVars(node, value);
    else if (key === "fit") node._fit = value;
    else if (key === "class") node.className = `${node.className} ${value}`.trim();
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

/** A state shape or icon of the sprite. It says nothing by itself: the word stands beside it or in the name around it. */
export function shape(id, classes = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `shape ${classes}`.trim());
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("viewBox", id.startsWith("s-") ? "0 0 48 48" : "0 0 24 24");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${id}`);
  svg.append(use);
  return svg;
}

/** Text for readers of the screen by ear only. */
export const spoken = (text) => h("span.spoken", {}, text);

function applyVars(node, vars) {
  node._vars = vars;
  for (const [name, value] of Object.entries(vars)) node.style.setProperty(name, value);
}

/** Makes the children of `parent` equal to `next`, keeping what is already there: focus and identity survive. */
export function morph(parent, next) {
  const wanted = next.flat(3).filter((c) => c !== null && c !== undefined && c !== false);
  const keyed = new Map();
  for (const child of parent.childNodes) if (child._key) keyed.set(child._key, child);
  let cursor = parent.firstChild;
  for (const item of wanted) {
    const node = typeof item === "string" ? document.createTextNode(item) : item;
    while (cursor && cursor._key && cursor._key !== node._key && !wantsKey(wanted, cursor._key)) {
      const gone = cursor;
      cursor = cursor.nextSibling;
      gone.remove();
    }
    const old = node._key ? keyed.get(node._key) : cursor && !cursor._key ? cursor : null;
    if (old && old.nodeName === node.nodeName) {
      if (old === cursor) cursor = cursor.nextSibling;
      else parent.insertBefore(old, cursor);
      patch(old, node);
    } else {
      parent.insertBefore(node, cursor);
    }
  }
  while (cursor) {
    const gone = cursor;
    cursor = cursor.nextSibling;
    gone.remove();
  }
}

const wantsKey = (wanted, key) => wanted.some((w) => w._key === key);

// Not touched by a new drawing: custom properties live in the one, a reader opens and closes the other.
const OWN = new Set(["style", "open"]);

function patch(old, node) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== node.data) old.data = node.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!OWN.has(name) && !node.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of node.attributes) {
    if (!OWN.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  patchVars(old, node);
  old._fit = node._fit;
  morph(old, [...node.childNodes]);
}

function patchVars(old, node) {
  for (const name of Object.keys(old._vars ?? {})) {
    if (!(name in (node._vars ?? {}))) old.style.removeProperty(name);
  }
  if (node._vars) applyVars(old, node._vars);
  else old._vars = undefined;
}
