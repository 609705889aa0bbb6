/* What else is on that day, asked anew whenever day, hours, place or guests change. Without it the button asks. */
(function () {
  "use strict";
  var ASKED = ["title", "first_day", "last_day", "starts", "ends", "is_all_day", "is_date_open", "place_name", "place_district_number",
    "audiences", "fields", "topics", "spoken", "interpreted", "is_women_only"];
  var PAUSE = 500;

  window.kiknet.register("look", function (part) {
    var form = part.closest("form");
    var button = part.querySelector("button");
    var shown = part.querySelector("[aria-live]");
    var timer = 0;
    var running = null;

    function address() {
      var asked = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        if (ASKED.indexOf(name) >= 0 && typeof value === "string" && value) asked.append(name, value);
      });
      if (!asked.get("first_day")) return "";
      if (part.dataset.event) asked.set("event", part.dataset.event);
      return part.dataset.source + (part.dataset.source.indexOf("?") < 0 ? "?" : "&") + asked;
    }
    function look() {
      var wanted = address();
      if (running) running.abort();
      if (!wanted) { shown.replaceChildren(); return; }
      running = new AbortController();
      fetch(wanted, { signal: running.signal, headers: { Accept: "text/html" } })
        .then(function (answer) { return answer.ok && !answer.redirected ? answer.text() : Promise.reject(new Error("no answer")); })
        .then(function (html) {
          var found = new DOMParser().parseFromString(html, "text/html").getElementById(shown.id);
          if (!found) return;
          shown.replaceChildren.apply(shown, Array.from(found.childNodes));
          button.hidden = button.disabled = true;
        })
        .catch(function (trouble) { if (trouble.name !== "AbortError") button.hidden = button.disabled = false; });
    }
    form.addEventListener("change", function (event) {
      if (ASKED.indexOf(event.target.name) < 0) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(look, PAUSE);
    });
  });
})();
