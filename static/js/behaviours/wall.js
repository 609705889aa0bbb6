/* The projected wall turns to its next page by itself (or looks at its only one again) and shows what has changed. */
(function () {
  "use strict";
  window.kiknet.register("wall", function (wall) {
    var isRead = window.matchMedia("(max-width: 59.99em), (max-height: 29.99em)");
    var lost = document.querySelector(".wall__lost"), fresh = document.getElementById("neu");

    function show(html) {
      var page = new DOMParser().parseFromString(html, "text/html"), found = page.getElementById(wall.id);
      if (!found) throw new Error("no wall");
      wall.dataset.next = found.dataset.next;
      document.title = page.title;
      [[wall, found], [fresh, page.getElementById(fresh.id)]].forEach(function (pair) {
        if (pair[0].innerHTML !== pair[1].innerHTML) pair[0].replaceChildren.apply(pair[0], Array.from(pair[1].childNodes));
      });
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
