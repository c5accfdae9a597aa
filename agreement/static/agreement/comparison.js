/* Keys from change to change: j or n for the next, k or p for the one before.
   The links do the same without this file. Single letters can be in the way of voice control and
   screen readers: the button turns them off, and the browser remembers it. */
(() => {
  "use strict";

  const OFF = "comparison-keys-off";
  const keys = { j: 1, n: 1, k: -1, p: -1 };
  const hint = document.querySelector("[data-comparison-keys]");
  const changes = [...document.querySelectorAll("[data-change]")];
  if (!hint || !changes.length) return;

  const button = hint.querySelector("button");
  const isOff = () => {
    try {
      return localStorage.getItem(OFF) === "1";
    } catch {
      return button.getAttribute("aria-pressed") === "false";
    }
  };
  const show = (off) => button.setAttribute("aria-pressed", String(!off));
  show(isOff());
  hint.hidden = false;
  button.addEventListener("click", () => {
    const off = button.getAttribute("aria-pressed") === "true";
    show(off);
    try {
      localStorage.setItem(OFF, off ? "1" : "");
    } catch {
      // Without storage the choice holds for this page alone.
    }
  });

  const isTyping = (element) =>
    element.closest("input, select, textarea, [contenteditable], dialog, [popover]") !== null;

  const place = () => {
    const focused = document.activeElement?.closest("[data-change]");
    if (focused) return changes.indexOf(focused);
    const target = changes.findIndex((one) => `#${one.id}` === location.hash);
    return target;
  };

  document.addEventListener("keydown", (event) => {
    const step = keys[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.defaultPrevented || isOff() || isTyping(event.target)) return;
    const now = place();
    const next = now < 0 && step < 0 ? -1 : now + step;
    const change = changes[next];
    if (!change) return;
    event.preventDefault();
    change.focus({ preventScroll: true });
    change.scrollIntoView({ block: "start" });
    history.replaceState(null, "", `#${change.id}`);
  });
})();
