/* One choice stands for all ("Everyone"): the others go off beside it, and it goes off beside them. */
(function () {
  "use strict";
  window.kiknet.register("chips-alone", function (chips) {
    chips.addEventListener("change", function (event) {
      if (!event.target.checked) return;
      var isAll = event.target.value === chips.dataset.alone;
      chips.querySelectorAll("input:checked").forEach(function (input) {
        if (input !== event.target && (isAll || input.value === chips.dataset.alone)) input.checked = false;
      });
    });
  });
})();
