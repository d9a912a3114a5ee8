// A sheet as a PNG that knows how large it is on paper.
(function () {
  "use strict";
  const DOTS_A_METRE = 11811; // 300 dots an inch.
  const STRIP = 32; // Dots.
  const LONGEST_WAIT = 10_000; // Milliseconds.
  const HEAD = 33; // Bytes of the signature and of the chunk IHDR, after which the resolution stands.

  function checksum(bytes) {
    let sum = 0xffffffff;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
    return (sum ^ 0xffffffff) >>> 0;
  }

  function resolution() {
    const chunk = new DataView(new ArrayBuffer(21));
    chunk.setUint32(0, 9);
    [..."pHYs"].forEach((letter, at) => chunk.setUint8(4 + at, letter.charCodeAt(0)));
    chunk.setUint32(8, DOTS_A_METRE);
    chunk.setUint32(12, DOTS_A_METRE);
    chunk.setUint8(16, 1);
    chunk.setUint32(17, checksum(new Uint8Array(chunk.buffer, 4, 13)));
    return chunk.buffer;
  }

  function canvasOf(width, height) {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    return canvas.getContext("2d", { willReadFrequently: height === STRIP });
  }

  // Says whether every face has come: each has drawn its letter into its place in the strip.
  function isLettered(image, { height }, count) {
    const strip = canvasOf(count * STRIP, STRIP);
    strip.drawImage(image, 0, height, count * STRIP, STRIP, 0, 0, count * STRIP, STRIP);
    return Array.from({ length: count }, (_, at) => strip.getImageData(at * STRIP, 0, STRIP, STRIP).data)
      .every((pixels) => pixels.some((value, at) => at % 4 === 3 && value > 0));
  }

  // A browser begins to read the fonts of an image when it paints it, and paints no letters until it has read them.
  async function lettered(image, preset, count) {
    const begun = performance.now();
    while (!isLettered(image, preset, count)) {
      if (performance.now() - begun > LONGEST_WAIT) throw new Error("no letters");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async function painted(svg, preset, count) {
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      await lettered(image, preset, count);
      const sheet = canvasOf(preset.width, preset.height);
      sheet.drawImage(image, 0, 0, preset.width, preset.height, 0, 0, preset.width, preset.height);
      return sheet.canvas;
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  // Gives the PNG of an SVG in dots, which has a strip with a letter of each face below it.
  async function blob(svg, preset, count) {
    const canvas = await painted(svg, preset, count);
    const plain = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!plain) throw new Error("no picture");
    return new Blob([plain.slice(0, HEAD), resolution(), plain.slice(HEAD)], { type: "image/png" });
  }

  Object.assign(window.images = window.images || {}, { png: { blob, STRIP } });
})();
