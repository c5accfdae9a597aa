// Buttons that copy a text, shown where the browser can; without it, the text is there to select.
"use strict";
const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");

function select(source) {
  if (source.select) {
    source.focus();
    source.select();
    return;
  }
  getSelection().selectAllChildren(source);
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText("value" in source ? source.value : source.textContent);
  } catch {
    select(source); // not allowed to: one key is left to press
    return;
  }
  if (button.dataset.isSaying) return;
  button.dataset.isSaying = "1";
  const words = [...button.childNodes];
  button.replaceChildren(button.dataset.copied);
  said.textContent = button.dataset.copied;
  setTimeout(() => {
    button.replaceChildren(...words);
    said.textContent = "";
    delete button.dataset.isSaying;
  }, 2000);
}

if (navigator.clipboard) {
  document.body.append(said);
  for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
  // Lists that are filled later bring buttons of their own.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button) copy(button);
  });
}
