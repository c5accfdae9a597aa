/* Suggestions below a search box while somebody types: the combobox of the ARIA practices.
   Without this file the box is a plain one. It never changes what was typed. */
(() => {
  "use strict";

  const WAIT = 150;
  const SHORTEST = 2;

  const element = (name, attributes, text = "") => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  };

  const equip = (form, number) => {
    const field = form.querySelector('input[type="search"]');
    const id = `vorschlaege-${number}`;
    const list = element("div", { id, class: "suggestions", role: "listbox", "aria-label": form.dataset.label, hidden: "" });
    const status = element("p", { class: "visually-hidden", role: "status" });
    let waiting = 0;
    let request = null;

    const activate = (option) => {
      for (const one of list.children) one.setAttribute("aria-selected", String(one === option));
      if (option) {
        field.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        field.removeAttribute("aria-activedescendant");
      }
    };
    const active = () => list.querySelector('[aria-selected="true"]');
    const open = (isOpen) => {
      list.hidden = !isOpen;
      field.setAttribute("aria-expanded", String(isOpen));
      activate(null);
    };
    const stop = () => {
      window.clearTimeout(waiting);
      if (request) request.abort();
      request = null;
    };
    const close = () => {
      stop();
      status.textContent = "";
      open(false);
    };

    const show = (answer) => {
      const options = answer.suggestions.map((one, index) => {
        const option = element("a", { id: `${id}-${index}`, role: "option", href: one.url, tabindex: "-1", "aria-selected": "false" });
        option.append(element("span", { dir: "auto" }, one.title), element("span", { class: "meta" }, one.kind));
        return option;
      });
      list.replaceChildren(...options);
      open(options.length > 0);
      status.textContent = answer.announcement;
    };

    const ask = async () => {
      stop();
      const words = field.value.trim();
      if ([...words].length < SHORTEST) return close();
      const mine = new AbortController();
      request = mine;
      try {
        const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: words })}`;
        const answer = await fetch(address, { signal: mine.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        const found = await answer.json();
        if (request === mine && document.activeElement === field) show(found);
      } catch {
        // No network, or too much at once: the button still searches.
        if (request === mine) close();
      }
    };
    const wait = () => {
      stop();
      waiting = window.setTimeout(ask, WAIT);
    };

    const step = (by) => {
      const options = [...list.children];
      if (!options.length) return false;
      if (list.hidden) open(true);
      // One place more than there are options: the field itself.
      const places = options.length + 1;
      const next = (options.indexOf(active()) + 1 + by + places) % places;
      activate(options[next - 1] || null);
      return true;
    };

    // While a word is being composed, too: the keyboards of phones compose every word.
    field.addEventListener("input", wait);
    field.addEventListener("keydown", (event) => {
      // But then the keys belong to the input method (229: Safari).
      if (event.isComposing || event.keyCode === 229) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      let isTaken = false;
      if (event.key === "ArrowDown") isTaken = step(1);
      if (event.key === "ArrowUp") isTaken = step(-1);
      if (event.key === "Enter" && !list.hidden && active()) {
        isTaken = true;
        active().click();
      }
      if (event.key === "Escape" && !list.hidden) {
        isTaken = true;
        close();
      }
      if (isTaken) event.preventDefault();
    });
    field.addEventListener("blur", close);
    form.addEventListener("submit", close);
    // A press must not take the focus away before it has become a click.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    window.addEventListener("pageshow", close);

    for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })) field.setAttribute(key, value);
    form.append(list);
    // Only where somebody searches: every page has this box, and may have a status of its own.
    field.addEventListener("focus", () => form.append(status));
    if (document.activeElement === field) {
      form.append(status);
      // Quick fingers have typed before this file was there.
      if (field.value !== field.defaultValue) wait();
    }
  };

  document.querySelectorAll("form[data-suggestions]").forEach(equip);
})();
