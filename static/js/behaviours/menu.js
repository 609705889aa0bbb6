/* A folded menu or filter closes with Escape, and the focus returns to its button. */
(function () {
  "use strict";
  window.kiknet.register("menu", function (details) {
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
  });
})();
