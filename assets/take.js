// What a card lets people take away: its chart as an image made here, and its words as text.
(function () {
  "use strict";
  const CHART = "[data-chart]";
  const READY_STEP = 50; // Milliseconds between two looks at whether the page is ready.

  function settings() {
    return JSON.parse(document.getElementById("shell-images").dataset.words);
  }

  // --- the words of a card -----------------------------------------------------------------------------------------

  function filtersInWords(words) {
    const told = window.shell.filters.told().map(({ heading, values }) => `${heading}: ${values.join(words.comma)}`);
    return words.filters.replace("{filters}", [...told, ...words.told].join(words.semicolon) || words.none);
  }

  // The address that shows the same figures for ever: nothing that could not be used, and version, day and language named.
  function permanentAddress({ version, day }) {
    const address = new URL(window.shell.address.takenFrom(location.pathname), location.origin);
    const kept = [...address.searchParams].filter(([name, value]) =>
      !["v", "on", "lang", "code"].includes(name) && !window.shell.filters.isUnusable(name, value));
    const fixed = [["v", version], ["on", day], ["lang", document.documentElement.lang]];
    address.search = new URLSearchParams([...kept, ...fixed]).toString();
    return address.href;
  }

  // Gives the subtitle without the remark at its end, and the remark.
  function parted(subtitle) {
    const text = subtitle.textContent.trim();
    const { remark } = subtitle.dataset;
    return remark ? [text.slice(0, -remark.length).replace(/\. $/, ""), remark] : [text, ""];
  }

  function wordsOf(card) {
    const words = settings();
    const said = card.querySelector(".subtitle");
    const [subtitle, note] = parted(said);
    const plot = card.querySelector(".chart-plot");
    return {
      title: card.querySelector("h3").textContent.trim(),
      subtitle,
      note,
      source: card.querySelector(".source").textContent.trim(),
      filters: filtersInWords(words),
      version: words.version.replace("{version}", said.dataset.version),
      address: location.host + location.pathname,
      permanent: permanentAddress(said.dataset),
      rest: words.rest,
      alt: plot ? plot.getAttribute("aria-label") : "",
      dir: document.documentElement.dir || "ltr",
      lang: document.documentElement.lang,
    };
  }

  function sentences(texts) {
    return texts.filter(Boolean).map((text) => (/[.!?؟…]$/.test(text) ? text : `${text}.`)).join(" ");
  }

  const TEXTS = {
    caption: (said) => sentences([said.title, said.subtitle, said.note, said.source, said.filters, said.version]),
    alt: (said) => said.alt,
    citation: (said) => `${sentences([settings().product, said.title, said.subtitle, said.source, said.filters, said.version])} ${said.permanent}`,
    address: (said) => said.permanent,
  };

  // --- saying what was done ----------------------------------------------------------------------------------------

  function say(card, name, value = "") {
    card.querySelector(".take-said").textContent = settings()[name].replace("{name}", `\u2068${value}\u2069`);
  }

  // --- texts -------------------------------------------------------------------------------------------------------

  // Where the browser keeps its clipboard shut, the text stands there selected, to be copied by hand.
  function showText(card, text) {
    const place = card.querySelector(".take-text");
    place.textContent = text;
    place.hidden = false;
    place.focus();
    getSelection().selectAllChildren(place);
    say(card, "not_copied");
  }

  async function copy(card, button) {
    await ready();
    const text = TEXTS[button.dataset.copy](wordsOf(card));
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      showText(card, text);
      return;
    }
    card.querySelector(".take-text").hidden = true;
    say(card, "copied", button.textContent);
  }

  // --- images ------------------------------------------------------------------------------------------------------

  // A card shown as a table holds its drawing beside the table; where a mark stands instead, there is none.
  function figureOf(card) {
    const instead = card.querySelector(".chart-instead");
    const beside = instead.querySelector("[data-figure]");
    if (beside) return JSON.parse(beside.dataset.figure);
    if (instead.childElementCount) return null;
    const graph = window.dash_component_api.getLayout(card.querySelector(".dash-graph").id);
    return graph.props.figure || null;
  }

  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  async function saveImage(card, form) {
    await ready();
    const figure = figureOf(card);
    if (!figure) {
      say(card, "no_drawing");
      return;
    }
    const preset = card.querySelector("[data-preset]").value;
    const { cutoff } = card.querySelector(".subtitle").dataset;
    const name = `${card.querySelector("[data-take]").dataset.take}_${cutoff}_${document.documentElement.lang}.${form}`;
    save(await window.images.draw(figure, wordsOf(card), preset, form), name);
    say(card, "saved", name);
  }

  async function image(card, button) {
    if (card.dataset.taking) return;
    card.dataset.taking = "";
    say(card, "working");
    try {
      await saveImage(card, button.dataset.image);
    } catch (problem) {
      console.info(problem);
      say(card, "failed");
    } finally {
      delete card.dataset.taking;
    }
  }

  // Words and figure are of one answer only while no other is on its way.
  async function ready() {
    while (document.body.dataset.state !== "ready") await new Promise((resolve) => setTimeout(resolve, READY_STEP));
  }

  // --- events ------------------------------------------------------------------------------------------------------

  function pressed(event) {
    const button = event.target.closest("[data-copy], [data-image]");
    const card = button && button.closest(CHART);
    if (!card) return;
    if (button.hasAttribute("data-image")) image(card, button);
    else copy(card, button);
  }

  // Whoever takes several charts into one report wants them in one size.
  function chosen(event) {
    if (!event.target.matches("[data-preset]")) return;
    document.querySelectorAll("[data-preset]").forEach((select) => { select.value = event.target.value; });
  }

  // Fonts that the image needs are fetched while the reader is still choosing; what is there then needs no network.
  function opened(event) {
    const card = event.target.matches("details[open]") && event.target.querySelector("[data-image]") && event.target.closest(CHART);
    if (card) window.images.fonts.needed(Object.values(wordsOf(card)).join("")).catch(() => null);
  }

  // Gives the figure and the words of a card, as images are made of them.
  window.take = { of: (card) => ({ figure: figureOf(card), words: wordsOf(card) }) };

  document.addEventListener("click", pressed);
  document.addEventListener("change", chosen);
  document.addEventListener("toggle", opened, true);
})();
