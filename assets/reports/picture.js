// The picture of a chart of any page, drawn from its file: as the page of the chart itself would draw it.
(function () {
  "use strict";
  const PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js";
  const scripts = new Map(); // By address: a script is fetched once, when it is first needed.

  function load(address) {
    if (!scripts.has(address)) {
      scripts.set(address, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = () => {
          scripts.delete(address);
          reject(new Error(address));
        };
        document.head.append(script);
      }));
    }
    return scripts.get(address);
  }

  // `taken` is a chart's file: { figure, cited, words }. Without a figure there is nothing to draw, and no picture.
  async function picture({ figure, words }, preset) {
    if (!figure) return null;
    if (!window.Plotly) await load(PLOTLY); // Dash fetches it for pages with charts of their own.
    return { blob: await window.images.draw(figure, words, preset, "png"), alt: words.alt };
  }

  Object.assign(window.reports, { load, picture });
})();
