/* What is on the screen counts as read: the button says so by itself, and goes. */
(function () {
  "use strict";
  window.kiknet.register("seen", function (form) {
    function tell() {
      if (document.visibilityState !== "visible") return;
      document.removeEventListener("visibilitychange", tell);
      fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).then(function () { form.remove(); }).catch(function () {});
    }
    document.addEventListener("visibilitychange", tell);
    tell();
  });
})();
