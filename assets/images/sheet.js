// An image as a sheet: title and subtitle, the chart, and under a line everything that it rests on.
//
// Sizes are in units of which thirteen are the height of a chart's letters on the screen; a preset says how large these
// letters are on paper, and so how many units its sheet is wide and high.
(function () {
  "use strict";
  const INCH = 300; // Dots.
  const LETTER = 13;
  const [INK, MUTED, LINE] = ["#1B2733", "#55616D", "#D5DBE1"];
  const SMALLEST_POINTS = 5.5; // Letters on paper that can still be read.
  const SIZES = [1, 0.9, 0.8]; // What words give way by, until the chart has its share.
  const CHART_SHARE = 0.52;

  // Gives the dots of one unit of a preset.
  function dotsOfUnit(preset) {
    return preset.text * INCH / 72 / LETTER;
  }

  function stylesOf(preset, times) {
    const smallest = SMALLEST_POINTS * LETTER / preset.text;
    return {
      title: { weight: 600, size: Math.max(17 * times, smallest), lead: 1.25, colour: INK },
      subtitle: { weight: 400, size: Math.max(12.5 * times, smallest), lead: 1.3, colour: MUTED },
      foot: { weight: 400, size: Math.max(10.5 * times, smallest), lead: 1.32, colour: MUTED },
    };
  }

  function block(text, style, width, most = Infinity) {
    const { lines } = window.images;
    const all = lines.wrapped(text, style, width).map((line) => line.replace(/^· | ·$/g, ""));
    const kept = all.length <= most ? all : [...all.slice(0, most - 1), lines.cut(all.slice(most - 1).join(" "), style, width)];
    return { style, lines: kept, height: kept.length * style.size * style.lead };
  }

  // An address reads left to right in every language.
  function isolated(text) {
    return text ? `\u2066${text}\u2069` : "";
  }

  // What a sheet rests on; filters stand last, because a long list of them is what gives way where room is short.
  function footOf(words) {
    const parts = [words.source, words.version, isolated(words.address), words.filters];
    return [words.note, parts.filter(Boolean).join(" · ")].filter(Boolean);
  }

  function laidOut(words, page, times) {
    const styles = stylesOf(page.preset, times);
    const inner = page.width - 2 * page.edge;
    const top = [block(words.title, styles.title, inner), block(words.subtitle, styles.subtitle, inner)];
    const foot = footOf(words).map((text) => block(text, styles.foot, inner, Math.floor(page.height / 70)));
    const gap = 6;
    const heights = (blocks) => blocks.reduce((sum, one) => sum + one.height, 0);
    const head = page.edge * 0.8 + heights(top) + gap;
    const below = heights(foot) + page.edge * 0.8 + 2 * gap;
    const chart = { x: page.edge, y: head, width: inner, height: page.height - head - below };
    return { ...page, top, foot, chart };
  }

  // Gives where everything stands on the sheet of a preset; words give way to the chart.
  function layout(words, preset) {
    const unit = dotsOfUnit(preset);
    const page = { preset, unit, width: preset.width / unit, height: preset.height / unit, edge: 14 };
    const tries = SIZES.map((times) => laidOut(words, page, times));
    return tries.find((one) => one.chart.height >= CHART_SHARE * page.height) || tries[tries.length - 1];
  }

  function escaped(text) {
    const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
    return text.replace(/[&<>"]/g, (sign) => signs[sign]);
  }

  function texts(blocks, page, top, dir) {
    let y = top;
    return blocks.map(({ style, lines }) => lines.map((line) => {
      y += style.size * style.lead;
      const x = dir === "rtl" ? page.width - page.edge : page.edge;
      const place = `x="${x.toFixed(2)}" y="${(y - style.size * 0.3).toFixed(2)}"`;
      return `<text ${place} direction="${dir}" font-size="${style.size.toFixed(2)}" font-weight="${style.weight}" fill="${style.colour}">${escaped(line)}</text>`;
    }).join("")).join("");
  }

  function millimetres(dots) {
    return `${(dots / INCH * 25.4).toFixed(2)}mm`;
  }

  // Gives the opening of a sheet that is as large as its preset, or of one in dots with a strip below it.
  function opening(page, words, strip) {
    const { preset, width, height } = page;
    const size = strip
      ? `width="${preset.width}" height="${preset.height + strip.dots}" viewBox="0 0 ${width} ${height + strip.dots / page.unit}"`
      : `width="${millimetres(preset.width)}" height="${millimetres(preset.height)}" viewBox="0 0 ${width} ${height}"`;
    const names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
    return `<svg ${names} ${size} role="img" lang="${words.lang}">`;
  }

  // One letter of each face in a strip below the sheet: whoever paints the sheet sees there whether the face has come.
  function letters(page, strip) {
    return strip.faces.map(({ weight, letter }, at) => {
      const place = `x="${(at + 0.2) * strip.dots / page.unit}" y="${page.height + 0.75 * strip.dots / page.unit}"`;
      return `<text ${place} font-size="${0.7 * strip.dots / page.unit}" font-weight="${weight}" fill="#000000">${escaped(letter)}</text>`;
    }).join("");
  }

  // Gives the whole sheet as SVG.
  function svg(page, words, plot, faces, strip = null) {
    const { chart } = page;
    const line = chart.y + chart.height + 5;
    const inside = plot.replace(/<svg /, `<svg x="${chart.x.toFixed(2)}" y="${chart.y.toFixed(2)}" `);
    return [
      opening(page, words, strip),
      `<title>${escaped(words.title)}</title><desc>${escaped(words.alt || words.subtitle)}</desc>`,
      `<style>${faces.map((face) => face.rule).join("")} text{font-family:${window.images.lines.FAMILY};white-space:pre} svg svg{direction:ltr} svg svg text{unicode-bidi:plaintext}</style>`,
      `<rect width="${page.width}" height="${page.height}" fill="#FFFFFF"/>`,
      texts(page.top, page, page.edge * 0.8 - 4, words.dir),
      inside,
      `<line x1="${page.edge}" x2="${(page.width - page.edge).toFixed(2)}" y1="${line.toFixed(2)}" y2="${line.toFixed(2)}" stroke="${LINE}"/>`,
      texts(page.foot, page, line + 3, words.dir),
      strip ? letters(page, strip) : "",
      "</svg>",
    ].join("");
  }

  Object.assign(window.images = window.images || {}, { sheet: { layout, svg } });
})();
