// Charts of bands of equal height, each under a name of its own: in an image the names stand beside the bands.
(function () {
  "use strict";
  const MIDDLE = 0.45; // Where the drawing of a band lies below its name, as a share of the band.

  // Gives the names of the bands from the first one on, none where a chart is of another kind.
  function namesOf({ yaxis, annotations = [] }) {
    if (!yaxis || (yaxis.type || "linear") !== "linear" || yaxis.visible !== false || !yaxis.range) return [];
    const named = annotations.filter((one) => one.xanchor === "left" && one.xshift === -4 && typeof one.y === "number");
    return named.length > 1 && named.every((one) => one.x === named[0].x) ? named : [];
  }

  function stepOf(names) {
    return names[1].y - names[0].y;
  }

  // Names above bands become the names of the axis.
  function besides(figure, width) {
    const { layout } = figure;
    const names = namesOf(layout);
    if (!names.length) return;
    const { rows } = window.images;
    const step = stepOf(names);
    layout.annotations = layout.annotations.filter((one) => !names.includes(one));
    layout.shapes = (layout.shapes || []).map((shape) => ({ ...shape, layer: "below" }));
    layout.meta = { bands: names.map((one) => one.y) };
    rows.nameAxis(layout, names.map((one) => one.y + MIDDLE * step), names.map((one) => one.text), width);
  }

  // Leaves out the last bands where lines of a band would lie on each other; gives how many are left out.
  function readable(figure, length, narrowest) {
    const { layout } = figure;
    const bands = layout.meta && layout.meta.bands;
    if (!bands || bands[1] < bands[0]) return 0;
    const step = bands[1] - bands[0];
    const room = Math.max(Math.floor(length / narrowest / step), 1);
    if (bands.length <= room) return 0;
    const first = bands[room];
    window.images.rows.without(figure, (y) => typeof y === "number" && y >= first);
    for (const part of ["tickvals", "ticktext"]) layout.yaxis[part] = layout.yaxis[part].slice(0, room);
    layout.yaxis.range = [first - 0.2, layout.yaxis.range[1]];
    return bands.length - room;
  }

  Object.assign(window.images = window.images || {}, { panels: { besides, readable } });
})();
