/* "Does it repeat?": shows what belongs to the choice, says it in the words of the first day, and keeps the list of dates up to date. */
(function () {
  "use strict";
  window.kiknet.register("repeats", function (part) {
    var form = part.closest("form");
    var choice = part.querySelector("[name='repeats']");
    var firstDay = document.getElementById(part.dataset.firstDay);
    var button = part.querySelector("[data-preview-button]");
    var nths = part.dataset.nths.split("|");
    var weekdays = part.dataset.weekdays.split("|");
    var asked = 0;

    function fill(template, values) {
      return template.replace(/\{(\w+)\}/g, function (_all, name) { return values[name]; });
    }
    function nameSteps() {
      var labels = part.querySelector("[data-labels]");
      var unit = { daily: 0, weekly: 1, monthly_date: 2, monthly_weekday: 2, monthly_end: 2 }[choice.value];
      if (unit !== undefined) labels.querySelector("label").textContent = labels.dataset.labels.split("|")[unit];
    }
    function showParts() {
      nameSteps();
      part.querySelectorAll("[data-for]").forEach(function (each) {
        var kinds = each.dataset.for.split(" ");
        var fits = choice.value && (kinds[0] === "any" || kinds.indexOf(choice.value) >= 0);
        each.hidden = !fits && !each.querySelector(".field--error");
      });
    }
    function sayWords() {
      var day = new Date(firstDay.value + "T12:00");
      if (isNaN(day)) return;
      var nth = Math.ceil(day.getDate() / 7);
      var words = {
        day: day.getDate(),
        nth: nths[nth < 5 ? nth - 1 : nths.length - 1],
        weekday: weekdays[(day.getDay() + 6) % 7]
      };
      Array.from(choice.options).forEach(function (option) {
        if (option.value === "monthly_date") option.textContent = fill(part.dataset.onDay, words);
        if (option.value === "monthly_weekday") option.textContent = fill(part.dataset.onNth, words);
      });
    }
    function refresh() {
      var mine = ++asked;
      var fields = new FormData(form);
      fields.set("then", "preview");
      form.querySelectorAll("[type='file']").forEach(function (each) { fields.delete(each.name); });
      fetch(form.action, { method: "POST", body: fields, credentials: "same-origin" }).then(function (answer) {
        return answer.ok ? answer.text() : "";
      }).then(function (html) {
        var fresh = html && new DOMParser().parseFromString(html, "text/html").getElementById("termine");
        var shown = document.getElementById("termine");
        if (mine !== asked || !fresh || !shown) return;
        var focused = document.activeElement && shown.contains(document.activeElement) ? document.activeElement.id : "";
        shown.replaceWith(fresh);
        var count = fresh.querySelector("h2");
        document.getElementById("termine-zahl").textContent = count ? count.textContent : "";
        if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
      }).catch(function () {});
    }
    function look() {
      showParts();
      sayWords();
      button.hidden = !choice.value && !part.querySelector("[name='added']").value;
      if (!document.getElementById("termine").hidden || (choice.value && firstDay.value)) refresh();
    }

    form.addEventListener("change", function (event) {
      if (event.target.name === "kept") return;
      if (part.contains(event.target) || event.target === firstDay || event.target.name === "starts") look();
    });
    showParts();
    sayWords();
    button.hidden = !choice.value;
  });

  window.kiknet.register("look-here", function (section) { section.focus(); });
})();
