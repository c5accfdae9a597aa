// The weekly form of opening hours: copies a line to other days, and asks the server to read
// the week back while somebody types. Without this script the form works all the same.
(() => {
  "use strict";

  const PAUSE = 400;
  const WORK_DAYS = 5;
  const waiting = new WeakMap();
  const asked = new WeakMap();

  document.documentElement.classList.add("has-week-form");

  const daysOf = (form) => [...form.querySelectorAll("[data-week-day]")];
  const inputOf = (day) => day.querySelector("input");

  function close(form) {
    const choice = form.querySelector(":scope .week-form__choice");
    if (!choice) return;
    const button = choice.parentElement.querySelector("[data-week-copy]");
    choice.remove();
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  // The following work days are chosen beforehand: mostly they are what is meant.
  function open(form, day, button) {
    const days = daysOf(form);
    const place = days.indexOf(day);
    const template = form.querySelector("[data-week-choice]");
    const choice = template.content.firstElementChild.cloneNode(true);
    const legend = choice.querySelector("[data-week-legend]");
    legend.textContent = legend.dataset.weekLegend;
    const targets = choice.querySelector("[data-week-targets]");
    days.forEach((other, number) => {
      if (other === day) return;
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = String(number);
      box.checked = number > place && number < WORK_DAYS;
      label.append(box, ` ${other.dataset.weekDay}`);
      targets.append(label);
    });
    day.append(choice);
    button.setAttribute("aria-expanded", "true");
    targets.querySelector("input").focus();
  }

  function apply(form, day) {
    const days = daysOf(form);
    const line = inputOf(day).value;
    day.querySelectorAll("[data-week-targets] input:checked").forEach((box) => {
      const input = inputOf(days[Number(box.value)]);
      input.value = line;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    close(form);
    ask(form);
  }

  function show(form, answer) {
    const sentence = form.querySelector("[data-week-sentence]");
    const isEmpty = daysOf(form).every((day) => !inputOf(day).value.trim());
    const words = (isEmpty && form.dataset.weekEmpty) || answer.sentence;
    sentence.querySelector("[data-week-words]").textContent = words;
    sentence.hidden = !words;
    daysOf(form).forEach((day, number) => {
      const said = day.querySelector("[data-week-error]");
      const words = answer.errors[number];
      const input = inputOf(day);
      said.hidden = !words;
      said.textContent = words ? `${day.dataset.weekDay}: ${words}` : "";
      said.id ||= `${input.id}_error`;
      const described = new Set((input.getAttribute("aria-describedby") || "").split(/\s+/));
      described.delete("");
      if (words) {
        described.add(said.id);
        input.setAttribute("aria-invalid", "true");
      } else {
        described.delete(said.id);
        input.removeAttribute("aria-invalid");
      }
      if (described.size) input.setAttribute("aria-describedby", [...described].join(" "));
      else input.removeAttribute("aria-describedby");
    });
  }

  async function ask(form) {
    const url = new URL(form.dataset.sentenceUrl, window.location.href);
    daysOf(form).forEach((day) => url.searchParams.append("line", inputOf(day).value));
    asked.set(form, url.href);
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    // What was typed since then is asked for anew; an answer that is no answer changes nothing.
    if (answer.ok && asked.get(form) === url.href) show(form, await answer.json());
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-week-form]");
    if (!form || event.target.type === "checkbox") return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => ask(form), PAUSE));
  });

  document.addEventListener("click", (event) => {
    const form = event.target.closest("[data-week-form]");
    if (!form) return;
    const day = event.target.closest("[data-week-day]");
    const button = event.target.closest("[data-week-copy]");
    if (button) {
      const wasOpen = button.getAttribute("aria-expanded") === "true";
      close(form);
      if (!wasOpen) open(form, day, button);
    } else if (event.target.closest("[data-week-apply]")) {
      apply(form, day);
    } else if (event.target.closest("[data-week-cancel]")) {
      close(form);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.closest(".week-form__choice")) return;
    event.stopPropagation();
    close(event.target.closest("[data-week-form]"));
  });
})();
