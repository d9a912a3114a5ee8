// Texts of an image as lines that fit: measured in the font in which they are drawn.
(function () {
  "use strict";
  const FAMILY = '"Noto Sans", "Noto Sans Arabic", sans-serif';
  const context = document.createElement("canvas").getContext("2d");

  function width(text, style) {
    context.font = `${style.weight} ${style.size}px ${FAMILY}`;
    return context.measureText(text).width;
  }

  // A measure taken before the font is there would be that of another font.
  function ready(text) {
    return Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 16px ${FAMILY}`, text)));
  }

  // Gives as much of a word as fits, at least one letter of it.
  function head(word, style, most) {
    const letters = [...word];
    let fits = letters.length;
    while (fits > 1 && width(letters.slice(0, fits).join(""), style) > most) fits -= 1;
    return letters.slice(0, fits).join("");
  }

  // Gives a text as lines of at most `most` units; a word that is longer alone, such as an address, is parted.
  function wrapped(text, style, most) {
    const lines = [];
    let line = "";
    const words = text.split(/[ \n]+/).filter(Boolean);
    while (words.length) {
      const word = words.shift();
      const longer = line ? `${line} ${word}` : word;
      if (width(longer, style) <= most) line = longer;
      else if (line) {
        lines.push(line);
        line = "";
        words.unshift(word);
      } else {
        line = head(word, style, most);
        if (line.length < word.length) words.unshift(word.slice(line.length));
      }
    }
    return line ? [...lines, line] : lines;
  }

  // Gives the beginning of a text that fits one line, with an ellipsis where something is left out.
  function cut(text, style, most) {
    if (width(text, style) <= most) return text;
    return `${head(text, style, most - width("…", style)).trimEnd()}…`;
  }

  Object.assign(window.images = window.images || {}, { lines: { FAMILY, width, ready, wrapped, cut } });
})();
