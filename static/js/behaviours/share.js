/* The phone's own share sheet; the button goes away where there is none. */
(function () {
  "use strict";
  window.kiknet.register("share", function (button) {
    if (!navigator.share) { (button.closest("li") || button).hidden = true; return; }
    button.addEventListener("click", function () {
      var text = button.dataset.text.replace(button.dataset.url, "").trim();
      navigator.share({ title: button.dataset.title, text: text, url: button.dataset.url }).catch(function () {});
    });
  });
})();
