// What people fill in, wherever it stands: in a message, a modal, the app's home.

import { act } from "./act.js";
import { opens, refresh } from "./screen.js";
import { sure } from "./question.js";

// The room that a node stands in: the pane has one of its own.
export const room = (node) => {
  const inside = node.closest("#pane");
  return inside ? { channel: inside.dataset.room } : {};
};

// Where a field or a button stands, as the server wants to know it.
export function surface(node) {
  if (node.closest("#modal")) return { in: "modal" };
  if (node.closest("#home")) return { in: "home" };
  return { ts: node.closest(".message").dataset.ts, ...room(node) };
}

function value(field) {
  if (field.matches(".combo")) {
    const chosen = JSON.parse(field.dataset.chosen);
    return "many" in field.dataset ? chosen : chosen[0] ?? "";
  }
  if (field.matches(".ticks")) {
    const ticked = [...field.querySelectorAll("input:checked")].map((input) => input.value);
    return "many" in field.dataset ? ticked : ticked[0] ?? "";
  }
  if ("time" in field.dataset) return field.value.trim().replace("：", ":").replace(/^\d:/, "0$&");
  return field.value;
}

// Every field of the modal or the home tab, by block and action.
export function values(root) {
  const found = {};
  for (const field of root.querySelectorAll("[data-field]"))
    (found[field.dataset.block] ||= {})[field.dataset.action] = value(field);
  return found;
}

const rootOf = (node) => node.closest("#modal, #home");

// A field was changed: the workspace keeps it, and the bot is told where the app asked for that.
export async function changed(field) {
  if (!field.isConnected) return;
  wrong(field.closest("[data-input]"), "");
  if ("dispatch" in field.dataset) return press(field, value(field));
  const root = rootOf(field);
  if (root) act("enter", { ...surface(field), values: values(root) });
}

export async function press(node, given) {
  if (node.getAttribute("aria-busy") === "true") return;
  const menu = node.closest("details.menu");
  if (menu) menu.open = false;
  if (!(await sure(node))) return;
  const root = rootOf(node);
  if (!node.closest("#modal")) opens(menu ? menu.querySelector("summary") : node);
  node.setAttribute("aria-busy", "true");
  await act("press", {
    ...surface(node), values: root ? values(root) : {},
    action: node.dataset.action, block: node.dataset.block, value: given,
  });
  node.removeAttribute("aria-busy");
  refresh();
}

// What is wrong stands at its field.
export function wrong(input, text) {
  if (!input) return;
  const line = input.querySelector(".wrong");
  const control = input.querySelector("input, textarea");
  line.textContent = text;
  line.hidden = !text;
  input.classList.toggle("bad", Boolean(text));
  if (!control) return;
  if (text) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
  if (text) control.setAttribute("aria-describedby", line.id);
}

export async function submit(modal) {
  const button = modal.querySelector("[type=submit]");
  if (!button || button.disabled) return;
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  const whole = modal.querySelector(".wrong.whole");
  whole.hidden = true;
  const result = await act("submit", { values: values(modal) });
  button.disabled = false;
  button.removeAttribute("aria-busy");
  const errors = result.errors || {};
  whole.textContent = errors[""] || "";
  whole.hidden = !whole.textContent;
  for (const input of modal.querySelectorAll("[data-input]")) wrong(input, errors[input.dataset.input] || "");
  modal.querySelector("[data-input].bad :is(input, textarea)")?.focus();
  await refresh();
}

document.addEventListener("change", (event) => {
  const field = event.target.closest("[data-field]");
  if (field && !field.matches(".combo")) changed(field);
});

document.addEventListener("input", (event) => {
  if (event.target.closest("[data-input]")) wrong(event.target.closest("[data-input]"), "");
});
