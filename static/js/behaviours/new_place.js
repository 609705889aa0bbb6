/* The address of a place is asked for only when its name is new: data-details names the part to show then. */
(function () {
  "use strict";
  window.kiknet.register("new-place", function (input) {
    var details = document.getElementById(input.dataset.details);
    var known = Array.from(input.list ? input.list.options : [], function (option) { return option.value.trim().toLowerCase(); });
    function look() {
      var name = input.value.trim().toLowerCase();
      details.hidden = !name || (known.indexOf(name) >= 0 && !details.querySelector(".field--error"));
    }
    input.addEventListener("input", look);
    look();
  });
})();
