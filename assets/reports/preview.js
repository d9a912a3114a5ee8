// The pictures of the basket, drawn as they will be in the report: one after the other, those in view first.
(function () {
  "use strict";
  const PICTURE = "[data-preview]";
  const drawn = new WeakMap(); // By place: what its picture was drawn from.
  let queue = Promise.resolve();

  function wanted(place) {
    const item = place.closest(".basket-item");
    const form = document.querySelector("form[data-report=basket]");
    const preset = form ? new FormData(form).get("preset") : "";
    return { address: `${item.dataset.files}.json?${item.dataset.query}`, preset };
  }

  function keyOf({ address, preset }) {
    return `${preset} ${address}`;
  }

  async function draw(place) {
    const want = wanted(place);
    if (!place.isConnected || drawn.get(place) === keyOf(want)) return;
    drawn.set(place, keyOf(want));
    place.dataset.drawing = "";
    try {
      const taken = await (await window.reports.get(want.address)).json();
      const picture = await window.reports.picture(taken, want.preset);
      if (drawn.get(place) !== keyOf(want)) return;
      if (picture) show(place, picture.blob, picture.alt);
      else say(place, place.dataset.nothing);
    } catch {
      say(place, place.dataset.failed);
    } finally {
      delete place.dataset.drawing;
    }
  }

  function say(place, words) {
    place.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
  }

  function show(place, blob, alt) {
    const image = document.createElement("img");
    const before = place.querySelector("img");
    if (before) URL.revokeObjectURL(before.src);
    image.src = URL.createObjectURL(blob);
    image.alt = alt;
    place.replaceChildren(image);
  }

  const seen = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
      seen.unobserve(target);
      queue = queue.then(() => draw(target));
    });
  }, { rootMargin: "300px" });

  // A place that is watched anew is drawn anew only where something else is wanted of it.
  function look() {
    document.querySelectorAll(PICTURE).forEach((place) => {
      if (drawn.get(place) === keyOf(wanted(place))) return;
      seen.unobserve(place);
      seen.observe(place);
    });
  }

  // The list comes, and changes, after the page.
  const changes = new MutationObserver(look);
  document.addEventListener("shell:shown", () => {
    const list = document.getElementById("reports-basket");
    if (!list) return;
    changes.observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-query", "value"] });
    look();
  });
})();
