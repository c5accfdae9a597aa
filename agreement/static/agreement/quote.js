// Takes the words that somebody marked in the clause into the field for the quote.
"use strict";
(() => {
  const form = document.querySelector("[data-quote-text]");
  const clause = document.querySelector("[data-quotable] .clause__text");
  const field = document.querySelector("#id_quote");
  if (!form || !clause || !field) return;

  // A mark may reach beyond the clause: what counts is the part within, paragraph by paragraph.
  const wordsIn = (range) => {
    const paragraphs = new Map();
    const texts = document.createTreeWalker(clause, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!range.intersectsNode(text)) continue;
      const start = text === range.startContainer ? range.startOffset : 0;
      const end = text === range.endContainer ? range.endOffset : text.length;
      const paragraph = text.parentElement.closest("p, li");
      paragraphs.set(paragraph, (paragraphs.get(paragraph) ?? "") + text.data.slice(start, end));
    }
    return [...paragraphs.values()].map((words) => words.trim()).filter(Boolean).join("\n");
  };

  let marked = "";
  // Pressing the button may take the mark away, so the words are kept while there is one.
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed) return;
    marked = wordsIn(selection.getRangeAt(0)) || marked;
  });

  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet";
  button.textContent = form.dataset.quoteText;
  button.addEventListener("click", () => {
    if (marked) field.value = marked;
    field.focus();
  });
  field.after(button);
})();
