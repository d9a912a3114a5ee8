// Links to what a number is made of, and the short way by a click on the number of a table.
(function () {
  "use strict";

  // A link that explains takes along all that its numbers are made of: filters and the page's own parameters.
  function addressOf(link, column) {
    const target = new URL(window.shell.address.takenFrom("/data/explain"), location.href);
    const figure = link.dataset.explain || link.closest("table").dataset.table;
    const asked = { figure, row: link.dataset.row, column };
    Object.entries(asked).forEach(([name, value]) => { if (value) target.searchParams.set(name, value); });
    return target.pathname + target.search;
  }

  function here(event) {
    const link = event.target.closest("a[data-explain], a[data-row]");
    if (link) link.setAttribute("href", addressOf(link, ""));
  }

  // Gives the link of a cell's row and the key of its column; nothing where the cell holds no number with an explanation.
  // The key stands on the heading, or on the cell itself where rows are laid out in another way.
  function numberOf(target) {
    const cell = target.closest("td[data-value]");
    if (!cell || target.closest("a, button") || !Number.isFinite(Number(cell.dataset.value))) return null;
    const row = cell.closest("tr"), next = row.nextElementSibling;
    const link = row.querySelector("a[data-row]") || (next && next.querySelector("td[colspan] a[data-row]"));
    const heads = cell.closest("table").tHead.rows[0].cells;
    const column = cell.dataset.column || (heads[cell.cellIndex] && heads[cell.cellIndex].dataset.column);
    return link && column ? { cell, link, column } : null;
  }

  function point(event) {
    const number = numberOf(event.target);
    if (number) number.cell.classList.add("why-number");
  }

  // Whoever marks a number to copy it does not want to leave.
  function press(event) {
    const number = numberOf(event.target);
    if (number && !String(window.getSelection())) window.shell.address.go(addressOf(number.link, number.column));
  }

  document.addEventListener("mouseover", here);
  document.addEventListener("mouseover", point);
  document.addEventListener("focusin", here);
  document.addEventListener("click", press);

  window.shell.explain = { here };
})();
