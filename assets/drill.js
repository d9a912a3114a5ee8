// A click on a bar or a shape opens the page for that place alone; the chart's table holds the same ways as links.
(function () {
  "use strict";
  const NOWHERE = "other";

  function into(click) {
    const code = click && click.points[0].customdata;
    if (!code || code === NOWHERE) return;
    window.shell.address.change((parameters) => {
      parameters.delete("detail.page");
      parameters.set("place", code);
    });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { drill: { into } });
})();
