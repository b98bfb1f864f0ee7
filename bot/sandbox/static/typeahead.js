// Type-aheads: ask for suggestions, walk through them with the keyboard, take one.

import { redraw, typing } from "./redrawing.js";
import { $, $$, act, soon } from "./sending.js";

export function search(field) {
  const combo = field.closest(".combo");
  typing.field = field;
  if (field.value.length < Number(combo.dataset.least)) return offer(field, [], `Type ${combo.dataset.least} characters or more`);
  soon(field, 150, async () => {
    const typed = field.value;
    const options = await act(field, { do: "suggest", typed });
    if (typing.field === field && field.value === typed) offer(field, options ?? [], "No results");
  });
}

function offer(field, options, nothing) {
  const list = document.getElementById(field.getAttribute("aria-controls"));
  list.replaceChildren();
  let number = 0;
  const add = (option) => {
    const line = document.createElement("li");
    line.id = `${list.id}-${(number += 1)}`;
    line.setAttribute("role", "option");
    line.dataset.value = option.value;
    line.textContent = option.text.text;
    if (option.description) line.append(Object.assign(document.createElement("small"), { textContent: option.description.text }));
    line.addEventListener("mousedown", (event) => { event.preventDefault(); take(field, line); });
    list.append(line);
  };
  for (const option of options) {
    if (!option.options) { add(option); continue; }
    list.append(Object.assign(document.createElement("li"), { className: "group", textContent: option.label.text }));
    option.options.forEach(add);
  }
  if (!number) list.append(Object.assign(document.createElement("li"), { className: "nothing", textContent: nothing }));
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
  mark(field, $("[role=option]", list));
}

function mark(field, line) {
  const list = document.getElementById(field.getAttribute("aria-controls"));
  for (const one of $$("[aria-selected]", list)) one.removeAttribute("aria-selected");
  if (!line) return field.removeAttribute("aria-activedescendant");
  line.setAttribute("aria-selected", "true");
  line.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", line.id);
}

export function steer(field, event) {
  const list = document.getElementById(field.getAttribute("aria-controls"));
  const lines = $$("[role=option]", list);
  const now = lines.findIndex((line) => line.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" && list.hidden) search(field);
  else if (event.key === "ArrowDown") mark(field, lines[Math.min(now + 1, lines.length - 1)]);
  else if (event.key === "ArrowUp") mark(field, lines[Math.max(now - 1, 0)]);
  else if (event.key === "Enter") { if (lines[now] && !list.hidden) take(field, lines[now]); }
  else return;
  event.preventDefault();
}

async function take(field, line) {
  const combo = field.closest(".combo");
  const chosen = "many" in combo.dataset ? [...JSON.parse(combo.dataset.chosen), line.dataset.value] : line.dataset.value;
  field.value = "many" in combo.dataset ? "" : line.firstChild.textContent;
  field.defaultValue = field.value;
  await act(field, { do: "fill", given: chosen });
  shut(field);
}

export async function drop(element) {
  const combo = element.closest(".combo");
  const kept = JSON.parse(combo.dataset.chosen).filter((value) => value !== element.dataset.drop);
  await act(combo, { do: "fill", given: "many" in combo.dataset ? kept : "" });
}

export function shut(field) {
  const list = document.getElementById(field.getAttribute("aria-controls"));
  if (list) list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  if (!field.value && field.defaultValue && !("many" in field.closest(".combo").dataset)) act(field, { do: "fill", given: "" });
  else field.value = field.defaultValue;
  typing.field = null;
  redraw();
}

document.addEventListener("focusout", (event) => {
  if (event.target === typing.field) shut(typing.field);
});
document.addEventListener("focusin", (event) => {
  const field = event.target;
  const combo = field.getAttribute("role") === "combobox" && field.closest(".combo");
  if (combo && combo.dataset.least === "0" && !field.value) search(field);
});
