/* What else is on that day, asked anew whenever day, hours, place or guests change. Without it the button asks. */
(function () {
  "use strict";
  var ASKED = ["title", "first_day", "last_day", "starts", "ends", "is_all_day", "is_date_open", "place_name", "place_district_number", "room",
    "audiences", "fields", "topics", "spoken", "interpreted", "is_women_only", "added", "removed", "listed", "kept", "skips_holidays"];
  var PAUSE = 500;

  window.kiknet.register("look", function (part) {
    var form = part.closest("form");
    var button = part.querySelector("button");
    var shown = part.querySelector("[aria-live]");
    var timer = 0;
    var running = null;

    function isAsked(name) {
      return ASKED.indexOf(name) >= 0 || name.indexOf("repeats") === 0;
    }
    function question() {
      var asked = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        if ((isAsked(name) || name === "csrf_token" || name === "acting_for") && typeof value === "string" && value) asked.append(name, value);
      });
      if (part.dataset.event) asked.set("event", part.dataset.event);
      return asked;
    }
    function look() {
      var asked = question();
      if (running) running.abort();
      if (!asked.get("first_day") && !asked.get("is_date_open")) { shown.replaceChildren(); return; }
      running = new AbortController();
      fetch(part.dataset.source, { method: "POST", body: asked, signal: running.signal })
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
      if (!isAsked(event.target.name)) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(look, PAUSE);
    });
  });
})();
