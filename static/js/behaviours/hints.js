/* What everybody would see of a text, said while it is written. The rule stands on the server; without it, it is said on saving. */
(function () {
  "use strict";
  var ASKED = ["title", "text", "csrf_token", "acting_for"];

  window.kiknet.register("hints", function (part) {
    var form = part.closest("form");
    var shown = part.querySelector("[aria-live]");
    var running = null;

    form.addEventListener("change", function (event) {
      if (event.target.name !== "title" && event.target.name !== "text") return;
      var asked = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        if (ASKED.indexOf(name) >= 0 && typeof value === "string") asked.append(name, value);
      });
      if (running) running.abort();
      running = new AbortController();
      fetch(part.dataset.source, { method: "POST", body: asked, signal: running.signal })
        .then(function (answer) { return answer.ok && !answer.redirected ? answer.text() : Promise.reject(new Error("no answer")); })
        .then(function (html) {
          var found = new DOMParser().parseFromString(html, "text/html").getElementById(shown.id);
          if (found) shown.replaceChildren.apply(shown, Array.from(found.childNodes));
        })
        .catch(function () { });
    });
  });
})();
