// Chart cards in the browser: the switch writes the address, download links follow it.
(function () {
  "use strict";
  const CHART = "[data-chart]";

  function viewName(card) {
    return `view.${card.dataset.chart}`;
  }

  function radiosOf(card) {
    return [...card.querySelectorAll(".switch input[type=radio]")];
  }

  // --- from the card to the address --------------------------------------------------------------------------------

  function switched(event) {
    const card = event.target.closest(CHART);
    if (!card || !event.target.closest(".switch")) return;
    window.shell.address.change((parameters) => {
      if (event.target.value === "table") parameters.set(viewName(card), "table");
      else parameters.delete(viewName(card));
    });
  }

  // Asks again for everything that the address asks for; the page's callback answers as after any change.
  function retry(button) {
    button.disabled = true;
    window.dash_clientside.set_props("shell-address", { search: location.search });
  }

  function pressed(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("data-retry")) retry(button);
  }

  // --- from the address to the cards -------------------------------------------------------------------------------

  // React checks the radio that Dash knows of; the address may have gone back without it.
  function showView(card) {
    const [first] = radiosOf(card);
    if (!first) return;
    const wanted = window.shell.address.parameters().get(viewName(card)) === "table" ? "table" : "chart";
    const checked = radiosOf(card).find((radio) => radio.checked);
    if (!checked || checked.value !== wanted) window.dash_clientside.set_props(first.name, { value: wanted });
  }

  function showLinks(card) {
    card.querySelectorAll("a[data-export]").forEach((link) => {
      const [path] = link.getAttribute("href").split("?");
      const taken = window.shell.address.takenFrom("");
      const parts = [taken.replace("?", ""), link.dataset.export].filter(Boolean);
      link.setAttribute("href", parts.length ? `${path}?${parts.join("&")}` : path);
    });
  }

  function show() {
    document.querySelectorAll(CHART).forEach((card) => {
      showView(card);
      showLinks(card);
    });
  }

  // A browser leaves what it shows in part as it is; in a table that scrolls, the part may be a few letters.
  function focused(event) {
    if (event.target.closest(".table-region th, .table-region td")) {
      event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  document.addEventListener("change", switched);
  document.addEventListener("click", pressed);
  document.addEventListener("focusin", focused);

  window.cards = { show };
})();
