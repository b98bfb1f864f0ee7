// The page's script: sends what the person does, and redraws the parts that changed.

const { as, at } = document.body.dataset;
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const drawn = {}; // the HTML each part was last drawn from
let busyTyping = null; // the type-ahead that is open: nothing is redrawn under it

// Sending

async function send(what) {
  const response = await fetch("/act", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as, at, ...what }),
  }).catch(() => null);
  if (!response) note("The sandbox does not answer. Is it still running?");
  else if (response.status === 409) await redraw();
  else if (!response.ok) note("That could not be done.");
  else return response.json();
  return null;
}

function note(words) {
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
    .map((field) => ({ block: field.dataset.block, action: field.dataset.action, given: given(field) }));
}

function given(field) {
  const moment = field.type === "datetime-local" && field.value;
  return moment ? String(Math.round(Date.parse(field.value) / 1000)) : field.value;
}

function where(element) {
  const own = element.closest("[data-action]");
  return {
    ref: element.closest("[data-ref]")?.dataset.ref ?? "",
    block: own?.dataset.block ?? "",
    action: own?.dataset.action ?? "",
  };
}

async function act(element, what) {
  element.setAttribute("aria-busy", "true");
  const answer = await send({ ...where(element), texts: texts(element), ...what });
  element.removeAttribute("aria-busy");
  return answer;
}

// Redrawing

async function redraw() {
  if (busyTyping) return;
  const response = await fetch(`/parts?as=${as}&at=${at}`).catch(() => null);
  if (!response?.ok || busyTyping) return;
  const parts = await response.json();
  for (const [name, html] of Object.entries(parts)) if (drawn[name] !== html) replace(name, html);
  document.title = document.title.replace(/^(\(\d+\) )?/, "");
  $("#shell").inert = Boolean($("[role=dialog]"));
}

function replace(name, html) {
  const part = document.getElementById(name);
  const before = remember(part);
  drawn[name] = html;
  part.innerHTML = html;
  restore(part, before);
}

function remember(part) {
  const scroll = $("#scroll, #inside", part);
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
  const scroll = $("#scroll, #inside", part);
  const log = scroll?.getAttribute("role") === "log";
  if (scroll) scroll.scrollTop = log && before.atEnd ? scroll.scrollHeight : before.scroll;
  const focus = before.focus && document.getElementById(before.focus);
  if (focus) {
    focus.focus({ preventScroll: true });
    if (before.caret !== null && focus.setSelectionRange && focus.type === "text") focus.setSelectionRange(before.caret, before.caret);
  } else if (part.id === "forms") settleFocus(part, before);
}

// A new form takes the focus to its first field; the last one closed gives it back.
function settleFocus(part, before) {
  const form = $("[role=dialog]", part);
  $("#shell").inert = Boolean(form);
  if (!form) $("#message")?.focus();
  else if (form.dataset.ref !== before.ref || !part.contains(document.activeElement)) {
    const field = $("[data-first]", form) ?? $(".inside input, .inside select, .inside textarea", form);
    (field ?? $("footer .primary, footer .btn", form)).focus();
  }
}

// Doing

const later = new Map();
function soon(element, wait, job) {
  clearTimeout(later.get(element.id));
  later.set(element.id, setTimeout(() => { later.delete(element.id); job(); }, wait));
}

function nothingLater() {
  for (const timer of later.values()) clearTimeout(timer);
  later.clear();
}

const doing = {
  press: (element) => act(element, { do: "press", option: element.dataset.option ?? "" }),
  submit: (element) => (nothingLater(), act(element, { do: "submit" })),
  close: (element) => (nothingLater(), send({ do: "close", everything: "everything" in element.dataset })),
  dismiss: (element) => act(element, { do: "dismiss" }),
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

function confirmed(element) {
  const raw = element.dataset.confirm;
  if (!raw) return true;
  const { title, text, confirm, deny, style } = JSON.parse(raw);
  return ask({ title: title.text, text: text.text, confirm: confirm.text, deny: deny.text, style });
}

function ask({ title, text, confirm, deny, style }) {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  dialog.innerHTML = '<form method="dialog"><h2></h2><p></p><footer><button class="btn" value=""></button><button class="btn" value="yes"></button></footer></form>';
  $("h2", dialog).textContent = title;
  $("p", dialog).textContent = text;
  const [no, yes] = $$("button", dialog);
  no.textContent = deny;
  yes.textContent = confirm;
  yes.classList.add(style ?? "primary");
  dialog.setAttribute("aria-label", title);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => { dialog.remove(); done(dialog.returnValue === "yes"); }));
}

// A menu without room below opens upwards.
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details.menu") || !menu.open) return;
  const room = (menu.closest("#scroll, #inside") ?? document.body).getBoundingClientRect().bottom;
  const list = $("[role=menu]", menu);
  list.classList.toggle("up", list.getBoundingClientRect().bottom > room);
  $("[role=menuitem]", list).focus();
}, true);

// Fields

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.id === "message") return grow(field);
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
    soon(field, 350, () => act(field, { do: "fill", given: given(field) })); // a date typed by hand changes digit by digit
  }
});

function ticked(box) {
  if (box.type === "radio") return box.value;
  return $$("input", box.closest(".boxes")).filter((one) => one.checked).map((one) => one.value);
}

document.addEventListener("keydown", async (event) => {
  const field = event.target;
  if (event.key === "Escape" && busyTyping) return shut(busyTyping);
  const menu = event.key === "Escape" && $("details.menu[open]");
  if (menu) { menu.open = false; return $("summary", menu).focus(); }
  if (event.key === "Escape" && $("[role=dialog]") && !$("dialog[open]")) return $("[role=dialog] footer [data-do=close]").click();
  if (field.getAttribute("role") === "combobox") return steer(field, event);
  if (field.id === "message") return compose(field, event);
  if (field.dataset?.do !== "write" || event.key !== "Enter" || field.tagName === "TEXTAREA") return;
  event.preventDefault();
  if (field.dataset.tells.includes("enter")) await act(field, { do: "enter" });
  else if (field.dataset.tells === "") $("[role=dialog] [data-do=submit]")?.click();
});

// The text box

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
  const word = box.value;
  const options = $$("#hints [role=option]");
  for (const option of options) option.hidden = !word.startsWith("/") || !option.dataset.command.startsWith(word.split(" ")[0]);
  $("#hints").hidden = !word.startsWith("/") || options.every((option) => option.hidden);
}

function complete(command) {
  const box = $("#message");
  box.value = `${command} `;
  box.focus();
  grow(box);
}

async function compose(box, event) {
  const hint = $("#hints [role=option]:not([hidden])");
  if (event.key === "Tab" && hint && !$("#hints").hidden && !box.value.includes(" ")) {
    event.preventDefault();
    complete(hint.dataset.command);
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    await say(box);
  }
}

async function say(box) {
  const line = box.value;
  if (!line.trim()) return;
  box.value = "";
  grow(box);
  box.setAttribute("aria-busy", "true");
  await send({ do: "say", at, line });
  box.removeAttribute("aria-busy");
  const scroll = $("#scroll");
  scroll.scrollTop = scroll.scrollHeight;
  await redraw();
}

$("#composer")?.addEventListener("submit", (event) => {
  event.preventDefault();
  say($("#message"));
});

// Type-aheads

function search(field) {
  const combo = field.closest(".combo");
  busyTyping = field;
  if (field.value.length < Number(combo.dataset.least)) return offer(field, [], `Type ${combo.dataset.least} characters or more`);
  soon(field, 150, async () => {
    const typed = field.value;
    const options = await act(field, { do: "suggest", typed });
    if (busyTyping === field && field.value === typed) offer(field, options ?? [], "No results");
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

function steer(field, event) {
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

async function drop(element) {
  const combo = element.closest(".combo");
  const kept = JSON.parse(combo.dataset.chosen).filter((value) => value !== element.dataset.drop);
  await act(combo, { do: "fill", given: "many" in combo.dataset ? kept : "" });
}

function shut(field) {
  const list = document.getElementById(field.getAttribute("aria-controls"));
  if (list) list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  if (!field.value && field.defaultValue && !("many" in field.closest(".combo").dataset)) act(field, { do: "fill", given: "" });
  else field.value = field.defaultValue;
  busyTyping = null;
  redraw();
}

document.addEventListener("focusout", (event) => {
  if (event.target === busyTyping) shut(busyTyping);
});
document.addEventListener("focusin", (event) => {
  const field = event.target;
  const combo = field.getAttribute("role") === "combobox" && field.closest(".combo");
  if (combo && combo.dataset.least === "0" && !field.value) search(field);
});

// Beginning

if (at === "home") send({ do: "home" });
else if (at.startsWith("D")) send({ do: "messages" });
const scroll = $("#scroll");
if (scroll?.getAttribute("role") === "log") scroll.scrollTop = scroll.scrollHeight;
if ($("[role=dialog]")) settleFocus($("#forms"), {});
else $("#message")?.focus();
new EventSource("/changes").onmessage = redraw;
