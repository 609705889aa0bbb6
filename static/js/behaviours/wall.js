/* The projected wall turns to its next page by itself (or looks at its only one again) and shows what has changed. */
(function () {
  "use strict";
  window.kiknet.register("wall", function (wall) {
    var isRead = window.matchMedia("(max-width: 59.99em), (max-height: 29.99em)");
    var lost = document.querySelector(".wall__lost");

    function show(html) {
      var found = new DOMParser().parseFromString(html, "text/html").getElementById(wall.id);
      if (!found) throw new Error("no wall");
      wall.dataset.next = found.dataset.next;
      if (found.innerHTML !== wall.innerHTML) wall.replaceChildren.apply(wall, Array.from(found.childNodes));
      lost.hidden = true;
    }
    function turn() {
      if (document.hidden || isRead.matches) return;
      fetch(wall.dataset.next, { cache: "no-cache" })
        .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer.text(); })
        .then(show)
        .catch(function () { lost.hidden = false; });
    }
    setInterval(turn, wall.dataset.seconds * 1000);
  });
})();
