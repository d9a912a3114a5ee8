// `window.images.draw(figure, words, preset, form)` gives a chart as a file: a promise of a Blob.
//
// `figure` is a card's figure ({ data, layout }). `words` are { title, subtitle, note, source, filters, version, address,
// rest, alt, dir, lang }; `rest` is the sentence with {count} that says how many rows an image leaves out. `preset` is the
// name of a size, `form` is "png" or "svg".
(function () {
  "use strict";

  function presets() {
    return JSON.parse(document.querySelector("[data-image-presets]").dataset.imagePresets);
  }

  function presetOf(name) {
    const found = presets().find((one) => one.name === name);
    if (!found) throw new Error(`no preset ${name}`);
    return found;
  }

  function lettersOf(plot, words) {
    return plot + Object.values(words).join("");
  }

  // Rows that are left out are told under the chart, which takes a little of its height; nothing else changes then.
  async function composed(figure, words, preset) {
    const { sheet, plot, lines } = window.images;
    await lines.ready(Object.values(words).join(""));
    const page = sheet.layout(words, preset);
    const first = await plot.drawn(figure, page.chart.width, page.chart.height);
    if (!first.left) return { page, words, plot: first.svg };
    const told = { ...words, note: [words.note, words.rest.replace("{count}", first.left)].filter(Boolean).join(". ") };
    const again = sheet.layout(told, preset);
    const second = await plot.drawn(figure, again.chart.width, again.chart.height);
    if (second.left === first.left) return { page: again, words: told, plot: second.svg };
    const exact = { ...words, note: [words.note, words.rest.replace("{count}", second.left)].filter(Boolean).join(". ") };
    return { page: sheet.layout(exact, preset), words: exact, plot: second.svg };
  }

  async function draw(figure, words, name, form) {
    const preset = presetOf(name);
    const { sheet, fonts, png } = window.images;
    const { page, words: told, plot } = await composed(figure, words, preset);
    const faces = await fonts.needed(lettersOf(plot, told));
    if (form === "svg") return new Blob([sheet.svg(page, told, plot, faces)], { type: "image/svg+xml" });
    return png.blob(sheet.svg(page, told, plot, faces, { dots: png.STRIP, faces }), preset, faces.length);
  }

  Object.assign(window.images = window.images || {}, { draw, presets });
})();
