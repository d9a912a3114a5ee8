// The page's own fonts as text inside an image, because an image fetches nothing by itself.
(function () {
  "use strict";
  const held = new Map(); // From the address of a font file to the promise of the same file as a data address.

  function faces() {
    return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => rule instanceof CSSFontFaceRule)
      .map((rule) => ({
        family: rule.style.getPropertyValue("font-family"),
        weight: rule.style.getPropertyValue("font-weight"),
        range: rule.style.getPropertyValue("unicode-range"),
        address: new URL(rule.style.getPropertyValue("src").match(/url\("?([^")]+)/)[1], rule.parentStyleSheet.href).href,
      }));
  }

  // Says whether a face holds a letter: its range is a list such as `U+0-FF, U+131`.
  function holds(range, point) {
    return range.split(",").some((part) => {
      const [first, last] = part.trim().slice(2).split("-").map((text) => parseInt(text, 16));
      return point >= first && point <= (last === undefined ? first : last);
    });
  }

  function dataAddress(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.replace(/^data:[^;,]*/, "data:font/woff2"));
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
  }

  // The page has fetched the file already; what lies in the browser's store is taken even without a network.
  async function fetched(address) {
    const answer = await fetch(address, { cache: "force-cache" });
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return dataAddress(await answer.blob());
  }

  function bytes(address) {
    if (!held.has(address)) {
      const coming = fetched(address);
      coming.catch(() => held.delete(address));
      held.set(address, coming);
    }
    return held.get(address);
  }

  // Gives the faces that bring the letters of a text, in both weights, each as a rule with one letter that needs it.
  async function needed(text) {
    const letters = [...new Set(text)].filter((letter) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(letter));
    const found = faces()
      .map((face) => ({ ...face, letter: letters.find((one) => holds(face.range, one.codePointAt(0))) }))
      .filter((face) => face.letter);
    const sources = await Promise.all(found.map((face) => bytes(face.address)));
    return found.map(({ family, weight, range, letter }, at) => ({
      weight,
      letter,
      rule: `@font-face{font-family:${family};font-weight:${weight};src:url(${sources[at]}) format("woff2");unicode-range:${range}}`,
    }));
  }

  Object.assign(window.images = window.images || {}, { fonts: { needed } });
})();
