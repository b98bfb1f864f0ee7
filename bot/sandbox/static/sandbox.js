// The page's script: hears the person and hands on what they do.

import { ask, confirmed } from "./asking.js";
import { complete, compose, grow } from "./composer.js";
import { redraw, settleFocus, typing } from "./redrawing.js";
import { $, $$, act, at, isMoment, nothingLater, send, soon } from "./sending.js";
import { drop, search, shut, steer } from "./typeahead.js";

const doing = {
  press: (element) => act(element, { do: "press", option: element.dataset.option ?? "" }),
  submit: (element) => (nothingLater(), act(element, { do: "submit" })),
  close: (element) => (nothingLater(), send({ do: "close", everything: "everything" in element.dataset })),
  dismiss: (element) => act(element, { do: "dismiss" }),
  unfile: (element) => act(element, { do: "unfile", file: element.dataset.file }),
};

document.addEventListener("click", async (event) => {
  const element = event.target.closest("[data-do], [data-clock], [data-again], [data-drop], [data-command]");
  for (const menu of $$("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  if (!element || element.matches("input, select, textarea")) return;
  if (element.dataset.clock) await send({ do: "clock", given: element.dataset.clock });
  else if ("again" in element.dataset) await startAgain();
  else if ("drop" in element.dataset) await drop(element);
  else if (element.dataset.command) complete(element.dataset.command);
  else if (element.getAttribute("aria-busy") !== "true" && (await confirmed(element))) {
    element.closest("details.menu")?.removeAttribute("open");
    await doing[element.dataset.do]?.(element);
  }
  await redraw();
});

async function startAgain() {
  const words = { title: "Start again", text: "Everything in this sandbox is thrown away.", confirm: "Start again", deny: "Keep it", style: "danger" };
  if (!(await ask(words))) return;
  await send({ do: "again" });
  location.reload();
}

// A menu without room below opens upwards.
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details.menu") || !menu.open) return;
  const room = (menu.closest(".scroll, #inside") ?? document.body).getBoundingClientRect().bottom;
  const list = $("[role=menu]", menu);
  list.classList.toggle("up", list.getBoundingClientRect().bottom > room);
  $("[role=menuitem]", list).focus();
}, true);

// Fields

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.dataset.do === "compose") return grow(field);
  if (field.getAttribute("role") === "combobox") return search(field);
  if (field.dataset.do !== "write") return;
  field.dataset.dirty = "1";
  if (field.dataset.tells.includes("character")) soon(field, 150, () => act(field, { do: "fill", given: field.value }));
});

document.addEventListener("change", async (event) => {
  const field = event.target;
  if (field.id === "you") location.href = `/?as=${field.value}&at=${at === "home" || at.startsWith("D") ? "home" : at}`;
  if (field.dataset.do === "choose") await act(field, { do: "fill", given: field.value });
  if (field.dataset.do === "tick") await act(field, { do: "fill", given: ticked(field) });
  if (field.dataset.do === "pick") {
    field.dataset.dirty = "1";
    soon(field, 350, () => act(field, { do: "fill", given: field.value, moment: isMoment(field) })); // a date typed by hand changes digit by digit
  }
});

function ticked(box) {
  if (box.type === "radio") return box.value;
  return $$("input", box.closest(".boxes")).filter((one) => one.checked).map((one) => one.value);
}

document.addEventListener("keydown", async (event) => {
  const field = event.target;
  if (event.key === "Escape" && typing.field) return shut(typing.field);
  const menu = event.key === "Escape" && $("details.menu[open]");
  if (menu) { menu.open = false; return $("summary", menu).focus(); }
  if (event.key === "Escape" && $("[role=dialog]") && !$("dialog[open]")) return $("[role=dialog] footer [data-do=close]").click();
  if (field.getAttribute("role") === "combobox") return steer(field, event);
  if (field.dataset.do === "compose") return compose(field, event);
  if (field.dataset?.do !== "write" || event.key !== "Enter" || field.tagName === "TEXTAREA") return;
  event.preventDefault();
  if (field.dataset.tells.includes("enter")) await act(field, { do: "enter" });
  else if (field.dataset.tells === "") $("[role=dialog] [data-do=submit]")?.click();
});

// Beginning

if (at === "home") send({ do: "home" });
else if (at.startsWith("D")) send({ do: "messages" });
for (const log of $$("[role=log]")) log.scrollTop = log.scrollHeight;
if ($("[role=dialog]")) settleFocus($("#forms"), {});
else ($("#reply") ?? $("#message"))?.focus();
new EventSource("/changes").onmessage = redraw;
