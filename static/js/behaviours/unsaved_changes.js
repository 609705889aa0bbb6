/* Leaving a page with something typed and not sent: the browser asks first. */
(function () {
  "use strict";
  window.kiknet.register("unsaved-changes", function (form) {
    var isChanged = Boolean(document.querySelector(".error-summary"));
    form.addEventListener("input", function () { isChanged = true; });
    form.addEventListener("submit", function (event) { isChanged = event.defaultPrevented; });
    window.addEventListener("beforeunload", function (event) {
      if (isChanged) event.preventDefault();
    });
  });
})();
