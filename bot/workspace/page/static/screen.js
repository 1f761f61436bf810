// Keeps the page as the server draws it, and the reader where they are.

import { act, place, say } from "./act.js";
import { morph } from "./morph.js";
import { fit } from "./composer.js";

let busy = null;
let next = null;

// One fetch at a time; whatever happens meanwhile leads to one more, and who asked meanwhile waits for that one.
export function refresh() {
  if (busy) return (next ||= busy.then(() => { next = null; return refresh(); }));
  busy = draw().catch(() => {}).finally(() => { busy = null; });
  return busy;
}

async function draw() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const before = { where: where(), pane: place().pane, known: new Set(keys()), low: lists().map(atBottom) };
  const focused = document.activeElement && document.activeElement.id;
  document.title = fresh.title;
  document.documentElement.lang = fresh.documentElement.lang;
  morph(document.body, document.adoptNode(fresh.body));
  settle(before);
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
}

const where = () => [place().channel, place().user, place().tab, place().thread].join("/");
const lists = () => ["messages", "thread-messages", "journal-lines", "pane-messages"].map((id) => document.getElementById(id));
const atBottom = (list) => !list || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
const keys = () => [...document.querySelectorAll(".message")].map((node) => node.dataset.key);

// The button that the focus comes back to when its modal closes.
let opener = null;
export function opens(button) { opener = button; }

export function settle(before) {
  const [messages, thread, journal, pane] = lists();
  const [room, user, tab, threadTs] = before.where.split("/");
  const moved = room !== place().channel || user !== place().user || tab !== place().tab;
  if (messages && (moved || before.low[0])) messages.scrollTop = messages.scrollHeight;
  if (thread && (moved || threadTs !== place().thread || before.low[1])) thread.scrollTop = thread.scrollHeight;
  if (journal && before.low[2]) journal.scrollTop = journal.scrollHeight;
  if (pane && (before.pane !== place().pane || before.low[3])) pane.scrollTop = place().pane === "new" ? 0 : pane.scrollHeight;
  if (!moved && threadTs === place().thread) announce(before.known);
  const modal = document.getElementById("modal");
  if (modal && !modal.contains(document.activeElement)) first(modal).focus();
  if (!modal && opener && document.activeElement === document.body) { opener.focus(); opener = null; }
  document.querySelectorAll(".composer").forEach(fit);
  if (moved && place().app) act("open", {});
  if (place().pane && (!before.pane || user !== place().user)) act("open", { pane: true });
  else if (place().pane && moved) act("look", {});
  seen();
}

const first = (modal) =>
  modal.querySelector(".modal-body [data-field]:not(div), .modal-body [role=combobox], .modal-body .ticks input") || modal;

function announce(known) {
  const fresh = [...document.querySelectorAll(".message")].filter((node) => !known.has(node.dataset.key));
  if (fresh.length && fresh.length < 10)
    document.getElementById("said").textContent =
      fresh.map((node) => `${node.dataset.author}: ${node.dataset.heard}`).join(". ");
}

let read = "";
let readInPane = "";
export function seen() {
  const newest = [...document.querySelectorAll("#messages .message")].pop();
  const mark = `${where()}/${newest ? newest.dataset.ts : ""}`;
  if (document.visibilityState !== "visible") return;
  if (newest && mark !== read) { read = mark; act("read", {}); }
  const pane = document.getElementById("pane");
  const last = pane && [...pane.querySelectorAll(".message")].pop();
  if (last && last.dataset.ts !== readInPane) { readInPane = last.dataset.ts; act("read", { channel: pane.dataset.room }); }
}

export async function go(href) {
  const asked = new URL(href, location.href).searchParams;
  const before = place().pane;
  history.pushState(null, "", href);
  document.body.classList.remove("nav-open");
  await refresh();
  const inPane = place().pane && place().pane !== before;
  const inThread = asked.get("thread") && asked.get("thread") === place().thread;
  const target = `#${inPane ? "pane-" : inThread ? "thread-" : ""}composer textarea`;
  if (matchMedia("(hover: hover)").matches) document.querySelector(target)?.focus();
}

// The address with another thread of the app's pane.
export function beside(pane) {
  const address = new URL(location.href);
  address.searchParams.set("pane", pane);
  return address.href;
}

export function listen() {
  const live = new EventSource("/live");
  live.onmessage = refresh;
  live.onopen = refresh;
  live.onerror = () => {
    const gone = document.createElement("p");
    gone.textContent = say("gone");
    document.getElementById("banner").replaceChildren(gone);
    if (live.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}
