/* Counts that a result was opened, once for each page of results: the words, nothing about who. */
(() => {
  "use strict";

  const list = document.querySelector("[data-opened]");
  if (!list || !navigator.sendBeacon) return;
  let isCounted = false;
  const count = (event) => {
    const isOpening = event.type === "click" || event.button === 1;
    if (isCounted || !isOpening || !event.target.closest("h3 a")) return;
    const words = new FormData();
    words.set("q", list.dataset.words);
    isCounted = navigator.sendBeacon(list.dataset.opened, words);
  };
  list.addEventListener("click", count);
  list.addEventListener("auxclick", count);
})();
