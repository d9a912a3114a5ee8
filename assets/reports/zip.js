// The basket as one ZIP, put together in the browser: images in the chosen size, CSV files, and a text file with words.
(function () {
  "use strict";
  const PACKER = "/assets/zip-uyum.min.js";

  // The packer is fetched when the first ZIP is made.
  async function packer() {
    await window.reports.load(PACKER);
    return window.fflate;
  }

  // An address that is a path on this page is a whole one in a file.
  function textOf(number, { cited }, texts, isTable) {
    const address = new URL(cited.address, location.origin).href;
    const told = [
      [texts.caption, cited.caption],
      [texts.alt, cited.alt],
      [texts.citation, cited.citation.replace(cited.address, address)],
      [texts.address, address],
    ].map(([name, words]) => `${name}: ${words}`);
    if (isTable) told.splice(1, 1, texts.table);
    return [`${number}. ${cited.title}`, ...told].join("\r\n");
  }

  // Gives the files of one chart by name, and its words.
  async function filesOf(item, number, preset, texts, signal) {
    const { files, query } = item.dataset;
    const isTable = "tableOnly" in item.dataset;
    const taken = await (await window.reports.get(`${files}.json?${query}`, signal)).json();
    const csv = await (await window.reports.get(`${files}.csv?${query}`, signal)).arrayBuffer();
    const name = `${String(number).padStart(2, "0")}_${taken.cited.file_name}`;
    const found = { [`${name}.csv`]: [new Uint8Array(csv), { level: 6 }] };
    const drawn = isTable ? null : await window.reports.picture(taken, preset);
    if (drawn) found[`${name}.png`] = [new Uint8Array(await drawn.blob.arrayBuffer()), { level: 0 }]; // Packed already.
    return { found, text: textOf(number, taken, texts, isTable) };
  }

  async function zip(form, making) {
    const texts = JSON.parse(form.dataset.texts);
    const preset = new FormData(form).get("preset");
    const lang = new FormData(form).get("lang");
    const items = [...document.querySelectorAll(".basket-item[data-files]")];
    const all = {}, words = [], failed = [];
    const { zipSync, strToU8 } = await packer();
    for (const [at, item] of items.entries()) {
      making.signal.throwIfAborted();
      try {
        const { found, text } = await filesOf(item, at + 1, preset, texts, making.signal);
        Object.assign(all, found);
        words.push(text);
      } catch (error) {
        if (error.name === "AbortError") throw error;
        failed.push(item.dataset.title);
      }
      making.step(at + 1, items.length, item.dataset.title);
    }
    if (!words.length) throw new Error("nothing to pack");
    all[`${texts.file}.txt`] = [strToU8(`\ufeff${words.join("\r\n\r\n")}\r\n`), { level: 6 }];
    const day = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Istanbul" });
    making.failed(failed);
    making.deliver(new Blob([zipSync(all)], { type: "application/zip" }), `${texts.zip}_${day}_${lang}.zip`);
  }

  Object.assign(window.reports, { zip });
})();
