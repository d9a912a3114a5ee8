// Charts of rows in an image: names move from above their bars to beside them, and rows that cannot be read are left out.
//
// On a screen a name stands above its bar, so that a phone can show both; an image is wider than high.
(function () {
  "use strict";
  const NARROWEST = 13.5; // Units that a row needs for its name.
  const WIDEST_NAME = 0.4; // The share of the image that names may take.
  const [BAR, CELL] = [0.62, 0.88]; // The share of its row that a bar fills, and a cell with a number in it.
  const NAME_GAP = 14;
  const NAME = { weight: 400, size: 12 };
  const INK = "#1B2733";

  function isAbove(annotation, axis) {
    return annotation.yanchor === "bottom" && axis.categoryarray.includes(annotation.y);
  }

  function plain(name) {
    return name.replace(/<[^>]+>/g, "");
  }

  // The first part of a name is cut, because what follows its dot is told for good reason.
  function fitting(name, most) {
    const bare = plain(name);
    if (window.images.lines.width(bare, NAME) <= most) return name;
    const [first, ...rest] = bare.split(" · ");
    const told = rest.map((part) => ` · ${part}`).join("");
    const left = most - window.images.lines.width(told, NAME);
    return left > most / 3 ? window.images.lines.cut(first, NAME, left) + told : window.images.lines.cut(bare, NAME, most);
  }

  function thicker(trace, times) {
    if (typeof trace.width === "number") trace.width *= times;
    else if (Array.isArray(trace.width)) trace.width = trace.width.map((one) => one * times);
  }

  function widths(data) {
    return data.filter((trace) => trace.orientation === "h").flatMap((trace) => trace.width || []);
  }

  // Names above bars become the names of the axis.
  function besides({ data, layout }, width) {
    const axis = layout.yaxis;
    const names = (layout.annotations || []).filter((one) => isAbove(one, axis));
    if (!names.length) return;
    const rows = axis.categoryarray;
    const texts = new Map(names.map((one) => [one.y, one.text]));
    const hasCells = data.some((trace) => trace.insidetextanchor === "middle" && trace.base);
    const thickest = Math.max(...widths(data), 0);
    if (thickest) data.forEach((trace) => thicker(trace, (hasCells ? CELL : BAR) / thickest));
    layout.annotations = layout.annotations.filter((one) => !names.includes(one));
    axis.range = [rows.length - 0.5, -0.5];
    nameAxis(layout, rows, rows.map((row) => texts.get(row) || ""), width);
  }

  // Gives the vertical axis names to the left of it, and the axis below the rest of the width.
  function nameAxis(layout, places, texts, width) {
    const names = texts.map((text) => fitting(text, width * WIDEST_NAME));
    layout.margin = { ...layout.margin, l: 4 };
    if (layout.legend) layout.legend = { ...layout.legend, yref: "container", y: 1, yanchor: "top" };
    // The chart keeps its whole width for a legend above it; the bars begin where the names end.
    const longest = Math.max(...names.map((name) => window.images.lines.width(plain(name), NAME)));
    layout.xaxis = { tickangle: 0, ...layout.xaxis, domain: [(longest + NAME_GAP) / (width - 4 - layout.margin.r), 1] };
    Object.assign(layout.yaxis, {
      visible: true, showgrid: false, showline: false, automargin: false, tickmode: "array",
      ticks: "outside", ticklen: 7, tickcolor: "rgba(0,0,0,0)",
      tickvals: places, ticktext: names,
      tickfont: { color: INK, size: NAME.size },
    });
  }

  // Names in lines or cut for a phone become whole ones in one line each, where an image has no room for lines.
  function inOneLine({ layout }, names, width, height) {
    const axis = layout.yaxis;
    const lines = Math.max(...axis.ticktext.map((text) => text.split("<br>").length));
    const isCut = axis.ticktext.some((text) => text.endsWith("…"));
    if (!isCut && height / axis.ticktext.length >= lines * NAME.size * 1.3) return;
    axis.ticktext = names.map((name) => fitting(name, width * WIDEST_NAME));
  }

  function rowsOf(layout) {
    const axis = layout.yaxis || {};
    if (axis.type !== "category") return [];
    return axis.categoryarray || axis.tickvals || [];
  }

  // Keeps of everything that has one entry a row only the entries of the rows that stay.
  function kept(value, length, stays) {
    if (Array.isArray(value)) return value.length === length ? value.filter((_, at) => stays[at]) : value;
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, kept(inside, length, stays)]));
  }

  function without(figure, isGone) {
    figure.data = figure.data.map((trace) => {
      if (!Array.isArray(trace.y)) return trace;
      return kept(trace, trace.y.length, trace.y.map((row) => !isGone(row)));
    });
    for (const part of ["annotations", "shapes"]) {
      const those = figure.layout[part];
      if (those) figure.layout[part] = those.filter((one) => !isGone(one.y) && !isGone(one.y0));
    }
  }

  // Leaves out the last rows of a chart that has more of them than its axis has room for; gives how many are left out.
  function readable(figure, length) {
    const rows = rowsOf(figure.layout);
    if (!rows.length) return window.images.panels.readable(figure, length, NARROWEST);
    const room = Math.max(Math.floor(length / NARROWEST), 3);
    if (rows.length <= room) return 0;
    const gone = new Set(rows.slice(room));
    without(figure, (row) => gone.has(row));
    const axis = figure.layout.yaxis;
    if (axis.categoryarray) axis.categoryarray = rows.slice(0, room);
    if (axis.ticktext) axis.ticktext = axis.ticktext.slice(0, room);
    if (axis.tickvals) axis.tickvals = rows.slice(0, room);
    if (axis.range) axis.range = [room - 0.5, -0.5];
    return rows.length - room;
  }

  function isNamedAbove(layout) {
    return Boolean(layout.yaxis && layout.yaxis.type === "category" && layout.yaxis.visible === false && layout.yaxis.categoryarray);
  }

  Object.assign(window.images = window.images || {}, { rows: {
    readable,
    nameAxis,
    without,
    // Makes a figure fit an image of some width, without changing what it says.
    adapt(figure, names, width, height) {
      if (isNamedAbove(figure.layout)) besides(figure, width);
      else if (!names) window.images.panels.besides(figure, width);
      else inOneLine(figure, names, width, height);
    },
  } });
})();
