// The box that searches a page's rows. One search is one entry of the history: it begins with Enter, with the button, by
// leaving the box or by emptying it.
(function () {
  "use strict";
  const BOX = ".shell-filter-text input";

  function nameOf(box) {
    return box.closest("[data-filter]").dataset.filter;
  }

  function askedFor(box) {
    return window.shell.address.values(nameOf(box)).slice(-1)[0] || "";
  }

  function look(box) {
    const text = box.value.trim();
    if (text === askedFor(box)) return;
    box.dataset.asked = text;
    window.shell.address.refilter((parameters) => {
      if (text) parameters.set(nameOf(box), text);
      else parameters.delete(nameOf(box));
    });
  }

  // What is being typed stays, unless the address has moved on to another search.
  function showBox(box) {
    const text = askedFor(box);
    const known = box.dataset.asked === undefined ? box.defaultValue : box.dataset.asked;
    if (text !== known) box.value = text;
    box.dataset.asked = text;
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches(BOX)) look(event.target);
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches(BOX) && !event.target.value) look(event.target);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "shell-filters") document.querySelectorAll(BOX).forEach(look);
  });

  window.shell.search = { show: () => document.querySelectorAll(BOX).forEach(showBox) };
})();
