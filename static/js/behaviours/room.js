/* The room in the event's form, without leaving the page: the same buttons, and asked anew when the times change. */
(function () {
  "use strict";
  var TIMES = ["first_day", "last_day", "starts", "ends", "is_all_day", "is_date_open", "added", "kept", "room_people"];
  var PAUSE = 700;

  window.kiknet.register("room", function (part) {
    var form = part.closest("form");
    var timer = 0;
    var asked = 0;

    function isTime(name) {
      return TIMES.indexOf(name) >= 0 || name.indexOf("repeats") === 0;
    }
    function show(fresh, chosen, focus) {
      part.replaceChildren.apply(part, Array.from(fresh.childNodes));
      part.dataset.room = fresh.dataset.room;
      if (fresh.dataset.shows) part.dataset.shows = fresh.dataset.shows; else delete part.dataset.shows;
      form.elements.namedItem("room").value = chosen;
      form.elements.namedItem("room").dispatchEvent(new Event("change", { bubbles: true }));
      document.getElementById("ort-angaben").hidden = !!fresh.dataset.room;
      window.kiknet.start(part);
      if (focus) part.focus();
    }
    function ask(then, focus, otherwise) {
      var mine = ++asked;
      var fields = new FormData(form);
      fields.set("then", then);
      form.querySelectorAll("[type='file']").forEach(function (each) { fields.delete(each.name); });
      part.setAttribute("aria-busy", "true");
      fetch(form.action, { method: "POST", body: fields, credentials: "same-origin" })
        .then(function (answer) { return answer.redirected ? "" : answer.text(); })
        .then(function (html) {
          if (mine !== asked) return;
          var page = new DOMParser().parseFromString(html, "text/html");
          var fresh = page.getElementById("raum");
          var chosen = page.querySelector("input[name='room']");
          if (!fresh || !chosen) throw new Error("no answer");
          show(fresh, chosen.value, focus);
        })
        .catch(function () { if (mine === asked && otherwise) otherwise(); })
        .finally(function () { part.removeAttribute("aria-busy"); });
    }
    function press(event) {
      var button = event.target.closest("button[name='then']");
      if (!button || button.value.indexOf("@") >= 0) return;
      event.preventDefault();
      ask(button.value, true, function () {  // then as without JavaScript
        part.removeEventListener("click", press);
        button.click();
      });
    }
    part.addEventListener("click", press);
    form.addEventListener("submit", function () { window.clearTimeout(timer); });  // what is posted asks for it itself
    form.addEventListener("change", function (event) {
      if (!isTime(event.target.name)) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(function () {
        if (part.dataset.room) ask("room:" + part.dataset.room, false);
        else if (part.dataset.shows) ask("room", false);
      }, PAUSE);
    });
  });
})();
