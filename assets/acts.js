// Forms that change data: what is in them goes to the server as one wish, and the answer takes the focus.
(function () {
  "use strict";
  const FORM = "form[data-act]";
  const LOOK_MS = 50;
  const sent = new Set(); // The places whose answer has not come yet: a second press asks for nothing.

  function wishOf(form, button) {
    const fields = {};
    for (const [name, value] of new FormData(form)) fields[name] = fields[name] ? `${fields[name]}\n${value}` : value;
    return { act: button.dataset.act || form.dataset.act, step: button.dataset.step, fields };
  }

  function ask(place, store, wish) {
    if (sent.has(place)) return;
    sent.add(place);
    document.getElementById(place).setAttribute("aria-busy", "true");
    window.shell.state.busy();
    window.dash_clientside.set_props(store, { data: wish });
    awaitAnswer(place, false);
  }

  // Dash marks the place while its answer is on the way; without a mark the page being ready says that none will come.
  function awaitAnswer(place, wasMarked) {
    const tree = document.getElementById(place);
    if (!tree) {
      sent.delete(place);
      return;
    }
    const isMarked = tree.hasAttribute("data-dash-is-loading");
    const isOver = wasMarked ? !isMarked : document.body.dataset.state === "ready";
    if (isOver) arrive(tree);
    else setTimeout(() => awaitAnswer(place, wasMarked || isMarked), LOOK_MS);
  }

  function arrive(tree) {
    sent.delete(tree.id);
    tree.removeAttribute("aria-busy");
    const target = tree.querySelector("[data-act-focus]");
    if (target) target.focus();
  }

  window.acts = { ask };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(FORM)) return;
    event.preventDefault();
    const form = event.target;
    ask(form.dataset.place, form.dataset.store, wishOf(form, event.submitter || form.querySelector("[data-step]")));
  });
  // An address that is shown once is there to be copied.
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-act-copy]")) event.target.select();
  });
})();
