// Selects: a box to type in, what fits below it; those of the bot ask it while one types.

import { act, say } from "./act.js";
import { changed, surface } from "./fields.js";

const PAUSE = 250; // milliseconds of quiet before the bot is asked

const parts = (combo) => ({ box: combo.querySelector("[role=combobox]"), list: combo.querySelector("[role=listbox]") });
const lines = (combo) => [...combo.querySelectorAll("[role=option]:not([hidden])")];
const chosen = (combo) => JSON.parse(combo.dataset.chosen);
const many = (combo) => "many" in combo.dataset;
const labels = new WeakMap(); // what a single select shows when nobody types

const label = (combo) => labels.get(combo) ?? parts(combo).box.defaultValue;

export function open(combo, typed = "") {
  const { box, list } = parts(combo);
  for (const other of document.querySelectorAll(".combo")) if (other !== combo) close(other);
  if (list.hidden) {
    if (!labels.has(combo)) labels.set(combo, typed ? box.defaultValue : box.value);
    if (!typed) box.select();
  }
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  show(combo, typed);
  lay(combo, list);
}

// The list stands in front of the modal, not inside what scrolls, and where there is room.
function lay(combo, list) {
  const face = combo.getBoundingClientRect();
  const below = innerHeight - face.bottom - 12;
  const above = face.top - 12;
  const up = below < 180 && above > below;
  Object.assign(list.style, {
    left: `${Math.max(8, Math.min(face.left, innerWidth - face.width - 8))}px`,
    width: `${face.width}px`,
    top: up ? "auto" : `${face.bottom + 4}px`,
    bottom: up ? `${innerHeight - face.top + 4}px` : "auto",
    maxHeight: `${Math.min(300, up ? above : below)}px`,
  });
}

export function close(combo) {
  const { box, list } = parts(combo);
  if (list.hidden) return;
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
  if (many(combo)) box.value = "";
  else if (!box.value.trim() && chosen(combo).length) choose(combo, null);
  else box.value = label(combo);
}

function show(combo, typed) {
  if ("external" in combo.dataset) return suggest(combo, typed);
  const wanted = typed.trim().toLowerCase();
  for (const line of combo.querySelectorAll("[role=option]")) line.hidden = !line.textContent.toLowerCase().includes(wanted);
  for (const group of combo.querySelectorAll(".group")) {
    let next = group.nextElementSibling;
    while (next && next.hidden) next = next.nextElementSibling;
    group.hidden = !next || next.matches(".group");
  }
  mark(combo);
  tell(combo, lines(combo).length ? "" : say("none"));
}

function mark(combo) {
  const now = chosen(combo);
  for (const line of combo.querySelectorAll("[role=option]"))
    line.setAttribute("aria-selected", now.includes(line.dataset.value) ? "true" : "false");
  const all = lines(combo);
  move(combo, all.find((line) => line.getAttribute("aria-selected") === "true") || all[0]);
}

function move(combo, line) {
  const { box } = parts(combo);
  combo.querySelector(".at")?.classList.remove("at");
  if (!line) return box.removeAttribute("aria-activedescendant");
  line.classList.add("at");
  line.scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", line.id);
}

function tell(combo, text) {
  const { list } = parts(combo);
  list.querySelector(".none")?.remove();
  if (!text) return;
  const line = document.createElement("p");
  line.className = "none";
  line.textContent = text;
  list.append(line);
}

let asked = 0;
let pausing = 0;

function suggest(combo, typed) {
  const least = Number(combo.dataset.least);
  const { list } = parts(combo);
  clearTimeout(pausing);
  const mine = ++asked;
  list.replaceChildren();
  if ([...typed].length < least) return tell(combo, say("least", least));
  tell(combo, say("loading"));
  pausing = setTimeout(async () => {
    // The app may have put another field in its place.
    if (!combo.isConnected) return;
    const where = { ...surface(combo), action: combo.dataset.action, block: combo.dataset.block };
    const found = await act("suggest", { ...where, typed });
    // What was asked before the last letter is too late.
    if (mine !== asked || list.hidden) return;
    const groups = found.option_groups || [{ label: null, options: found.options || [] }];
    list.replaceChildren(...groups.flatMap((group, at) => drawn(combo, group, at)));
    mark(combo);
    tell(combo, lines(combo).length ? "" : say("none"));
  }, PAUSE);
}

function drawn(combo, group, at) {
  const rows = group.options.map((option, index) => {
    const line = document.createElement("div");
    line.setAttribute("role", "option");
    line.id = `${combo.dataset.key}-${at}-${index}`;
    line.dataset.value = option.value;
    line.textContent = option.text.text;
    if (option.description) {
      const detail = document.createElement("small");
      detail.textContent = option.description.text;
      line.append(detail);
    }
    return line;
  });
  if (!group.label) return rows;
  const head = document.createElement("p");
  head.className = "group";
  head.textContent = group.label.text;
  return [head, ...rows];
}

function choose(combo, line) {
  const { box } = parts(combo);
  const value = line ? line.dataset.value : null;
  const name = line ? line.firstChild.textContent : "";
  if (many(combo)) {
    const now = chosen(combo);
    if (now.includes(value)) return unpick(combo, value);
    if (now.length >= Number(combo.dataset.most)) return;
    combo.dataset.chosen = JSON.stringify([...now, value]);
    box.before(chip(value, name));
    box.value = "";
    show(combo, "");
    lay(combo, parts(combo).list);
  } else {
    combo.dataset.chosen = JSON.stringify(value === null ? [] : [value]);
    labels.set(combo, name);
    box.value = name;
    close(combo);
  }
  changed(combo);
}

function chip(value, name) {
  const node = document.createElement("span");
  node.className = "chip";
  node.dataset.value = value;
  node.textContent = name;
  const off = document.createElement("button");
  Object.assign(off, { type: "button", className: "unpick", textContent: "×" });
  off.setAttribute("aria-label", say("remove", name));
  node.append(off);
  return node;
}

export function unpick(combo, value) {
  combo.dataset.chosen = JSON.stringify(chosen(combo).filter((each) => each !== value));
  for (const node of combo.querySelectorAll(".chip")) if (node.dataset.value === value) node.remove();
  if (!parts(combo).list.hidden) mark(combo);
  parts(combo).box.focus();
  changed(combo);
}

// Whether the key was a select's.
export function comboKey(event) {
  const combo = event.target.matches?.("[role=combobox]") && event.target.closest(".combo");
  if (!combo) return false;
  const { box, list } = parts(combo);
  const all = lines(combo);
  const at = all.findIndex((line) => line.classList.contains("at"));
  if (event.isComposing) return true;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) open(combo);
    else move(combo, all[Math.max(0, Math.min(all.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (list.hidden) open(combo);
    else if (all[at]) choose(combo, all[at]);
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close(combo);
  } else if (event.key === "Backspace" && !box.value && many(combo) && chosen(combo).length) {
    unpick(combo, chosen(combo).pop());
  } else if (event.key === "Tab") {
    close(combo);
    return false;
  } else return event.key === "Escape" && !list.hidden;
  return true;
}

document.addEventListener("input", (event) => {
  const combo = event.target.matches("[role=combobox]") && event.target.closest(".combo");
  if (!combo) return;
  if (parts(combo).list.hidden) open(combo, event.target.value);
  else show(combo, event.target.value);
});

document.addEventListener("pointerdown", (event) => {
  for (const combo of document.querySelectorAll(".combo")) if (!combo.contains(event.target)) close(combo);
  const combo = event.target.closest(".combo");
  // The box keeps the keyboard while its list is pressed.
  if (combo && event.target.closest("[role=listbox]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const combo = event.target.closest(".combo");
  if (!combo) return;
  const line = event.target.closest("[role=option]");
  const off = event.target.closest(".unpick");
  if (line) choose(combo, line);
  else if (off) unpick(combo, off.closest(".chip").dataset.value);
  else if (!event.target.closest("[role=listbox]")) { parts(combo).box.focus(); if (parts(combo).list.hidden) open(combo); }
});

document.addEventListener("scroll", (event) => {
  if (event.target.matches?.("[role=listbox]")) return;
  for (const combo of document.querySelectorAll(".combo")) if (!parts(combo).list.hidden) lay(combo, parts(combo).list);
}, true);
