// Redraws the parts that changed, and keeps what the person has half written, where they are and what is open.

import { $, $$, as, at, thread } from "./sending.js";

const drawn = {}; // the HTML each part was last drawn from
export const typing = { field: null }; // the type-ahead that is open: nothing is redrawn under it

export async function redraw() {
  if (typing.field) return;
  const response = await fetch(`/parts?as=${as}&at=${at}&thread=${thread}`).catch(() => null);
  if (!response?.ok || typing.field) return;
  const parts = await response.json();
  for (const [name, html] of Object.entries(parts)) if (drawn[name] !== html) replace(name, html);
  $("#shell").inert = Boolean($("[role=dialog]"));
}

function replace(name, html) {
  const part = document.getElementById(name);
  if (!part) return;
  const before = remember(part);
  drawn[name] = html;
  part.innerHTML = html;
  restore(part, before);
}

function remember(part) {
  const scroll = $(".scroll, #inside", part);
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  return {
    ref: $("[data-ref]", part)?.dataset.ref,
    scroll: scroll?.scrollTop ?? 0,
    atEnd: !scroll || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60,
    focus: focused?.id,
    caret: focused?.selectionStart ?? null,
    open: $$("details[open]", part).map((one) => one.id),
    texts: $$("[data-dirty]", part).map((one) => [one.id, one.value]),
  };
}

function restore(part, before) {
  for (const [id, value] of before.texts) {
    const field = document.getElementById(id);
    if (field) Object.assign(field, { value }).dataset.dirty = "1";
  }
  for (const id of before.open) document.getElementById(id)?.setAttribute("open", "");
  const scroll = $(".scroll, #inside", part);
  const log = scroll?.getAttribute("role") === "log";
  if (scroll) scroll.scrollTop = log && before.atEnd ? scroll.scrollHeight : before.scroll;
  const mend = before.focus === "form-submit" && $("[aria-invalid=true]", part); // sent, and something is wrong
  const focus = mend || (before.focus && document.getElementById(before.focus));
  if (focus) {
    focus.focus({ preventScroll: !mend });
    if (before.caret !== null && focus.setSelectionRange && focus.type === "text") focus.setSelectionRange(before.caret, before.caret);
  } else if (part.id === "forms") settleFocus(part, before);
}

// A new form takes the focus to its first field; the last one closed gives it back.
export function settleFocus(part, before) {
  const form = $("[role=dialog]", part);
  $("#shell").inert = Boolean(form);
  if (!form) ($("#reply") ?? $("#message"))?.focus();
  else if (form.dataset.ref !== before.ref || !part.contains(document.activeElement)) {
    const field = $("[data-first]", form) ?? $(".inside input, .inside select, .inside textarea", form);
    (field ?? $("footer .primary, footer .btn", form)).focus();
  }
}

document.addEventListener("stale", redraw);
