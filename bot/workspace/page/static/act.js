// What the page sends, and what it says when that fails.

export const place = () => document.body.dataset;
export const say = (key, ...parts) => parts.reduce((line, part) => line.replace("{}", part), JSON.parse(place().words)[key]);

const token = document.querySelector("meta[name=page-token]").content;

// Do something as the person, where they are; the answer has `ok`, and what came of it.
export async function act(name, content) {
  const { channel, user, tab, thread } = place();
  const where = { channel, user, tab, thread };
  try {
    const answer = await fetch(`/act/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Page-Token": token },
      body: JSON.stringify({ ...where, ...content }),
    });
    const result = await answer.json();
    // The workspace was started anew: so is the page.
    if (result.stale) location.reload();
    if (result.note) toast(result.note);
    return result;
  } catch {
    toast(say("silent"));
    return { ok: false };
  }
}

let toasted = 0;
export function toast(text) {
  const box = document.getElementById("toast");
  box.textContent = text;
  box.classList.add("shown");
  clearTimeout(toasted);
  toasted = setTimeout(() => { box.classList.remove("shown"); box.textContent = ""; }, 6000);
}
