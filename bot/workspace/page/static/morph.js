// Takes over what the server draws, and leaves what the person has in hand.

const keyOf = (node) => (node.nodeType === 1 ? node.dataset.key || node.id || "" : "");
const OWN = ["nav-open", "shown", "ready", "at"];

export function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return void old.replaceWith(fresh);
  if (old.nodeType !== 1) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  // Same hash: leave it as the person left it, sorted, opened, paged, half filled in.
  if (old.dataset.hash && old.dataset.hash === fresh.dataset.hash) return;
  if (old.id === "content") return;
  attributes(old, fresh);
  if ("keep" in old.dataset) return;
  children(old, fresh);
}

function attributes(old, fresh) {
  const own = OWN.filter((name) => old.classList.contains(name));
  const stay = (name) => name === "style" || (name === "open" && ["DETAILS", "DIALOG"].includes(old.nodeName));
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !stay(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (own.length) old.classList.add(...own);
}

function children(old, fresh) {
  const keyed = new Map([...old.children].filter(keyOf).map((node) => [keyOf(node), node]));
  let at = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    const match = keyOf(node) ? keyed.get(keyOf(node)) : at && !keyOf(at) && at.nodeName === node.nodeName ? at : null;
    if (!match) { old.insertBefore(node, at); continue; }
    if (match !== at) old.insertBefore(match, at);
    at = match.nextSibling;
    morph(match, node);
  }
  while (at) { const next = at.nextSibling; at.remove(); at = next; }
}
