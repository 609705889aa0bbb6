/* Starts what it finds on the page: data-behaviour="copy" runs the behaviour registered as "copy". */
(function () {
  "use strict";
  var behaviours = {};

  window.kiknet = {
    register: function (name, start) { behaviours[name] = start; },
    start: function (root) {
      root.querySelectorAll("[data-behaviour]").forEach(function (element) {
        element.dataset.behaviour.split(/\s+/).forEach(function (name) {
          if (behaviours[name]) behaviours[name](element);
        });
      });
    }
  };

  document.documentElement.classList.add("js");
  document.addEventListener("DOMContentLoaded", function () { window.kiknet.start(document); });
})();
