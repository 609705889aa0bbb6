/* Typing narrows a long list of chips; chosen ones always stay in sight. */
(function () {
  "use strict";
  function plain(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }

  window.kiknet.register("chips-filter", function (search) {
    var list = document.getElementById(search.dataset.target);
    var chips = list.querySelectorAll(".chip"), rest = list.querySelector("details");
    search.addEventListener("input", function () {
      var wanted = plain(search.value);
      if (wanted && rest) rest.open = true;
      chips.forEach(function (chip) {
        chip.hidden = !plain(chip.textContent).includes(wanted) && !chip.querySelector("input").checked;
      });
    });
    search.addEventListener("keydown", function (event) { if (event.key === "Enter") event.preventDefault(); });
  });
})();
