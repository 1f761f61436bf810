// The page draws nothing itself: it sends what people do, and takes over what the server draws.

import { act, place, say } from "./act.js";
import { comboKey } from "./combo.js";
import { composerKey, fit, send } from "./composer.js";
import { press, room, submit } from "./fields.js";
import { sort, turn } from "./grid.js";
import { ask, sure } from "./question.js";
import { beside, go, listen, opens, refresh, seen, settle } from "./screen.js";

const then = (done) => done.then(refresh);

async function channel(button) {
  const what = button.dataset.channelDo;
  const content = { do: what };
  button.closest("details.menu")?.removeAttribute("open");
  if (what === "rename" || what === "create") {
    content.name = await ask({ title: button.textContent.replace("+", ""), text: say("name"), value: button.dataset.name || "" });
    if (content.name === null) return;
  } else if (!(await sure(button))) return;
  const result = await act("channel", content);
  if (result.go) go(result.go);
  else refresh();
}

function shortcut(button) {
  const menu = button.closest("details.menu");
  menu.open = false;
  opens(menu.querySelector("summary"));
  const message = button.closest(".message");
  return then(act("shortcut", { shortcut: button.dataset.shortcut, ts: message?.dataset.ts, ...room(button) }));
}

async function prompt(button) {
  const inside = button.closest("#pane") ? { pane: true, ...room(button) } : {};
  const result = await act("type", { text: button.dataset.prompt, thread: "", ...inside });
  if (result.ts && inside.pane) go(beside(result.ts));
  else refresh();
}

async function title(button) {
  const given = await ask({ title: button.textContent, value: button.dataset.name });
  if (given !== null) then(act("title", { ts: button.dataset.title, title: given, ...room(button) }));
}

// What went over the wire stands beside the traffic.
async function line(row) {
  const box = document.getElementById("content");
  document.querySelector("#journal .at")?.classList.remove("at");
  if (box.dataset.line === row.dataset.line && !box.hidden) { box.hidden = true; return; }
  const result = await act("line", { number: row.dataset.line });
  if (!result.ok) return;
  row.classList.add("at");
  box.dataset.line = row.dataset.line;
  box.textContent = result.content;
  box.hidden = false;
  box.scrollTop = 0;
}

async function clock(button) {
  const at = await ask({ title: button.dataset.title, value: button.dataset.now });
  if (at !== null) then(act("move", { at }));
}

const PRESSED = {
  "[data-press]": (node) => press(node, node.dataset.value ?? null),
  "[data-shortcut]": shortcut,
  "[data-channel-do]": channel,
  ".moment": (node) => then(act("move", { at: node.dataset.at })),
  "[data-speak]": (node) => then(act("speak", { language: node.dataset.speak })),
  "[data-dismiss]": (node) => then(act("dismiss", { ts: node.dataset.dismiss, ...room(node) })),
  "[data-close]": (node) => then(act("close", { whole: node.dataset.close === "whole" })),
  "[data-prompt]": prompt,
  "[data-line]": line,
  "#clock": clock,
  "#pane [data-title]": title,
  "[data-stop]": (node) => then(act("stop", { ts: node.dataset.stop, ...room(node) })),
  "[data-fault]": (node) => then(act("fault", { kind: node.dataset.fault })),
  ".sort": sort,
  "[data-turn]": (node) => turn(node.closest(".grid"), Number(node.dataset.turn)),
  "#open-nav": () => { document.body.classList.toggle("nav-open"); document.querySelector("#sidebar a").focus(); },
};

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  const link = event.target.closest("a[data-go]");
  if (link && !event.metaKey && !event.ctrlKey) { event.preventDefault(); return void go(link.href); }
  for (const [selector, done] of Object.entries(PRESSED)) {
    const hit = event.target.closest(selector);
    if (hit) return void done(hit);
  }
  if (document.body.classList.contains("nav-open") && !event.target.closest("#sidebar")) document.body.classList.remove("nav-open");
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  event.preventDefault();
  if (form.matches(".composer")) send(form);
  else if (form.id === "modal") submit(form);
  else if (form.id === "fault") then(act("fault", Object.fromEntries(new FormData(form))));
});

document.addEventListener("input", (event) => {
  const form = event.target.closest(".composer");
  if (form) fit(form);
});

document.addEventListener("keydown", (event) => {
  if (document.getElementById("question").open || composerKey(event) || comboKey(event)) return;
  const menu = event.target.closest?.("details.menu[open]");
  if (event.key === "Escape") {
    const shown = document.querySelector("details.menu[open]");
    if (shown) { shown.open = false; shown.querySelector("summary").focus(); }
    else if (document.getElementById("modal")) then(act("close", {}));
    else if (document.body.classList.contains("nav-open")) document.body.classList.remove("nav-open");
  } else if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) step(event, menu);
  else if (event.key === "Tab") trap(event);
  else if (event.key === "Enter" && event.target.matches("[data-line]")) line(event.target);
});

// Arrows go through a menu.
function step(event, menu) {
  event.preventDefault();
  const lines = [...menu.querySelectorAll(".sheet button, .sheet a")];
  const at = lines.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  lines[(at + lines.length) % lines.length]?.focus();
}

// A modal keeps the keyboard inside itself.
function trap(event) {
  const modal = document.getElementById("modal");
  if (!modal) return;
  const stops = [...modal.querySelectorAll("a[href], button:not(:disabled), input, select, textarea, summary, [tabindex='0']")]
    .filter((node) => node.offsetParent !== null);
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement === edge || !modal.contains(document.activeElement)) {
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
  }
}

// A menu opens to where there is room.
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details.menu") || !menu.open) return;
  const sheet = menu.querySelector(".sheet");
  sheet.classList.remove("up", "left");
  const box = sheet.getBoundingClientRect();
  const frame = (menu.closest("#messages, #thread-messages, #pane-messages, #home, .modal-body") || document.body).getBoundingClientRect();
  if (box.bottom > frame.bottom && menu.getBoundingClientRect().top - box.height > frame.top) sheet.classList.add("up");
  if (box.right > frame.right) sheet.classList.add("left");
}, true);

window.addEventListener("popstate", refresh);
document.addEventListener("visibilitychange", seen);
settle({ where: "///", pane: "", known: new Set(), low: [true, true, true, true] });
if (matchMedia("(hover: hover)").matches && !document.getElementById("modal"))
  document.querySelector(`#${place().pane ? "pane-" : place().thread ? "thread-" : ""}composer textarea`)?.focus();
listen();
