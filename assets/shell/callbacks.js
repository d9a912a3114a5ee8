// The shell's clientside callbacks: what follows, in the browser alone, when a page is drawn or the address changes.
(function () {
  "use strict";
  let first = true;

  function show(drawn) {
    if (!drawn) return;
    window.shell.navigation.arrive(drawn);
    window.shell.navigation.whenDrawn(drawn.path, () => {
      window.shell.navigation.showTheme();
      window.shell.navigation.showLinks();
      window.shell.filters.show();
      window.cards.show();
      document.dispatchEvent(new CustomEvent("shell:shown"));
    });
  }

  // The first count is only written; later ones say that the results have changed, which a screen reader speaks.
  function tell(records) {
    const line = document.getElementById("shell-records-line");
    if (!line) return;
    // The answer may name a place of which only the code was known.
    window.shell.filters.show();
    if (typeof records !== "number") {
      line.textContent = "";
      return;
    }
    const words = first ? line.dataset.count : line.dataset.updated;
    const locale = { tr: "tr", en: "en-GB", ar: "en-GB" }[document.documentElement.lang];
    line.textContent = words.replace("{count}", new Intl.NumberFormat(locale).format(records));
    first = false;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { shell: { show, tell } });
})();
