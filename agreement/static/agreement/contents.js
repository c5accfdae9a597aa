// Marks in the contents where one reads, and keeps that line in sight; without it the links still lead there.
"use strict";
for (const nav of document.querySelectorAll("nav[data-follows-reader]")) {
  const links = new Map();
  for (const link of nav.querySelectorAll("a[href*='#']")) {
    const there = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (there && link.pathname === location.pathname) links.set(there, link);
  }
  const inSight = new Set();
  let marked = null;

  function current() {
    const places = [...links.keys()];
    // Where the page ends, what stands last in the window cannot come up to its top.
    const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    return isAtEnd && scrollY > 0
      ? places.findLast((place) => place.getBoundingClientRect().top < innerHeight)
      : places.find((place) => inSight.has(place));
  }

  function mark() {
    const link = links.get(current());
    if (!link || link === marked) return;
    marked?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    marked = link;
    const box = nav.getBoundingClientRect();
    const line = link.getBoundingClientRect();
    if (nav.scrollHeight > nav.clientHeight && (line.top < box.top || line.bottom > box.bottom)) {
      nav.scrollTop += line.top - box.top - box.height / 3;
    }
  }

  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) inSight.add(entry.target);
        else inSight.delete(entry.target);
      }
      mark();
    },
    { rootMargin: "-64px 0px -60% 0px" },
  );
  for (const place of links.keys()) watch.observe(place);
  addEventListener("scrollend", mark);
}
