// Before the first paint: the colours that the reader chose, else those of the system.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  try {
    const theme = localStorage.getItem("baseline-theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  } catch (refused) {
    // Storage is blocked: the colours of the system stay.
  }
})();
