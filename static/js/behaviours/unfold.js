/* A folded part opens when something in it is wrong or the address points into it. */
(function () {
  "use strict";
  window.kiknet.register("unfold", function (details) {
    function look() {
      var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
      if (details.querySelector("[aria-invalid='true'], .field--error") || (target && details.contains(target))) details.open = true;
    }
    window.addEventListener("hashchange", look);
    details.addEventListener("invalid", function () { details.open = true; }, true);
    look();
  });
})();
