// A drawing may bring a second one for a narrow place, in `layout.meta.narrow` with the width `below` which it is meant
// for: a matrix of forty columns has one of eight. Whoever asks Plotly to draw gets the one that fits.
function fitting(graph, figure) {
  const narrow = figure && figure.layout && figure.layout.meta && figure.layout.meta.narrow;
  graph.bothDrawings = narrow ? figure : null;
  graph.isNarrow = Boolean(narrow) && (graph.clientWidth || window.innerWidth) < narrow.below;
  if (!graph.isNarrow) return figure;
  return { ...figure, data: narrow.data, layout: { ...narrow.layout, autosize: figure.layout.autosize } };
}

function wrapped(draw) {
  return (graph, figure, ...rest) => draw(graph, graph instanceof Element ? fitting(graph, figure) : figure, ...rest);
}

module.exports = function giveNarrowOnes(Plotly) {
  Plotly.newPlot = wrapped(Plotly.newPlot);
  Plotly.react = wrapped(Plotly.react);
  // A screen that is turned may need the other drawing.
  window.addEventListener("resize", () => {
    for (const graph of document.querySelectorAll(".js-plotly-plot")) {
      const both = graph.bothDrawings;
      if (both && graph.clientWidth && graph.clientWidth < both.layout.meta.narrow.below !== graph.isNarrow) {
        Plotly.react(graph, both);
      }
    }
  });
};
