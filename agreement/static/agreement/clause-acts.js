/* At every saved clause of the section editor: the way to move, split or join it. Without this
   script the same links stand in the panel below the clauses. */
(() => {
  "use strict";

  const UID = /^clauses-\d+-id$/;

  const add = (list) => {
    const ways = new Map([...list.querySelectorAll("[data-clause-acts]")]
      .map((links) => [links.dataset.clauseActs, links]));
    document.querySelectorAll("input[name^='clauses-'][name$='-id']").forEach((input) => {
      const block = input.closest("[data-contentpath]");
      const links = UID.test(input.name) && ways.get(input.value);
      if (!block || !links || block.querySelector(":scope .clause-acts")) return;
      const copy = links.cloneNode(true);
      copy.removeAttribute("data-clause-acts");
      copy.classList.add("clause-acts");
      (block.querySelector(".w-panel__content") || block).append(copy);
    });
  };

  const start = () => {
    const list = document.querySelector("[data-rule-sentence-url]");
    if (!list) return;
    add(list);
    new MutationObserver(() => add(list)).observe(document.body, { childList: true, subtree: true });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
