/* Copies data-text, or the text of #data-target, and says so. */
(function () {
  "use strict";
  window.kiknet.register("copy", function (button) {
    var label = button.querySelector("[aria-live]") || button;
    var words = label.textContent;

    function text() {
      var target = document.getElementById(button.dataset.target || "");
      return target ? target.value || target.textContent.trim() : button.dataset.text;
    }
    function byHand() {
      var area = document.createElement("textarea");
      area.value = text();
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    function say() {
      label.textContent = button.dataset.copied;
      setTimeout(function () { label.textContent = words; }, 3000);
    }
    button.addEventListener("click", function () {
      if (!navigator.clipboard) { byHand(); say(); return; }
      navigator.clipboard.writeText(text()).catch(byHand).then(say);
    });
  });
})();
