// Starts the date fields, choosers and inline panels of Wagtail's admin. Wagtail does so by
// inline scripts, which the content security policy refuses; here the same call stands in
// attributes of a <template> (see portal/core/admin_scripts.py).
(() => {
  "use strict";

  // Only these may be called: attributes are markup, and markup must not run just anything.
  const DATES = /^init(Date|DateTime|Time)Chooser$/;
  const FUNCTION = /^createTaskChooser$/;
  const CLASS = /^([A-Z]\w*Chooser|InlinePanel|MultipleChooserPanel)$/;
  const started = new WeakSet();

  function start(element) {
    const { start: name, arguments: json } = element.dataset;
    if (started.has(element)) return;
    started.add(element);
    const values = JSON.parse(json);
    // What was typed stays, for the server to read or to refuse: the calendar would put today in
    // the place of what it cannot read, such as "24.12.2026".
    if (DATES.test(name)) window[name](values[0], { ...values[1], validateOnBlur: false });
    else if (FUNCTION.test(name)) window[name](...values);
    else if (CLASS.test(name)) new window[name](...values);
  }

  function startWithin(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches("template[data-start]")) start(node);
    node.querySelectorAll("template[data-start]").forEach(start);
  }

  // Also for what comes later: dialogs, new rows, blocks.
  new MutationObserver((changes) => {
    changes.forEach((change) => change.addedNodes.forEach(startWithin));
  }).observe(document.documentElement, { childList: true, subtree: true });
  startWithin(document.documentElement);
})();
