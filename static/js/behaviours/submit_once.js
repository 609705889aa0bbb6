/* A second press does nothing while the first is under way, and the button says that something goes on. */
(function () {
  "use strict";
  window.kiknet.register("submit-once", function (form) {
    var pressed = null;
    var words = "";

    function reset() {
      if (pressed) { pressed.textContent = words; pressed.removeAttribute("aria-disabled"); }
      form.removeAttribute("aria-busy");
      pressed = null;
    }
    form.addEventListener("submit", function (event) {
      if (event.defaultPrevented) return;
      if (form.getAttribute("aria-busy")) { event.preventDefault(); return; }
      form.setAttribute("aria-busy", "true");
      pressed = event.submitter;
      if (!pressed) return;
      words = pressed.textContent;
      pressed.setAttribute("aria-disabled", "true");
      pressed.textContent = form.dataset.sending || words;
    });
    window.addEventListener("pageshow", function (event) { if (event.persisted) reset(); });
  });
})();
