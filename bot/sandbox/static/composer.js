// The text box: grows, offers the commands, sends lines.

import { redraw } from "./redrawing.js";
import { $, $$, at, send } from "./sending.js";

export function grow(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
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
