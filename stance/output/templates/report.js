"use strict";
// The index's filter. Without scripts the page is complete and shows every document.
const form = document.querySelector("form.filter");
if (form) {
  form.hidden = false;
  const rows = [...document.querySelectorAll("tr[data-document]")];
  const texts = new Map(rows.map((row) => [row,
    (row.textContent + document.getElementById(row.dataset.document).textContent).toLowerCase()]));
  const apply = () => {
    const words = form.words.value.trim().toLowerCase();
    const stance = form.stance.value;
    let shown = 0;
    for (const row of rows) {
      const fits = texts.get(row).includes(words)
        && (!stance || row.dataset.stances.split(" ").includes(stance));
      row.hidden = !fits;
      document.getElementById(row.dataset.document).hidden = !fits;
      shown += fits;
    }
    form.shown.value = `${shown} of ${rows.length} documents`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
