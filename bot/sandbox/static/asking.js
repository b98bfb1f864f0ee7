// Asks before something is done.

import { $, $$ } from "./sending.js";

export function confirmed(element) {
  const raw = element.dataset.confirm;
  if (!raw) return true;
  const { title, text, confirm, deny, style } = JSON.parse(raw);
  return ask({ title: title.text, text: text.text, confirm: confirm.text, deny: deny.text, style });
}

export function ask({ title, text, confirm, deny, style }) {
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
