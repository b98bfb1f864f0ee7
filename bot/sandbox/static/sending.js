// Sends what the person does, with what stands in the text fields around it.

export const { as, at, thread } = document.body.dataset;
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

export async function send(what) {
  const response = await fetch("/act", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as, at, ...what }),
  }).catch(() => null);
  if (!response) note("The sandbox does not answer. Is it still running?");
  else if (response.status === 409) document.dispatchEvent(new Event("stale"));
  else if (!response.ok) note("That could not be done.");
  else return response.json();
  return null;
}

export function note(words) {
  const line = document.createElement("p");
  line.textContent = words;
  $("#notes").append(line);
  setTimeout(() => line.remove(), 6000);
}

// Every text, date and number the person has written around `element` but the app has not been told.
function texts(element) {
  const root = element.closest("[data-ref]");
  return $$("[data-do=write], [data-do=pick]", root)
    .filter((field) => field.dataset.dirty && field !== element)
    .map((field) => ({ block: field.dataset.block, action: field.dataset.action, given: field.value, moment: isMoment(field) }));
}

// Moments are written in the person's time zone, which the server knows and the browser may not.
export const isMoment = (field) => field.type === "datetime-local";

function where(element) {
  const own = element.closest("[data-action]");
  return {
    ref: element.closest("[data-ref]")?.dataset.ref ?? "",
    block: own?.dataset.block ?? "",
    action: own?.dataset.action ?? "",
  };
}

export async function act(element, what) {
  element.setAttribute("aria-busy", "true");
  const answer = await send({ ...where(element), texts: texts(element), ...what });
  element.removeAttribute("aria-busy");
  return answer;
}

// What waits for the person to stop typing

const later = new Map();
export function soon(element, wait, job) {
  clearTimeout(later.get(element.id));
  later.set(element.id, setTimeout(() => { later.delete(element.id); job(); }, wait));
}

export function nothingLater() {
  for (const timer of later.values()) clearTimeout(timer);
  later.clear();
}
