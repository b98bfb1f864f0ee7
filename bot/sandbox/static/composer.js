// The text boxes of a channel and a thread: they grow, offer the commands, take files, send.

import { redraw } from "./redrawing.js";
import { $, $$, at, note, send } from "./sending.js";

const LARGEST = 1000000; // bytes of a file
const staged = new Map(); // form -> the files that go with the next line

export function grow(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
  if (box.id !== "message") return;
  const word = box.value;
  const options = $$("#hints [role=option]");
  for (const option of options) option.hidden = !word.startsWith("/") || !option.dataset.command.startsWith(word.split(" ")[0]);
  $("#hints").hidden = !word.startsWith("/") || options.every((option) => option.hidden);
}

export function complete(command) {
  const box = $("#message");
  box.value = `${command} `;
  box.focus();
  grow(box);
}

export async function compose(box, event) {
  const hint = box.id === "message" && $("#hints [role=option]:not([hidden])");
  if (event.key === "Tab" && hint && !$("#hints").hidden && !box.value.includes(" ")) {
    event.preventDefault();
    complete(hint.dataset.command);
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    await say(box.closest("form"));
  }
}

async function say(form) {
  const box = $("textarea", form);
  const line = box.value;
  const files = staged.get(form) ?? [];
  if (!line.trim() && !files.length) return;
  box.value = "";
  staged.delete(form);
  show(form);
  grow(box);
  box.setAttribute("aria-busy", "true");
  const where = { at, thread: form.dataset.thread, broadcast: form.elements.broadcast?.checked ?? false };
  await send(files.length ? { do: "share", ...where, line, files } : { do: "say", ...where, line });
  if (form.elements.broadcast) form.elements.broadcast.checked = false;
  box.removeAttribute("aria-busy");
  await redraw();
  const scroll = $(".scroll", form.parentElement);
  scroll.scrollTop = scroll.scrollHeight;
}

// Files wait beside the line they go with.

async function stage(form, input) {
  for (const file of input.files) {
    if (file.size > LARGEST) note(`${file.name} is larger than 1 MB.`);
    else staged.set(form, [...(staged.get(form) ?? []), { name: file.name, content: await encoded(file) }]);
  }
  input.value = "";
  show(form);
  $("textarea", form).focus();
}

function encoded(file) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1] ?? "");
    reader.readAsDataURL(file);
  });
}

function show(form) {
  const files = staged.get(form) ?? [];
  const list = $(".staged", form);
  list.hidden = !files.length;
  list.replaceChildren(...files.map((file) => chip(form, file)));
}

function chip(form, file) {
  const line = document.createElement("li");
  const off = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: "✕" });
  off.setAttribute("aria-label", `Remove ${file.name}`);
  off.addEventListener("click", () => {
    staged.set(form, staged.get(form).filter((one) => one !== file));
    show(form);
    $("textarea", form).focus();
  });
  line.append(`📄 ${file.name} `, off);
  return line;
}

for (const form of $$("form.composer")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say(form);
  });
  $("input[type=file]", form).addEventListener("change", (event) => stage(form, event.target));
}
