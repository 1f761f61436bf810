// Where people type.

import { act } from "./act.js";
import { beside, go, refresh } from "./screen.js";

const said = [];

export function fit(form) {
  const area = form.querySelector("textarea");
  area.style.height = "auto";
  if (area.value) area.style.height = `${area.scrollHeight}px`;
  form.classList.toggle("ready", Boolean(area.value.trim()));
  const hint = form.querySelector(".hint");
  hint.hidden = !(area.value.startsWith("/") && !area.value.includes(" ") && form.id === "composer");
}

// Where the app's pane writes to: the person's conversation with it, not the channel beside.
export const pane = (form) => (form.dataset.pane ? { pane: true, channel: form.dataset.pane } : {});

export async function send(form) {
  const area = form.querySelector("textarea");
  const text = area.value;
  if (!text.trim()) return;
  said.push(text);
  area.value = "";
  fit(form);
  const list = form.previousElementSibling;
  if (list) list.scrollTop = list.scrollHeight;
  const result = await act("type", { text, thread: form.dataset.thread, ...pane(form) });
  if (!result.ok && !area.value) { area.value = text; fit(form); }
  // What begins a conversation in the pane is followed there.
  if (result.ts && form.dataset.pane && !form.dataset.thread) await go(beside(result.ts));
  else await refresh();
  if (list) list.scrollTop = list.scrollHeight;
}

// Whether the key was the composer's.
export function composerKey(event) {
  const area = event.target.closest?.(".composer textarea");
  if (!area) return false;
  // While Chinese is being composed, Enter chooses characters.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send(area.form);
    return true;
  }
  if (event.key === "ArrowUp" && !area.value && said.length) {
    event.preventDefault();
    area.value = said[said.length - 1];
    fit(area.form);
    return true;
  }
  return false;
}
