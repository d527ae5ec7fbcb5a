// Every page: colours, language, copy and download buttons, the basket's ticks and count.
(function () {
  "use strict";
  const all = (query) => Array.from(document.querySelectorAll(query));
  const store = {
    get(key) {
      try { return localStorage.getItem("baseline-" + key); } catch (refused) { return null; }
    },
    set(key, value) {
      try { localStorage.setItem("baseline-" + key, value); } catch (refused) { /* The choice lasts as long as the page. */ }
    },
  };
  store.set("language", document.documentElement.lang);

  for (const button of all("[data-theme-switch]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = document.documentElement.dataset.theme
        ? document.documentElement.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      document.documentElement.dataset.theme = dark ? "light" : "dark";
      store.set("theme", document.documentElement.dataset.theme);
    });
  }

  function keepQuery() {
    for (const link of all("a[data-keep]")) {
      link.href = link.getAttribute("href").replace(/[?#].*$/, "") + location.search + location.hash;
    }
  }
  addEventListener("hashchange", keepQuery);
  keepQuery();

  for (const button of all("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy).textContent;
      try {
        await navigator.clipboard.writeText(text);
      } catch (refused) {
        const area = document.createElement("textarea");
        area.value = text;
        document.body.append(area);
        area.select();
        document.execCommand("copy");
        area.remove();
      }
      const words = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 1500);
    });
  }

  for (const button of all("[data-save]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const link = document.createElement("a");
      const text = document.getElementById(button.dataset.save).textContent;
      link.href = "data:text/plain;charset=utf-8," + encodeURIComponent(text.replace(/\n?$/, "\n"));
      link.download = button.dataset.file;
      link.click();
    });
  }

  // A click on the number of a line makes the address its permalink.
  for (const code of all(".yaml code")) {
    code.addEventListener("click", (event) => {
      if (event.target.id) location.hash = event.target.id;
    });
  }

  const basket = {
    get() {
      try {
        const kept = JSON.parse(store.get("basket") || "[]");
        return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
      } catch (broken) {
        return [];
      }
    },
    set(chosen) {
      store.set("basket", JSON.stringify(chosen));
      show();
      document.dispatchEvent(new CustomEvent("baseline-basket"));
    },
    add(identifier) { basket.set(basket.get().filter((each) => each !== identifier).concat(identifier)); },
    remove(identifier) { basket.set(basket.get().filter((each) => each !== identifier)); },
  };

  function show() {
    const chosen = basket.get();
    for (const count of all("[data-basket-count]")) {
      count.textContent = String(chosen.length);
      count.hidden = chosen.length === 0;
    }
    for (const box of all("[data-pick]")) box.checked = chosen.includes(box.dataset.pick);
  }
  for (const label of all("[data-pick-label]")) label.hidden = false;
  for (const box of all("[data-pick]")) {
    box.addEventListener("change", () => (box.checked ? basket.add : basket.remove)(box.dataset.pick));
  }
  addEventListener("storage", show);
  show();

  window.baseline = { all, store, basket, keepQuery };
})();
