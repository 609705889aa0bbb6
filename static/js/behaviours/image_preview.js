/* Shows the chosen picture, and asks for the sentence that describes it (data-alt names that field). */
(function () {
  "use strict";
  window.kiknet.register("image-preview", function (input) {
    var preview = document.getElementById(input.dataset.preview);
    var alt = document.getElementById(input.dataset.alt || "");
    var hint = document.createElement("p");
    hint.className = "field__hint";
    hint.setAttribute("role", "status");
    if (alt) alt.before(hint);

    function remind() {
      var isMissing = alt && input.files.length && !alt.value.trim();
      hint.textContent = isMissing ? input.dataset.altNeeded : "";
    }
    input.addEventListener("change", function () {
      var file = input.files[0];
      remind();
      if (!file || !file.type.startsWith("image/")) return;
      var reader = new FileReader();
      reader.addEventListener("load", function () { preview.src = reader.result; preview.hidden = false; });
      reader.readAsDataURL(file);
    });
    if (alt) alt.addEventListener("input", remind);
  });
})();
