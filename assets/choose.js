// A list beside a chart that chooses what the chart shows: the choice goes into the address, and each address into the list.
(function () {
  "use strict";
  const LIST = "select[data-choose]";

  // Who chooses nothing leaves the parameter out, and the page takes what it shows by itself.
  function chosen(list) {
    window.shell.address.change((parameters) => {
      if (list.value) parameters.set(list.dataset.choose, list.value);
      else parameters.delete(list.dataset.choose);
    });
  }

  function show(list) {
    const asked = window.shell.address.values(list.dataset.choose).slice(-1)[0] || "";
    list.value = [...list.options].some((option) => option.value === asked) ? asked : "";
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches(LIST)) chosen(event.target);
  });
  document.addEventListener("shell:shown", () => document.querySelectorAll(LIST).forEach(show));
})();
