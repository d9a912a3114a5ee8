// Links to what a number is made of, and the short way by a click on the number of a table.
(function () {
  "use strict";

  // A link that explains takes along all that its numbers are made of: filters and the page's own parameters.
  function addressOf(link, column) {
    const target = new URL(window.shell.address.takenFrom("/data/explain"), location.href);
    const asked = { figure: link.dataset.explain, row: link.dataset.row, column };
    Object.entries(asked).forEach(([name, value]) => { if (value) target.searchParams.set(name, value); });
    return target.pathname + target.search;
  }

  function here(event) {
    const link = event.target.closest("a[data-explain]");
    if (link) link.setAttribute("href", addressOf(link, ""));
  }

  // The key of a cell's column stands on its heading, or on the cell itself where rows are laid out in another way.
  function columnOf(cell) {
    const heads = cell.closest("table").tHead.rows[0].cells;
    return cell.dataset.column || heads[cell.cellIndex].dataset.column;
  }

  // Whoever marks a number to copy it does not want to leave.
  function press(event) {
    const cell = event.target.closest("td.why-number");
    if (!cell || event.target.closest("a, button") || String(window.getSelection())) return;
    const link = cell.closest("tr").querySelector("a[data-row]");
    if (link) window.shell.address.go(addressOf(link, columnOf(cell)));
  }

  document.addEventListener("mouseover", here);
  document.addEventListener("focusin", here);
  document.addEventListener("click", press);

  window.shell.explain = { here };
})();
