// A figure of a card as a drawing of some size: Plotly draws it out of sight, from the same data, in the light colours.
(function () {
  "use strict";
  const CONFIG = { staticPlot: true, displayModeBar: false, showSendToCloud: false, plotlyServerURL: "", topojsonURL: "/assets/topojson/" };

  // Plotly waits for an empty base map from the server, unless it is there already.
  function presetBaseMap() {
    const known = window.PlotlyGeoAssets = window.PlotlyGeoAssets || { topojson: {} };
    known.topojson = known.topojson || {};
    known.topojson.world_110m = known.topojson.world_110m || { type: "Topology", arcs: [], objects: {} };
  }

  function hiddenPlace(width, height) {
    const place = document.createElement("div");
    place.className = "graph";
    place.setAttribute("aria-hidden", "true");
    Object.assign(place.style, { position: "fixed", left: "-10000px", top: "0", width: `${width}px`, height: `${height}px` });
    document.body.append(place);
    return place;
  }

  function sized(figure, width, height) {
    const { meta, ...layout } = figure.layout;
    const narrow = meta && meta.narrow && width < meta.narrow.below ? meta.narrow : null;
    const drawn = structuredClone(narrow ? { data: narrow.data, layout: narrow.layout } : { data: figure.data, layout });
    Object.assign(drawn.layout, { width, height, autosize: false, paper_bgcolor: "#FFFFFF", plot_bgcolor: "#FFFFFF" });
    return { drawn, names: meta && meta.names };
  }

  // Maps that stand one above the other on a screen stand side by side where an image is wide.
  function besideEachOther({ layout }, width, height) {
    if (!layout.geo2 || width < 1.4 * height) return;
    layout.geo.domain = { x: [0, 0.57], y: [0, 1] };
    layout.geo2.domain = { x: [0.61, 1], y: [0.1, 0.9] };
  }

  // Draws, and draws again without the rows for which the axis has no room; gives how many these are.
  async function drawnRows(graph, figure) {
    const plain = structuredClone(figure);
    await window.Plotly.newPlot(graph, figure.data, figure.layout, CONFIG);
    await window.images.room.closeGap(graph);
    const axis = graph._fullLayout.yaxis;
    plain.layout.margin = graph.layout.margin;
    const left = axis ? window.images.rows.readable(plain, axis._length) : 0;
    if (left) await window.Plotly.newPlot(graph, plain.data, plain.layout, CONFIG);
    return left;
  }

  // Gives the drawing as SVG, and how many rows it leaves out.
  async function drawn(figure, width, height) {
    presetBaseMap();
    const { drawn: fitted, names } = sized(figure, width, height);
    window.images.rows.adapt(fitted, names, width, height);
    besideEachOther(fitted, width, height);
    const place = hiddenPlace(width, height);
    const graph = document.createElement("div");
    place.append(graph);
    try {
      const left = await drawnRows(graph, fitted);
      await window.images.room.settle(graph);
      return { svg: window.Plotly.Snapshot.toSVG(graph, "svg", 1), left };
    } finally {
      window.Plotly.purge(graph);
      place.remove();
    }
  }

  Object.assign(window.images = window.images || {}, { plot: { drawn } });
})();
