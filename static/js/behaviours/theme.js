/* Light, dark, or like the device: kept in this browser only. */
(function () {
  "use strict";
  var KEY = "kiknet-theme";

  function stored() { try { return localStorage.getItem(KEY) || ""; } catch (e) { return ""; } }
  function keep(choice) { try { localStorage.setItem(KEY, choice); } catch (e) { /* private window */ } }
  function apply(choice) {
    if (choice) document.documentElement.dataset.theme = choice;
    else delete document.documentElement.dataset.theme;
  }

  apply(stored());
  window.kiknet.register("theme", function (group) {
    var buttons = Array.from(group.querySelectorAll("[data-theme-choice]"));
    function show(choice) {
      buttons.forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
      });
    }
    buttons.forEach(function (button) {
      button.addEventListener("click", function () {
        var choice = button.dataset.themeChoice;
        keep(choice);
        apply(choice);
        show(choice);
      });
    });
    show(stored());
  });
})();
