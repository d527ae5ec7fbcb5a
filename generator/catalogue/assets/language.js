// The page above both languages sends the reader to the one that was chosen before, else to the browser's.
(function () {
  "use strict";
  let language = navigator.language.startsWith("ja") ? "ja" : "en";
  try {
    language = localStorage.getItem("baseline-language") || language;
  } catch (refused) {
    // Storage is blocked: the browser's language stays.
  }
  location.replace((language === "ja" ? "ja" : "en") + "/index.html");
})();
