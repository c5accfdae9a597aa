/* The editor of a section: asks what the rules in the form do to the coverage, shortly after the
   last change of one. Without this script the panel tells it of the draft as saved last. */
(() => {
  const PAUSE = 1200;
  const PART_OF_A_CLAUSE = /^clauses-/;

  const start = (panel) => {
    const form = panel.closest("form");
    const result = panel.querySelector("[data-result]");
    const button = panel.querySelector("[data-check]");
    let timer = 0;
    let asked = 0;

    const check = async () => {
      const number = ++asked;
      result.setAttribute("aria-busy", "true");
      button.textContent = panel.dataset.waiting;
      let html = "";
      try {
        const answer = await fetch(panel.dataset.url, { method: "POST", body: new FormData(form) });
        html = answer.ok ? await answer.text() : "";
      } catch {
        html = "";
      }
      // A later question overtakes an earlier one.
      if (number !== asked) return;
      if (html) result.innerHTML = html;
      else result.textContent = panel.dataset.failed;
      result.removeAttribute("aria-busy");
      button.textContent = button.dataset.label;
    };

    const plan = () => {
      clearTimeout(timer);
      timer = setTimeout(check, PAUSE);
    };

    const later = (event) => {
      if (PART_OF_A_CLAUSE.test(event.target.name || "")) plan();
    };

    button.dataset.label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", check);
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("click", (event) => {
      // Deleting, copying and moving a clause or a rule changes hidden fields without an event.
      const inClauses = event.target.closest('[data-contentpath="clauses"]');
      if (inClauses && event.target.closest("button")) plan();
    });
  };

  const find = () => document.querySelectorAll("[data-coverage-changes]").forEach(start);
  // The admin loads the scripts of panels before the panels.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", find);
  else find();
})();
