// Words of a chart that would lie on each other or on a mark step apart.
(function () {
  "use strict";
  const LINE = 15; // Units from one name of a line to the next.

  function isBehindBar(note) {
    return note && note.xanchor === "left" && note.xshift === 8;
  }

  // Words behind a bar on which a mark would stand begin behind the mark.
  async function stepPast(graph) {
    const { xaxis } = graph._fullLayout;
    if (!xaxis || xaxis.type !== "linear") return;
    const frame = graph.getBoundingClientRect().left + xaxis._offset;
    const marks = graph.data.filter((trace) => trace.mode === "markers" && trace.marker.symbol === "line-ns-open");
    const changed = {};
    graph.querySelectorAll(".annotation").forEach((drawn) => {
      const index = Number(drawn.dataset.index);
      const note = graph.layout.annotations[index];
      if (!isBehindBar(note)) return;
      const box = drawn.getBoundingClientRect();
      const met = marks.map((trace) => trace.x[trace.y.indexOf(note.y)]).filter((x) => {
        const at = frame + xaxis.l2p(x);
        return x > note.x && at > box.left - 4 && at < box.right + 4;
      });
      if (met.length) changed[`annotations[${index}].x`] = Math.max(...met);
    });
    if (Object.keys(changed).length) await window.Plotly.relayout(graph, changed);
  }

  // Gives the names at the ends of lines, from top to bottom, with where they are and where they may be.
  function endNames(graph) {
    const at = (note) => Number(note.getAttribute("data-index"));
    const frame = graph.getBoundingClientRect();
    return [...graph.querySelectorAll(".annotation")].map((note) => {
      const box = note.getBoundingClientRect();
      return { index: at(note), left: box.left, middle: (box.top + box.bottom) / 2 - frame.top };
    }).filter(({ index }) => {
      const said = graph.layout.annotations[index];
      return said && said.xanchor === "left" && said.xshift === 8 && said.yshift !== undefined;
    }).sort((one, other) => one.middle - other.middle);
  }

  // Names at the end of lines that stand close together step apart, in their order.
  async function spread(graph) {
    const names = endNames(graph).filter((one, _, all) => Math.abs(one.left - all[0].left) < 2);
    const places = names.map((one) => one.middle);
    for (let at = 1; at < places.length; at += 1) places[at] = Math.max(places[at], places[at - 1] + LINE);
    const lowest = graph._fullLayout._size.t + graph._fullLayout._size.h;
    for (let at = places.length - 1, most = lowest; at >= 0; at -= 1, most = places[at + 1] - LINE) places[at] = Math.min(places[at], most);
    const moved = names.filter((one, at) => Math.abs(places[at] - one.middle) > 0.5);
    if (!moved.length) return;
    const changed = names.map((one, at) => [`annotations[${one.index}].yshift`, (graph.layout.annotations[one.index].yshift || 0) - (places[at] - one.middle)]);
    await window.Plotly.relayout(graph, Object.fromEntries(changed));
  }

  // A name that the edge of a map cuts, or that lies on another one, says nothing.
  function clearMap(graph) {
    const taken = [];
    graph.querySelectorAll(".geo2").forEach((map) => {
      const edge = map.querySelector(".bg rect, rect.bg").getBoundingClientRect();
      map.querySelectorAll("text").forEach((name) => {
        const box = name.getBoundingClientRect();
        const isInside = box.left >= edge.left && box.right <= edge.right && box.top >= edge.top && box.bottom <= edge.bottom;
        const isFree = !taken.some((one) => box.left < one.right && one.left < box.right && box.top < one.bottom && one.top < box.bottom);
        if (isInside && isFree) taken.push(box);
        else name.remove();
      });
    });
  }

  Object.assign(window.images = window.images || {}, { meeting: { stepPast, spread, clearMap } });
})();
