// The page draws nothing itself: it sends what people do, and takes over what the server draws.
"use strict";

const place = () => document.body.dataset;

async function act(name, content) {
  const where = { channel: place().channel, user: place().user, thread: place().thread };
  try {
    const answer = await fetch(`/act/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...where, ...content }),
    });
    const result = await answer.json();
    if (result.note) toast(result.note);
    return result;
  } catch {
    toast("The workspace does not answer. Is it still running?");
    return { ok: false };
  }
}

let toasted = 0;
function toast(text) {
  const box = document.getElementById("toast");
  box.textContent = text;
  box.classList.add("shown");
  clearTimeout(toasted);
  toasted = setTimeout(() => { box.classList.remove("shown"); box.textContent = ""; }, 6000);
}

// ---- taking over what the server draws

const keyOf = (node) => (node.nodeType === 1 ? node.id || node.dataset.key || "" : "");

function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return void old.replaceWith(fresh);
  if (old.nodeType !== 1) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  // Same hash: leave it as the person left it, sorted, opened, paged.
  if (old.dataset.hash && old.dataset.hash === fresh.dataset.hash) return;
  attributes(old, fresh);
  if ("keep" in old.dataset) return;
  children(old, fresh);
}

function attributes(old, fresh) {
  const own = ["nav-open", "shown", "ready"].filter((name) => old.classList.contains(name));
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== "style") old.removeAttribute(name);
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

let busy = null;
let again = false;

// One fetch at a time; whatever happens meanwhile leads to one more.
function refresh() {
  if (busy) { again = true; return busy; }
  busy = draw().catch(() => {}).finally(() => { busy = null; if (again) { again = false; refresh(); } });
  return busy;
}

async function draw() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const before = { where: where(), known: new Set(keys()), low: lists().map(atBottom) };
  const focused = document.activeElement && document.activeElement.id;
  document.title = fresh.title;
  morph(document.body, document.adoptNode(fresh.body));
  settle(before);
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
}

const where = () => `${place().channel}/${place().user}/${place().thread}`;
const lists = () => ["messages", "thread-messages", "journal-lines"].map((id) => document.getElementById(id));
const atBottom = (list) => !list || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
const keys = () => [...document.querySelectorAll(".message")].map((node) => node.dataset.key);

function settle(before) {
  const [messages, thread, journal] = lists();
  const [room, user, threadTs] = before.where.split("/");
  const moved = room !== place().channel || user !== place().user;
  if (messages && (moved || before.low[0])) messages.scrollTop = messages.scrollHeight;
  if (thread && (moved || threadTs !== place().thread || before.low[1])) thread.scrollTop = thread.scrollHeight;
  if (journal && before.low[2]) journal.scrollTop = journal.scrollHeight;
  if (!moved && threadTs === place().thread) announce(before.known);
  const modal = document.getElementById("modal");
  if (modal && !modal.contains(document.activeElement)) modal.focus();
  if (!modal && opener && document.activeElement === document.body) { opener.focus(); opener = null; }
  document.querySelectorAll(".composer").forEach(fit);
  seen();
}

function announce(known) {
  const fresh = [...document.querySelectorAll(".message")].filter((node) => !known.has(node.dataset.key));
  if (fresh.length && fresh.length < 10)
    document.getElementById("said").textContent =
      fresh.map((node) => `${node.dataset.author}: ${node.dataset.heard}`).join(". ");
}

let read = "";
function seen() {
  const newest = [...document.querySelectorAll("#messages .message")].pop();
  const mark = `${where()}/${newest ? newest.dataset.ts : ""}`;
  if (document.visibilityState === "visible" && newest && mark !== read) { read = mark; act("read", {}); }
}

async function go(href) {
  const opens = new URL(href, location.href).searchParams.get("thread");
  history.pushState(null, "", href);
  document.body.classList.remove("nav-open");
  await refresh();
  const target = opens && opens === place().thread ? "#thread-composer textarea" : "#composer textarea";
  if (matchMedia("(hover: hover)").matches) document.querySelector(target)?.focus();
}

// ---- the composer

const history_ = [];

function fit(form) {
  const area = form.querySelector("textarea");
  area.style.height = "auto";
  if (area.value) area.style.height = `${area.scrollHeight}px`;
  form.classList.toggle("ready", Boolean(area.value.trim()));
  const hint = form.querySelector(".hint");
  hint.hidden = !(area.value.startsWith("/") && !area.value.includes(" ") && form.id === "composer");
}

async function send(form) {
  const area = form.querySelector("textarea");
  const text = area.value;
  if (!text.trim()) return;
  history_.push(text);
  area.value = "";
  fit(form);
  const list = form.previousElementSibling;
  if (list) list.scrollTop = list.scrollHeight;
  const result = await act("type", { text, thread: form.dataset.thread });
  if (!result.ok && !area.value) { area.value = text; fit(form); }
  await refresh();
  if (list) list.scrollTop = list.scrollHeight;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest(".composer");
  if (form) fit(form);
});

document.addEventListener("keydown", (event) => {
  const area = event.target.closest?.(".composer textarea");
  // While Chinese is being composed, Enter chooses characters.
  if (area && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send(area.form);
  } else if (area && event.key === "ArrowUp" && !area.value && history_.length) {
    event.preventDefault();
    area.value = history_[history_.length - 1];
    fit(area.form);
  } else if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    else if (document.getElementById("modal")) act("close", {}).then(refresh);
    else if (document.body.classList.contains("nav-open")) document.body.classList.remove("nav-open");
  } else if (event.key === "Tab") trap(event);
});

// A modal keeps the keyboard inside itself.
function trap(event) {
  const modal = document.getElementById("modal");
  if (!modal) return;
  const stops = [...modal.querySelectorAll("a[href], button:not(:disabled), input, select, textarea, summary, [tabindex='0']")];
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement === edge || !modal.contains(document.activeElement)) {
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
  }
}

// ---- what can be pressed

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.matches(".composer")) send(event.target);
  else if (event.target.id === "modal") submit(event.target);
});

async function submit(modal) {
  const values = {};
  for (const field of modal.querySelectorAll("[data-input]"))
    (values[field.dataset.input] ||= {})[field.dataset.action] = field.value;
  const result = await act("submit", { values });
  const wrong = modal.querySelector(".wrong");
  wrong.textContent = Object.values(result.errors || {}).join(" ");
  wrong.hidden = !wrong.textContent;
  if (result.ok) refresh();
}

// The button that the focus comes back to when its modal closes.
let opener = null;

async function press(button) {
  if (button.dataset.confirm && !confirm(button.dataset.confirm)) return;
  const message = button.closest(".message");
  const menu = button.closest("details.menu");
  if (message) opener = menu ? menu.querySelector("summary") : button;
  if (menu) menu.open = false;
  button.setAttribute("aria-busy", "true");
  await act("press", {
    ts: message?.dataset.ts, modal: Boolean(button.closest("#modal")),
    action: button.dataset.actionId, value: button.dataset.value ?? null,
  });
  button.removeAttribute("aria-busy");
  refresh();
}

document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest(selector);
  let hit;
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  if ((hit = at("a[data-go]")) && !event.metaKey && !event.ctrlKey) { event.preventDefault(); go(hit.href); }
  else if ((hit = at("[data-action-id]"))) { if (hit.getAttribute("aria-busy") !== "true") press(hit); }
  else if ((hit = at(".moment"))) act("move", { at: hit.dataset.at }).then(refresh);
  else if ((hit = at("[data-invite]"))) act("invite", {}).then(refresh);
  else if ((hit = at("[data-dismiss]"))) act("dismiss", { ts: hit.dataset.dismiss }).then(refresh);
  else if ((hit = at("[data-close]"))) act("close", {}).then(refresh);
  else if ((hit = at("[data-prompt]"))) act("type", { text: hit.dataset.prompt, thread: "" }).then(refresh);
  else if ((hit = at(".sort"))) sort(hit);
  else if ((hit = at("[data-turn]"))) turn(hit.closest(".grid"), Number(hit.dataset.turn));
  else if (at("#open-nav")) { document.body.classList.toggle("nav-open"); document.querySelector("#sidebar a").focus(); }
  else if (document.body.classList.contains("nav-open") && !at("#sidebar")) document.body.classList.remove("nav-open");
});

// A menu opens to where there is room.
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details.menu") || !menu.open) return;
  const sheet = menu.querySelector(".sheet");
  sheet.classList.remove("up", "left");
  const box = sheet.getBoundingClientRect();
  const frame = (menu.closest("#messages, #thread-messages, .modal-body") || document.body).getBoundingClientRect();
  if (box.bottom > frame.bottom && menu.getBoundingClientRect().top - box.height > frame.top) sheet.classList.add("up");
  if (box.right > frame.right) sheet.classList.add("left");
}, true);

// ---- data tables

function sort(button) {
  const grid = button.closest(".grid");
  const head = button.closest("th");
  const column = Number(button.dataset.column);
  const numbers = button.dataset.numbers === "1";
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of grid.querySelectorAll("thead th")) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = grid.querySelector("tbody");
  const value = (row) => (numbers ? Number(row.cells[column].dataset.value) : row.cells[column].textContent);
  const order = (a, b) => (numbers ? value(a) - value(b) : value(a).localeCompare(value(b)));
  body.append(...[...body.rows].sort((a, b) => (down ? -order(a, b) : order(a, b))));
  grid.dataset.page = 0;
  turn(grid, 0);
}

function turn(grid, by) {
  const size = Number(grid.dataset.pageSize);
  const rows = [...grid.querySelectorAll("tbody tr")];
  const last = Math.ceil(rows.length / size) - 1;
  const page = Math.max(0, Math.min(last, Number(grid.dataset.page || 0) + by));
  grid.dataset.page = page;
  rows.forEach((row, index) => { row.hidden = index < page * size || index >= (page + 1) * size; });
  const pager = grid.querySelector(".pager");
  if (!pager) return;
  pager.querySelector(".at").textContent = page + 1;
  pager.querySelector('[data-turn="-1"]').disabled = page === 0;
  pager.querySelector('[data-turn="1"]').disabled = page === last;
}

// ---- staying up to date

function listen() {
  const live = new EventSource("/live");
  live.onmessage = refresh;
  live.onopen = refresh;
  live.onerror = () => {
    const gone = document.createElement("p");
    gone.textContent = "The workspace does not answer: it was stopped, or is about to come back.";
    document.getElementById("banner").replaceChildren(gone);
    if (live.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}

window.addEventListener("popstate", refresh);
document.addEventListener("visibilitychange", seen);
settle({ where: "//", known: new Set(), low: [true, true, true] });
if (matchMedia("(hover: hover)").matches)
  document.querySelector(place().thread ? "#thread-composer textarea" : "#composer textarea")?.focus();
listen();
