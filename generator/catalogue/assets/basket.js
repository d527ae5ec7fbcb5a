// The basket: the chosen controls in the order in which they were ticked, and the command that composes them.
(function () {
  "use strict";
  const { all, basket } = window.baseline;
  const MOST_RUNBOOKS = 25;
  const rows = new Map(all("[data-basket-row]").map((row) => [row.dataset.basketRow, row]));
  const list = document.querySelector("[data-basket-rows]");

  function show() {
    const chosen = basket.get().filter((each) => rows.has(each));
    for (const row of rows.values()) row.hidden = true;
    for (const each of chosen) {
      rows.get(each).hidden = false;
      list.append(rows.get(each));
    }
    const runbooks = chosen.filter((each) => rows.get(each).dataset.runbook === "yes").length;
    document.querySelector("[data-basket-empty]").hidden = chosen.length > 0;
    document.querySelector("[data-basket-made]").hidden = chosen.length === 0;
    document.querySelector("[data-basket-many]").hidden = runbooks <= MOST_RUNBOOKS;
    const slugs = chosen.map((each) => rows.get(each).dataset.slug);
    document.getElementById("basket-command").textContent = "baseline compose " + slugs.join(" ") + " --output composed-controls.yaml";
    write(slugs, runbooks);
  }

  // The last choice wins, however long the files of an earlier one take.
  let turn = 0;
  async function write(slugs, runbooks) {
    const mine = ++turn;
    const template = document.querySelector("[data-basket-template]");
    const problem = document.querySelector("[data-basket-problem]");
    template.hidden = true;
    problem.textContent = "";
    if (slugs.length === 0 || runbooks > MOST_RUNBOOKS) return;
    let text = null;
    try {
      text = await window.baseline.compose(slugs);
    } catch (unread) {
      // A page that is opened as a file may not read its neighbours: the command does the same.
    }
    if (mine !== turn) return;
    if (text === null) {
      problem.textContent = problem.dataset.unmade;
    } else {
      document.getElementById("basket-yaml").textContent = text;
      template.hidden = false;
    }
  }

  document.querySelector("[data-basket]").hidden = false;
  for (const button of all("[data-unpick]")) button.addEventListener("click", () => basket.remove(button.dataset.unpick));
  document.addEventListener("baseline-basket", show);
  addEventListener("storage", show);
  show();
})();
