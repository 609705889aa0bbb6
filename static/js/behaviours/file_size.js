/* Says at once that a file is too large (data-most bytes) and lets go of it: a server that is sent far too much hangs up, and what was written is lost. */
(function () {
  "use strict";
  window.kiknet.register("file-size", function (input) {
    var error = document.createElement("p");
    error.className = "field__error";
    error.setAttribute("role", "alert");
    input.before(error);
    input.addEventListener("change", function () {
      var isTooLarge = Array.from(input.files).some(function (file) { return file.size > Number(input.dataset.most); });
      error.textContent = isTooLarge ? input.dataset.tooLarge : "";
      if (isTooLarge) input.value = "";
    });
  });
})();
