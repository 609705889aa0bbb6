(function () {
  "use strict";
  window.kiknet.register("show-password", function (button) {
    var field = document.getElementById(button.dataset.target);
    button.addEventListener("click", function () {
      var isShown = field.type === "text";
      field.type = isShown ? "password" : "text";
      button.setAttribute("aria-pressed", String(!isShown));
    });
    if (field.form) field.form.addEventListener("submit", function () { field.type = "password"; });
  });
})();
