(function () {
  "use strict";
  window.kiknet.register("print", function (button) {
    button.addEventListener("click", function () { window.print(); });
  });
})();
