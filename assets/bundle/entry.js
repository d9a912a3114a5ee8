// The kinds of chart that the dashboard draws; `scatter` is part of the core.
const Plotly = require("plotly.js/lib/core");

Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/heatmap"),
  require("plotly.js/lib/choropleth"),
  require("plotly.js/lib/scattergeo"),
  require("plotly.js/lib/sankey"),
]);
require("./narrow")(Plotly);

module.exports = Plotly;
