/* "/" leads to the search field: on its own page it gets the focus, elsewhere the page is opened. */
(function () {
  "use strict";
  window.kiknet.register("slash", function (link) {
    document.addEventListener("keydown", function (event) {
      var at = event.target;
      var isTyping = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      var field = document.querySelector(".search-form input[type=search]");
      if (field) { field.focus(); field.select(); } else { link.click(); }
    });
  });
})();
