/* data-follows="id": this date (or time) field is never earlier than that one; it moves along until somebody sets it. */
(function () {
  "use strict";
  window.kiknet.register("date-follows", function (end) {
    var start = document.getElementById(end.dataset.follows);
    if (!start) return;
    function follow() {
      if (end.type === "date") end.min = start.value;
      if (start.value && end.value && end.value < start.value) end.value = start.value;
    }
    start.addEventListener("change", follow);
    follow();
  });
})();
