// Keeps the page as the server draws it, and the reader where they are.

import { act, place, say } from "./act.js";
import { morph } from "./morph.js";
import { fit } from "./composer.js";

let busy = null;
let again = false;

// One fetch at a time; whatever happens meanwhile leads to one more.
export function refresh() {
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
  document.documentElement.lang = fresh.documentElement.lang;
  morph(document.body, document.adoptNode(fresh.body));
  settle(before);
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
}

const where = () => [place().channel, place().user, place().tab, place().thread].join("/");
const lists = () => ["messages", "thread-messages", "journal-lines"].map((id) => document.getElementById(id));
const atBottom = (list) => !list || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
const keys = () => [...document.querySelectorAll(".message")].map((node) => node.dataset.key);

// The button that the focus comes back to when its modal closes.
let opener = null;
export function opens(button) { opener = button; }

export function settle(before) {
  const [messages, thread, journal] = lists();
  const [room, user, tab, threadTs] = before.where.split("/");
  const moved = room !== place().channel || user !== place().user || tab !== place().tab;
  if (messages && (moved || before.low[0])) messages.scrollTop = messages.scrollHeight;
  if (thread && (moved || threadTs !== place().thread || before.low[1])) thread.scrollTop = thread.scrollHeight;
  if (journal && before.low[2]) journal.scrollTop = journal.scrollHeight;
  if (!moved && threadTs === place().thread) announce(before.known);
  const modal = document.getElementById("modal");
  if (modal && !modal.contains(document.activeElement)) first(modal).focus();
  if (!modal && opener && document.activeElement === document.body) { opener.focus(); opener = null; }
  document.querySelectorAll(".composer").forEach(fit);
  if (moved && place().app) act("open", {});
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
export function seen() {
  const newest = [...document.querySelectorAll("#messages .message")].pop();
  const mark = `${where()}/${newest ? newest.dataset.ts : ""}`;
  if (document.visibilityState === "visible" && newest && mark !== read) { read = mark; act("read", {}); }
}

export async function go(href) {
  const opens = new URL(href, location.href).searchParams.get("thread");
  history.pushState(null, "", href);
  document.body.classList.remove("nav-open");
  await refresh();
  const target = opens && opens === place().thread ? "#thread-composer textarea" : "#composer textarea";
  if (matchMedia("(hover: hover)").matches) document.querySelector(target)?.focus();
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
