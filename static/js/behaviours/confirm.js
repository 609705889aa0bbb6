/* Asks data-confirm before a form is sent. */
(function () {
  "use strict";
  function ask(form, button) {
    var dialog = document.createElement("dialog");
    var question = document.createElement("p");
    var buttons = document.createElement("div");
    var yes = button ? button.cloneNode(true) : document.createElement("button");
    var no = document.createElement("button");
    question.textContent = form.dataset.confirm;
    question.id = "confirm-question";
    no.className = "button button--quiet";
    no.textContent = form.dataset.cancel;
    no.type = yes.type = "button";
    yes.classList.add("button");
    yes.classList.remove("button--quiet", "button--second");
    buttons.className = "buttons";
    buttons.append(yes, no);
    dialog.className = "dialog";
    dialog.setAttribute("aria-labelledby", question.id);
    dialog.append(question, buttons);
    document.body.append(dialog);
    no.addEventListener("click", function () { dialog.close(); });
    yes.addEventListener("click", function () {
      form.dataset.confirmed = "yes";
      dialog.close();
      form.requestSubmit(button || undefined);
    });
    dialog.addEventListener("close", function () { dialog.remove(); if (button) button.focus(); });
    dialog.showModal();
    no.focus();
  }

  window.kiknet.register("confirm", function (form) {
    if (!window.HTMLDialogElement || !form.requestSubmit) return;
    form.addEventListener("submit", function (event) {
      if (form.dataset.confirmed) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, event.submitter);
    });
  });
})();
