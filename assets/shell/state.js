// body[data-state]: `ready` when no callback is pending and every visible graph is drawn, else `busy`.
//
// Dash keeps the list of its pending callbacks in its store and derives `isLoading` from it, without a gap between the
// answer of one callback and the start of those that depend on it.
(function () {
  "use strict";
  const SETTLE = 60; // Milliseconds without a change before the page counts as ready: React draws within them.
  let timer = null;
  let watched = null;

  function isShown(element) {
    return element.getClientRects().length > 0;
  }

  function isDrawn(graph) {
    const isPending = graph.matches(".dash-graph--pending") || graph.querySelector(".dash-graph--pending");
    return Boolean(graph.querySelector(".main-svg")) && !isPending;
  }

  function isAsking() {
    const state = window.store && window.store.getState();
    return !state || state.appLifecycle !== "HYDRATED" || state.isLoading;
  }

  function isWaiting() {
    if (isAsking()) return true;
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
    if (document.body.dataset.state !== "busy") document.body.dataset.state = "busy";
    settle();
  }

  function watch() {
    if (window.store && window.store !== watched) {
      watched = window.store;
      watched.subscribe(() => {
        // The store speaks often, so it is only asked for what costs nothing; the page is looked at when it is calm.
        if (isAsking()) busy();
        else if (document.body.dataset.state === "busy") settle();
      });
      busy();
    }
    if (!watched) setTimeout(watch, SETTLE);
  }

  document.addEventListener("DOMContentLoaded", watch);
  window.addEventListener("popstate", busy);
  window.shell.state = { busy, isWaiting };
})();
