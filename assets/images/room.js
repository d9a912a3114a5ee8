// What can only be seen once a chart is drawn: words that leave its edge, ticks that meet, a gap under a legend.
(function () {
  "use strict";
  const LEGEND_GAP = 10;
  const PASSES = 3;

  // Gives every text that is seen, with where it stands on the chart.
  function textsOf(graph) {
    const frame = graph.getBoundingClientRect();
    return [...graph.querySelectorAll(".main-svg text")].map((text) => ({ text, box: text.getBoundingClientRect() }))
      .filter(({ box }) => box.width)
      .map(({ text, box }) => ({
        text, left: box.left - frame.left, right: box.right - frame.left, top: box.top - frame.top, bottom: box.bottom - frame.top,
      }));
  }

  // Gives how high words stand above the upper edge of the axes, such as the day of a line.
  function abovePlot(graph) {
    const edge = graph.getBoundingClientRect().top + graph._fullLayout._size.t;
    const boxes = [...graph.querySelectorAll(".annotation")].map((note) => note.getBoundingClientRect());
    return Math.max(0, ...boxes.filter((box) => box.height && box.bottom < edge + 4).map((box) => edge - box.top));
  }

  // A screen keeps room for a legend of several lines; an image keeps what its legend takes.
  async function closeGap(graph) {
    const { legend, margin } = graph._fullLayout;
    if (!legend || legend.yref !== "container" || !legend._height) return;
    const top = Math.ceil(legend._height + Math.max(abovePlot(graph), LEGEND_GAP));
    if (top !== margin.t) await window.Plotly.relayout(graph, { "margin.t": top });
  }

  // Words behind bars keep their length when bars get shorter: the axis reaches further, until they are inside.
  function longerAxis(graph, outside) {
    const { xaxis, width } = graph._fullLayout;
    const begin = xaxis._offset;
    const times = outside.map((one) => (one.left - begin) / Math.max(one.left - begin - (one.right - width) - 2, xaxis._length / 4));
    const [first, last] = xaxis.range;
    return { "xaxis.range": [first, first + (last - first) * Math.max(...times)] };
  }

  function hasBars(graph) {
    return graph.data.some((trace) => trace.orientation === "h") && graph._fullLayout.xaxis.type === "linear";
  }

  function beyond(graph, texts) {
    const { width, height } = graph._fullLayout;
    const most = (side) => Math.max(0, ...texts.map(side));
    return { l: most((one) => -one.left), r: most((one) => one.right - width), t: most((one) => -one.top), b: most((one) => one.bottom - height) };
  }

  function change(graph, texts) {
    const { margin } = graph._fullLayout;
    const over = beyond(graph, texts);
    const changed = {};
    for (const side of ["l", "r", "t", "b"]) {
      if (over[side] >= 1) changed[`margin.${side}`] = margin[side] + Math.ceil(over[side]) + 2;
    }
    const behind = texts.filter(({ text, right }) => right > graph._fullLayout.width && !text.closest(".xtick, .legend"));
    if (changed["margin.r"] && behind.length && hasBars(graph)) {
      delete changed["margin.r"];
      Object.assign(changed, longerAxis(graph, behind));
    }
    return changed;
  }

  async function keepInside(graph) {
    for (let pass = 0; pass < PASSES; pass += 1) {
      const changed = change(graph, textsOf(graph));
      if (!Object.keys(changed).length) return;
      await window.Plotly.relayout(graph, changed);
    }
  }

  function boxesOf(graph, selector) {
    return [...graph.querySelectorAll(selector)].map((text) => text.getBoundingClientRect()).filter((box) => box.width);
  }

  // Where the names of months or years meet, every second one stays.
  async function thinOut(graph) {
    const { tickvals, ticktext } = graph.layout.xaxis || {};
    if (!tickvals || graph.layout.xaxis.tickangle) return;
    const boxes = boxesOf(graph, ".xtick text").sort((one, other) => one.left - other.left);
    if (!boxes.some((box, at) => at && box.left < boxes[at - 1].right + 2)) return;
    const second = (list) => list.filter((_, at) => at % 2 === 0);
    await window.Plotly.relayout(graph, { "xaxis.tickvals": second(tickvals), "xaxis.ticktext": second(ticktext) });
  }

  async function settle(graph) {
    await thinOut(graph);
    await window.images.meeting.stepPast(graph);
    await keepInside(graph);
    await window.images.meeting.spread(graph);
    window.images.meeting.clearMap(graph);
  }

  Object.assign(window.images = window.images || {}, { room: { closeGap, settle } });
})();
