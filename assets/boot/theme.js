// Runs in the head, before anything is painted: the theme that the person chose, else the one of their system; paper is
// always light.
(function () {
  "use strict";
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const paper = window.matchMedia("print");
  let printing = false;

  function chosen() {
    const found = document.cookie.match(/(?:^|;\s*)theme=(light|dark)(?:;|$)/);
    return found ? found[1] : null;
  }

  function apply() {
    const wanted = chosen() || (system.matches ? "dark" : "light");
    const theme = paper.matches || printing ? "light" : wanted;
    if (document.documentElement.getAttribute("data-bs-theme") === theme) return;
    document.documentElement.setAttribute("data-bs-theme", theme);
    document.dispatchEvent(new CustomEvent("shell:theme", { detail: theme }));
  }

  apply();
  system.addEventListener("change", apply);
  paper.addEventListener("change", apply);
  window.addEventListener("beforeprint", () => { printing = true; apply(); });
  window.addEventListener("afterprint", () => { printing = false; apply(); });

  window.shell = {
    theme: {
      current: () => document.documentElement.getAttribute("data-bs-theme"),
      choose(theme) {
        // A cookie rather than local storage, so that the server may know the theme of what it draws.
        document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax` +
          (location.protocol === "https:" ? "; Secure" : "");
        apply();
      },
    },
  };
})();
