"use strict";
// Narrows the page to actors by name. Without scripts it shows them all.
const form = document.querySelector("form.filter");
form.hidden = false;
const rows = [...document.querySelectorAll("[data-actor]")];
const apply = () => {
  const words = form.actor.value.trim().toLowerCase();
  const changed = form.changed.checked;
  for (const row of rows) {
    row.hidden = !row.dataset.actor.toLowerCase().includes(words)
      || (changed && row.dataset.changes === "0");
  }
};
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
