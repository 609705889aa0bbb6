/* Arrow keys walk from day to day in the month; Home and End to the ends of the week. Tab works as before. */
(function () {
  "use strict";
  window.kiknet.register("month-keys", function (table) {
    table.addEventListener("keydown", function (event) {
      var cell = event.target.closest("td");
      if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
      var days = Array.from(table.querySelectorAll(".month__day")).filter(function (day) { return day.offsetParent; });
      var here = days.indexOf(cell.querySelector(".month__day"));
      var isRtl = getComputedStyle(table).direction === "rtl";
      var inWeek = here % 7;
      var step = {
        ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1, ArrowDown: 7, ArrowUp: -7, Home: -inWeek, End: 6 - inWeek
      }[event.key];
      if (step === undefined || !event.target.matches(".month__day")) return;
      event.preventDefault();
      var next = days[here + step];
      if (next) next.focus();
    });
  });
})();
