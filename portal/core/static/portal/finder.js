// What only a script can do on the finder's pages; without it nothing is missing but these buttons.
"use strict";

const show = (selector, act) => {
  for (const button of document.querySelectorAll(selector)) {
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  }
};

show("[data-print]", () => window.print());

if (navigator.share) {
  show("[data-share]", (button) => {
    // Whoever changes his mind has not failed.
    navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {});
  });
}

// The page of a visit about violence gives way to another one, which the back button skips.
for (const link of document.querySelectorAll("[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    window.location.replace(link.href);
  });
}
