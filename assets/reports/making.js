// Makes a report or a ZIP, shows how far it is, and can be stopped; what is made comes as a download.
(function () {
  "use strict";
  const running = new Map(); // By the id of its place: what is being made there.

  class Making {
    constructor(place) {
      this.place = place;
      this.controller = new AbortController();
      this.signal = this.controller.signal;
      this.find(".making-failed").hidden = true;
      this.find(".making-again").hidden = true;
      this.find("[data-making-cancel]").hidden = false;
      this.bar.hidden = false;
      this.bar.removeAttribute("aria-valuenow");
      this.bar.removeAttribute("aria-valuetext");
      this.find(".making-bar").style.width = "0";
      place.hidden = false;
      this.say(place.dataset.started);
    }

    get bar() {
      return this.find("[role=progressbar]");
    }

    find(selector) {
      return this.place.querySelector(selector);
    }

    say(...words) {
      this.find(".making-said").replaceChildren(...words);
    }

    // Tells what is done; the last step but one leads to the longest, the writing, which says nothing before its end.
    // `lang` is that of the name of the part, which a report says in its own language.
    step(done, of, name, lang) {
      const isWriting = done === of - 1 && lang !== undefined;
      const part = isWriting ? this.place.dataset.writing : name;
      const share = of ? Math.round((100 * done) / of) : 0;
      this.bar.setAttribute("aria-valuenow", share);
      this.bar.setAttribute("aria-valuetext", `${done} / ${of}: ${part}`);
      this.find(".making-bar").style.width = `${share}%`;
      this.say(told(`${done} / ${of}`, { dir: "ltr" }), ": ", told(part, isWriting || !lang ? {} : { lang }));
    }

    end(...words) {
      this.bar.hidden = true;
      this.find("[data-making-cancel]").hidden = true;
      this.say(...words);
    }

    // `lang` is that of the names, where it is another than the page's.
    failed(names, lang) {
      const list = Object.assign(document.createElement("ul"), lang ? { lang } : {});
      list.append(...names.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
      const place = this.find(".making-failed");
      place.replaceChildren(Object.assign(document.createElement("p"), { textContent: this.place.dataset.failed }), list);
      place.hidden = !names.length;
    }

    deliver(blob, name) {
      const link = this.find(".making-file");
      URL.revokeObjectURL(link.href);
      link.href = URL.createObjectURL(blob);
      link.download = name;
      link.click();
      this.find(".making-again").hidden = false;
      const [before, after] = this.place.dataset.done.split("{name}");
      this.end(before, told(name, { dir: "ltr" }), after);
    }
  }

  function told(text, properties) {
    return Object.assign(document.createElement("bdi"), { textContent: text }, properties);
  }

  function bytes(base64) {
    const text = atob(base64);
    const found = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) found[at] = text.charCodeAt(at);
    return found;
  }

  function orderOf(form) {
    const fields = new FormData(form);
    const shared = { period: fields.get("period"), lang: fields.get("lang"), format: fields.get("format") };
    if (form.dataset.report === "basket") return { basket: true, ...shared };
    const draft = fields.get("draft") !== null; // A draft is always made of the figures from inside.
    const figures = fields.get("figures") && !draft ? { figures: fields.get("figures") } : {};
    return { grant: fields.get("grant"), draft, ...figures, ...shared };
  }

  async function make(making, order) {
    const answer = await window.reports.post("/reports/make", order, making.signal);
    if (!answer.ok) {
      const isTold = (answer.headers.get("Content-Type") || "").includes("json");
      making.end(isTold ? (await answer.json()).error : making.place.dataset.lost);
      return;
    }
    for await (const line of window.reports.lines(answer)) {
      if (line.error) making.end(line.error);
      else if (!line.file) making.step(line.done, line.of, line.part, order.lang);
      else {
        making.failed(line.failed, order.lang);
        making.deliver(new Blob([bytes(line.file.base64)], { type: line.file.type }), line.file.name);
      }
      if (line.error || line.file) return;
    }
    making.end(making.place.dataset.lost);
  }

  async function start(form) {
    const id = form.dataset.making;
    if (running.has(id)) return;
    const making = new Making(document.getElementById(id));
    running.set(id, making);
    try {
      const order = orderOf(form);
      if (order.format === "zip") await window.reports.zip(form, making);
      else await make(making, order);
    } catch (error) {
      making.end(error.name === "AbortError" ? making.place.dataset.cancelled : making.place.dataset.lost);
    } finally {
      running.delete(id);
    }
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-report]")) return;
    event.preventDefault();
    start(event.target);
  });
  // Whoever cancels goes on with the form above.
  document.addEventListener("click", (event) => {
    const place = event.target.closest("[data-making-cancel]") && event.target.closest(".making");
    if (!place || !running.has(place.id)) return;
    running.get(place.id).controller.abort();
    document.querySelector(`form[data-making="${place.id}"] [type=submit]`).focus();
  });
  // Who leaves the page waits for nothing any more.
  document.addEventListener("shell:shown", () => {
    running.forEach((making) => { if (!making.place.isConnected) making.controller.abort(); });
  });
})();
