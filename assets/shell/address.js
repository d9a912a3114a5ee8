// The address holds every filter and view. One change of a filter is one new entry in the browser's history.
(function () {
  "use strict";
  const FILTERS = ["programme", "grant", "place", "group", "period"];
  const CARRIED = [...FILTERS, "v", "on", "lang"];
  let own = []; // The names of the parameters that the page itself adds.
  let code = ""; // What the page is about, where its path says so.

  function query(parameters) {
    const text = parameters.toString();
    return text ? `?${text}` : "";
  }

  // Gives the address of this page with its parameters changed by `change`.
  function changed(change) {
    const parameters = new URLSearchParams(location.search);
    change(parameters);
    return location.pathname + query(parameters);
  }

  function go(address) {
    const target = new URL(address, location.href);
    if (target.href === location.href) return;
    window.shell.state.busy();
    history.pushState({}, "", target.pathname + target.search);
    // dcc.Location listens to this event, as to the Back button; it tells the pages' callbacks.
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  function kept(path, names) {
    return path + query(new URLSearchParams([...new URLSearchParams(location.search)].filter(([name]) => names.includes(name))));
  }

  window.shell.address = {
    FILTERS,
    go,
    know: (page) => { ({ own, code } = page); },
    parameters: () => new URLSearchParams(location.search),
    values: (name) => new URLSearchParams(location.search).getAll(name),
    // Gives the address of another page with the filters of this one, without its views and own parameters.
    carriedTo: (path) => kept(path, CARRIED),
    // Gives the address of a file with everything that this page's figures are made of.
    takenFrom(path) {
      const address = kept(path, [...CARRIED, ...own]);
      return code ? `${address}${address.includes("?") ? "&" : "?"}code=${code}` : address;
    },
    changed,
    // Changes the parameters with `change` and opens the address that comes out.
    change: (change) => go(changed(change)),
    // The same for a filter: other rows come, so every long table begins again at its first page.
    refilter: (change) => go(changed((parameters) => {
      change(parameters);
      [...parameters.keys()].filter((name) => name.endsWith(".page")).forEach((name) => parameters.delete(name));
    })),
  };
})();
