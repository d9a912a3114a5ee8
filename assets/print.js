// On paper a card is as wide as the page: charts are drawn anew for it before printing, and back again after it.
(function () {
  "use strict";
  const WIDTH = 622; // Pixels within a card on A4 with the margins of `css/print.css`, which names the heights too.
  const HEIGHTS = { "chart-large": 320, "chart-tall": 550 };

  function heightOf(graph) {
    const [, height] = Object.entries(HEIGHTS).find(([name]) => graph.closest(`.${name}`)) || [];
    return Math.min(height || Infinity, graph.clientHeight);
  }

  function redraw(sizeOf) {
    const drawn = [...document.querySelectorAll(".js-plotly-plot")].filter((graph) => graph.clientWidth);
    drawn.forEach((graph) => window.Plotly.relayout(graph, sizeOf(graph)));
  }

  window.addEventListener("beforeprint", () => redraw((graph) => ({ width: WIDTH, height: heightOf(graph) })));
  window.addEventListener("afterprint", () => redraw(() => ({ width: null, height: null, autosize: true })));
})();
