// Links without a reload, focus, title, theme, menus: what the frame does in the browser.
(function () {
  "use strict";
  let opened = null;

  function whenDrawn(path, then) {
    const page = document.querySelector("#shell-content > [data-path]");
    if (page && page.dataset.path === path) then(page);
    else setTimeout(() => whenDrawn(path, then), 16);
  }

  // The first page leaves focus where the browser puts it; each later one moves it to its heading.
  function arrive(drawn) {
    document.title = drawn.title;
    window.shell.address.know(drawn);
    if (opened !== null && opened !== drawn) {
      fold();
      window.scrollTo(0, 0);
      whenDrawn(drawn.path, (page) => page.querySelector("h1").focus({ preventScroll: true }));
    }
    opened = drawn;
  }

  function isPlainClick(event) {
    return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  }

  function follow(event) {
    const link = event.target.closest("a[data-shell-link]");
    if (!link || !isPlainClick(event) || event.defaultPrevented) return;
    event.preventDefault();
    const path = link.dataset.shellLink;
    window.shell.explain.here(event);
    window.shell.address.go(path ? window.shell.address.carriedTo(path) : link.getAttribute("href"));
  }

  function skip(event) {
    if (!event.target.closest("[data-shell-skip]")) return;
    event.preventDefault();
    const main = document.getElementById("shell-content");
    main.focus();
    main.scrollIntoView();
  }

  function fold() {
    document.querySelectorAll("#shell-header [data-shell-unfold]").forEach((button) => unfold(button, false));
    document.querySelectorAll("#shell-header details[open]").forEach((menu) => { menu.open = false; });
  }

  function unfold(button, open) {
    button.setAttribute("aria-expanded", String(open));
    for (const id of button.getAttribute("aria-controls").split(" ")) {
      const part = document.getElementById(id);
      if (part) part.classList.toggle("shell-unfolded", open);
    }
  }

  function press(event) {
    const folder = event.target.closest("[data-shell-unfold]");
    if (folder) unfold(folder, folder.getAttribute("aria-expanded") !== "true");
    if (event.target.closest("[data-shell-theme]")) {
      window.shell.theme.choose(window.shell.theme.current() === "dark" ? "light" : "dark");
    }
  }

  // Only one popup is open at a time; a press elsewhere or Escape closes it, and Escape gives focus back to its summary.
  function closePopups(except) {
    document.querySelectorAll("details.shell-popup[open]").forEach((popup) => {
      if (!except || !popup.contains(except)) popup.open = false;
    });
  }

  function escape(event) {
    if (event.key !== "Escape") return;
    const popup = document.activeElement && document.activeElement.closest("details.shell-popup[open]");
    closePopups(null);
    if (popup) popup.querySelector("summary").focus();
  }

  function showTheme() {
    const button = document.querySelector("[data-shell-theme]");
    if (button) button.setAttribute("aria-pressed", String(window.shell.theme.current() === "dark"));
  }

  // Links keep their filters current, so that they can be copied and opened in a new tab.
  function showLinks() {
    document.querySelectorAll("a[data-shell-link]").forEach((link) => {
      if (link.dataset.shellLink) link.setAttribute("href", window.shell.address.carriedTo(link.dataset.shellLink));
    });
    document.querySelectorAll("a[data-shell-language]").forEach((link) => {
      const inLanguage = (parameters) => parameters.set("lang", link.dataset.shellLanguage);
      link.setAttribute("href", window.shell.address.changed(inLanguage));
    });
    const now = document.querySelector("a[data-shell-now]");
    if (now) now.setAttribute("href", window.shell.address.changed((parameters) => ["v", "on"].forEach((name) => parameters.delete(name))));
  }

  document.addEventListener("click", follow);
  document.addEventListener("click", skip);
  document.addEventListener("click", press);
  document.addEventListener("click", (event) => closePopups(event.target));
  document.addEventListener("focusin", (event) => closePopups(event.target));
  document.addEventListener("keydown", escape);
  document.addEventListener("shell:theme", showTheme);

  window.shell.navigation = { arrive, whenDrawn, showTheme, showLinks };
})();
