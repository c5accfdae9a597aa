/* Above every rule of the section editor: the sentence it will be read as, what is wrong with it,
   and what the text of its clause must say. Without this script the panel below the clauses shows
   the sentences after saving. */
(() => {
  "use strict";

  const WAIT = 350;
  const MODE = /^((.+-value)-rules-\d+-value)-mode$/;
  const IN_TEXT = /^(.+-value)-text$/;

  let settings;
  const timers = new Map();
  const newest = new Map();

  const element = (name, properties = {}, children = []) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  const modes = () => [...document.querySelectorAll("select[name$='-mode']")]
    .map((select) => ({ select, found: MODE.exec(select.name) }))
    .filter(({ found }) => found)
    .map(({ select, found }) => ({ select, prefix: found[1], clause: found[2] }));

  /* The box of a rule, made when first needed, above its questions. */
  const boxOf = ({ select }) => {
    const rule = select.closest(".struct-block");
    const known = rule.querySelector(":scope > .rule-sentence");
    if (known) return known;
    const box = element("div", { className: "rule-sentence" });
    box.setAttribute("role", "status");
    rule.prepend(box);
    return box;
  };

  const plainText = (clause) => {
    const field = document.querySelector(`[name="${CSS.escape(clause)}-text"]`);
    try {
      return JSON.parse(field.value).blocks.map((block) => block.text).join("\n");
    } catch {
      return "";
    }
  };

  const dataOf = ({ prefix, clause }) => {
    const data = new FormData();
    const start = `${prefix}-`;
    for (const [name, value] of new FormData(document.querySelector("form[data-edit-form]"))) {
      if (name.startsWith(start)) data.append(name.slice(start.length), value);
    }
    data.append("text", plainText(clause));
    data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    return data;
  };

  const demand = ([words, isSaid]) => element("li", {}, [
    words,
    isSaid ? "" : element("strong", { textContent: ` – ${settings.missing}` }),
  ]);

  const show = (box, answer) => {
    const errors = answer.errors.map((text) => element("p", { className: "rule-sentence__error", textContent: text }));
    const parts = [...errors];
    if (answer.hint) parts.push(element("p", { textContent: answer.hint }));
    if (answer.sentence) {
      parts.push(
        element("p", { className: "rule-sentence__text", textContent: answer.sentence }),
        element("p", { textContent: settings.demands }),
        element("ul", {}, answer.demands.map(demand)),
      );
    }
    box.replaceChildren(...parts);
  };

  const ask = (rule) => {
    const box = boxOf(rule);
    const turn = Symbol("turn");
    newest.set(rule.prefix, turn);
    fetch(settings.ruleSentenceUrl, {
      method: "POST",
      body: dataOf(rule),
      headers: { Accept: "application/json" },
    })
      .then((response) => (response.ok ? response.json() : Promise.reject(response)))
      .then((answer) => {
        if (newest.get(rule.prefix) === turn) show(box, answer);
      })
      .catch(() => {
        if (newest.get(rule.prefix) === turn) box.replaceChildren(element("p", { textContent: settings.failed }));
      });
  };

  const askSoon = (rule) => {
    clearTimeout(timers.get(rule.prefix));
    timers.set(rule.prefix, setTimeout(() => ask(rule), WAIT));
  };

  const onChange = ({ target }) => {
    const name = target.name || "";
    const clause = IN_TEXT.exec(name)?.[1];
    modes()
      .filter((rule) => (clause ? rule.clause === clause : name.startsWith(`${rule.prefix}-`)))
      .forEach(askSoon);
  };

  /* A rule gets its sentence when somebody first sees it: sections fold away dozens of rules. */
  const sight = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
      sight.unobserve(target);
      modes().filter(({ select }) => select.closest(".struct-block") === target).forEach(ask);
    });
  });

  const lookForRules = () => modes()
    .filter(({ select }) => !select.closest(".struct-block").querySelector(":scope > .rule-sentence"))
    .forEach((rule) => {
      boxOf(rule);
      sight.observe(rule.select.closest(".struct-block"));
    });

  const start = () => {
    settings = document.querySelector("[data-rule-sentence-url]")?.dataset;
    if (!settings) return;
    document.addEventListener("input", onChange);
    document.addEventListener("change", onChange);
    lookForRules();
    new MutationObserver(lookForRules).observe(document.body, { childList: true, subtree: true });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
