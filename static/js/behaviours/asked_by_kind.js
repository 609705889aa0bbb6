/* A form asks only what the chosen kind needs: shows and hides the parts that name the choices they belong to. */
(function () {
  "use strict";
  window.kiknet.register("asked-by-kind", function (part) {
    function chosen(name) {
      var input = part.querySelector("[name='" + name + "']:checked");
      return input ? input.value : "";
    }
    function look() {
      var key = (chosen("direction") || "need") + ":" + chosen("kind");
      part.querySelectorAll("[data-asked]").forEach(function (each) {
        each.hidden = each.dataset.asked.split(" ").indexOf(key) < 0 && !each.querySelector(".field--error");
      });
    }
    part.querySelectorAll("[data-take-over]").forEach(function (each) { each.hidden = true; });
    part.addEventListener("change", function (event) {
      if (event.target.name === "direction" || event.target.name === "kind") look();
    });
    look();
  });

  /* Of several parts the one that belongs to the chosen value of `data-chooser`. */
  window.kiknet.register("shows-chosen", function (part) {
    function look() {
      var input = part.querySelector("[name='" + part.dataset.chooser + "']:checked");
      part.querySelectorAll("[data-shown-for]").forEach(function (each) {
        each.hidden = (!input || each.dataset.shownFor !== input.value) && !each.querySelector(".field--error");
      });
    }
    part.addEventListener("change", function (event) { if (event.target.name === part.dataset.chooser) look(); });
    look();
  });
})();
