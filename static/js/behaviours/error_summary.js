/* After a refused form the summary has the focus; its links lead into the field. */
(function () {
  "use strict";
  window.kiknet.register("error-summary", function (summary) {
    summary.focus();
    summary.addEventListener("click", function (event) {
      var link = event.target.closest("a");
      var field = link && document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      for (var fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      field.focus();
      field.scrollIntoView({ block: "center" });
    });
  });
})();
