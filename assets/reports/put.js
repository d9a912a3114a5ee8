// "Sepete ekle" at a chart: puts it into the account's basket as it is shown, and says so beside the button.
(function () {
  "use strict";
  const PAGE = "/reports";

  function tell(button, words) {
    const said = button.parentElement.querySelector(".basket-said");
    const link = document.createElement("a");
    link.href = window.shell.address.carriedTo(PAGE);
    link.dataset.shellLink = PAGE;
    link.textContent = said.dataset.open;
    if (words) said.replaceChildren(`${words} `, link);
    else said.replaceChildren(said.dataset.failed);
  }

  // The figures of a chart are made of what its files are asked for with.
  async function put(button) {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    const query = window.shell.address.takenFrom("").replace(/^\?/, "");
    try {
      const answer = await window.reports.post("/reports/basket", { chart: button.dataset.basket, query });
      tell(button, answer.ok && (await answer.json()).said);
    } catch {
      tell(button, "");
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-basket]");
    if (button) put(button);
  });
})();
