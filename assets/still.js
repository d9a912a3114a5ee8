// Draws a plain tree of elements as one component of Dash.
//
// Every HTML element of Dash's own is connected to its store by itself: an answer of 500 elements makes 500 changes of the
// store, and each of them asks every element on the page. A tree is one of them, whatever it holds, and React compares it
// with what it drew before. Texts stay texts, addresses pass through the same check as in Dash's own links.
(function () {
  "use strict";

  function draw(node) {
    if (node === null || node === undefined) return null;
    if (Array.isArray(node)) return React.createElement(React.Fragment, null, ...node.map(draw));
    if (typeof node !== "object") return node;
    if (node.namespace !== "dash_html_components") throw new Error(`${node.type} cannot stand in a still tree`);
    const { children, ...props } = node.props;
    if (props.href !== undefined) props.href = window.dash_clientside.clean_url(props.href);
    return React.createElement(node.type.toLowerCase(), props, ...[].concat(children).map(draw));
  }

  function Still({ tag, tree, setProps, ...props }) {
    const waiting = window.dash_component_api.useDashContext().useLoading();
    const own = waiting ? { ...props, "data-dash-is-loading": true } : props;
    return React.createElement(tag.toLowerCase(), own, draw(tree));
  }

  window.uyum = { Still };
})();
