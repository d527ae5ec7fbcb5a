// Search and filters of the home page, and the CIS switch of the table of controls.
(function () {
  "use strict";
  const { all } = window.baseline;
  const form = document.querySelector("[data-search-form]");
  const query = document.querySelector("[data-query]");
  const rows = all("[data-row]").map((element) => ({ element, text: element.dataset.text, data: element.dataset }));
  const filters = all("[data-facet]");
  const found = document.querySelector("[data-found]");
  const nothing = document.querySelector("[data-nothing]");
  const fold = (text) => text.toLowerCase().normalize("NFKC");

  function holds(row, key, value) {
    const held = key === "framework" ? row.data.frameworks : row.data[key];
    return held.split(" ").includes(value);
  }

  function show() {
    const wanted = fold(query.value).split(/\s+/).filter(Boolean);
    const chosen = filters.filter((each) => each.value).map((each) => [each.dataset.facet, each.value]);
    const count = { article: 0, control: 0 };
    for (const row of rows) {
      const match = wanted.every((word) => row.text.includes(word)) && chosen.every(([key, value]) => holds(row, key, value));
      row.element.hidden = !match;
      if (match) count[row.data.row] += 1;
    }
    for (const heading of all("[data-heading]")) heading.hidden = count[heading.dataset.heading] === 0;
    const shown = count.article + count.control;
    nothing.hidden = shown > 0;
    found.textContent = found.dataset.words.replace("{n}", shown).replace("{all}", rows.length);
  }

  if (form) {
    form.hidden = false;
    for (const row of rows) row.text = fold(row.text);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", show);
    document.querySelector("[data-clear]").addEventListener("click", () => {
      query.value = "";
      for (const each of filters) each.value = "";
      show();
      query.focus();
    });
    show();
  }

  for (const box of all("[data-cis-switch]")) {
    const version = box.querySelector("select");
    box.hidden = false;
    version.addEventListener("change", () => {
      for (const cell of all("[data-cis]")) cell.hidden = Boolean(version.value) && cell.dataset.cis !== version.value;
      for (const row of all("[data-cis-row]")) {
        row.hidden = Boolean(version.value) && !row.dataset.cisRow.split(" ").includes(version.value);
      }
    });
  }
})();
