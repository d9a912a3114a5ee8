// body[data-state]: `ready` when no callback is pending and every visible graph is drawn, else `busy`.
(function () {
  "use strict";
  const SETTLE = 60; // Milliseconds without a change before the page counts as ready: React draws within them.
  let timer = null;
  let watched = null;

  function isShown(element) {
    return element.getClientRects().length > 0;
  }

  function isDrawn(graph) {
    return Boolean(graph.querySelector(".main-svg")) && !graph.querySelector(".dash-graph--pending");
  }

  function isWaiting() {
    const state = window.store && window.store.getState();
    if (!state || state.appLifecycle !== "HYDRATED" || state.isLoading) return true;
    const page = document.querySelector("#shell-content > [data-path]");
    if (!page || page.dataset.path !== location.pathname) return true;
    if ([...document.querySelectorAll("[data-drawing]")].some(isShown)) return true;
    return [...document.querySelectorAll(".dash-graph")].some((graph) => isShown(graph) && !isDrawn(graph));
  }

  function settle() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isWaiting()) settle();
      else document.body.dataset.state = "ready";
    }, SETTLE);
  }

  function busy() {
    document.body.dataset.state = "busy";
    settle();
  }

  function watch() {
    if (window.store && window.store !== watched) {
      watched = window.store;
      watched.subscribe(() => {
        if (isWaiting()) busy();
        else if (document.body.dataset.state === "busy") settle();
      });
      busy();
    }
    if (!watched) setTimeout(watch, SETTLE);
  }

  // A request that fails half-way never reaches Dash's own state; counting requests would miss nothing else.
  document.addEventListener("DOMContentLoaded", watch);
  window.shell.state = { busy, isWaiting };
})();
