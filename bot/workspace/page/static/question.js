// A small question in front of everything: yes or no, or one line of text.

import { say } from "./act.js";

const make = (tag, props) => Object.assign(document.createElement(tag), props);

// What was typed, or true; null when the person thought better of it.
export function ask({ title, text = "", ok, cancel, style = "", value = null }) {
  const box = document.getElementById("question");
  const form = make("form", { method: "dialog" });
  const line = value === null ? null : make("input", { type: "text", value, maxLength: 80, ariaLabel: title });
  const buttons = make("footer", {});
  buttons.append(
    make("button", { type: "button", className: "button", textContent: cancel || say("cancel"), onclick: () => box.close() }),
    make("button", { className: `button ${style || "primary"}`, textContent: ok || say("save"), value: "ok" }),
  );
  form.append(make("h2", { id: "question-title", textContent: title }), make("p", { textContent: text }));
  if (line) form.append(line);
  form.append(buttons);
  box.replaceChildren(form);
  box.returnValue = "";
  box.showModal();
  if (line) line.select();
  return new Promise((done) => {
    box.onclose = () => done(box.returnValue === "ok" ? (line ? line.value : true) : null);
  });
}

export const sure = (node) => (node.dataset.confirm ? ask(JSON.parse(node.dataset.confirm)) : Promise.resolve(true));
