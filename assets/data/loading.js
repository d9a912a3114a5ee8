// Sends a file to be loaded, has it checked and loaded, shows how far that is, and can be stopped.
(function () {
  "use strict";
  const running = new Map(); // By the id of its place: what is being done there.

  // What is chosen for one value of the file: in a list and where it is only kept a sign stands before the code, because a code may be empty.
  function valueOf(control) {
    const code = control.matches("select, [type=hidden]") ? control.value.slice(1) : control.value.trim();
    return control.value.trim() ? [[control.dataset.field, control.dataset.value, code]] : [];
  }

  // What a form says of the columns of one sheet: header and field of each list in which a field is chosen; or only which KIND it is.
  function mapOf(form, fields) {
    const lists = [...form.querySelectorAll("select[data-header]")];
    if (!fields.has("map_kind")) return null;
    const columns = lists.filter((list) => list.value).map((list) => [list.dataset.header, list.value]);
    const values = [...form.querySelectorAll("[data-field]")].flatMap(valueOf);
    return { kind: fields.get("map_kind"), columns, values, sheet: fields.get("sheet") };
  }

  function orderOf(form) {
    const fields = new FormData(form);
    const text = (name) => fields.get(name) || "";
    if (form.dataset.load === "load") return { digest: text("digest") };
    const own = { kind: text("kind"), source: text("source"), supersede: fields.has("supersede") };
    return { digest: text("digest"), ...own, map: mapOf(form, fields), keep: fields.has("keep") };
  }

  async function said(answer, making) {
    const isTold = (answer.headers.get("Content-Type") || "").includes("json");
    return isTold ? (await answer.json()).error : making.lost();
  }

  async function send(form, making) {
    const [file] = form.querySelector("input[type=file]").files;
    const address = `/data/upload?name=${encodeURIComponent(file.name)}&lang=${document.documentElement.lang}`;
    const headers = { "Content-Type": "application/octet-stream" };
    const answer = await window.reports.ask(address, { method: "POST", headers, body: file, signal: making.signal });
    if (!answer.ok) {
      making.end(await said(answer, making));
      return;
    }
    const { digest } = await answer.json();
    await work("/data/check", { digest, kind: "", source: "", supersede: false, map: null, keep: false }, making);
  }

  async function work(address, order, making) {
    const answer = await window.reports.post(address, order, making.signal);
    if (!answer.ok) {
      making.end(await said(answer, making));
      return;
    }
    for await (const line of window.reports.lines(answer)) {
      if (line.error) making.end(line.error);
      else if (line.result) making.finish();
      else making.step(line.done, line.of, line.part);
      if (line.error || line.result) return;
    }
    making.end(making.lost());
  }

  function makingOf(form) {
    const place = document.getElementById(form.dataset.making);
    const controller = new AbortController();
    const find = (selector) => place.querySelector(selector);
    const bar = find("[role=progressbar]");
    const tell = (words) => { find(".making-said").textContent = words; };
    const shut = () => { bar.hidden = true; find("[data-making-cancel]").hidden = true; };
    place.hidden = false;
    bar.hidden = false;
    find("[data-making-cancel]").hidden = false;
    find(".making-failed").hidden = true;
    find(".making-again").hidden = true;
    bar.removeAttribute("aria-valuenow");
    find(".making-bar").style.width = "0";
    tell(place.dataset.started);
    return {
      controller,
      signal: controller.signal,
      lost: () => place.dataset.lost,
      cancelled: () => place.dataset.cancelled,
      step(done, of, part) {
        const share = of ? Math.round((100 * done) / of) : 0;
        bar.setAttribute("aria-valuenow", share);
        bar.setAttribute("aria-valuetext", part);
        find(".making-bar").style.width = `${share}%`;
        tell(`${part}: ${share} %`);
      },
      end(words) {
        shut();
        tell(words);
      },
      finish() {
        shut();
        tell("");
        place.hidden = true;
        window.acts.ask(form.dataset.place, form.dataset.store, { act: "upload", step: "open", fields: { digest: "" } });
      },
    };
  }

  async function start(form) {
    const id = form.dataset.making;
    if (running.has(id) || !form.reportValidity()) return;
    const making = makingOf(form);
    running.set(id, making);
    try {
      if (form.dataset.load === "upload") await send(form, making);
      else await work(`/data/${form.dataset.load}`, orderOf(form), making);
    } catch (error) {
      making.end(error.name === "AbortError" ? making.cancelled() : making.lost());
    } finally {
      running.delete(id);
    }
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-load]")) return;
    event.preventDefault();
    start(event.target);
  });
  document.addEventListener("click", (event) => {
    const place = event.target.closest("[data-making-cancel]") && event.target.closest(".making");
    if (!place || !running.has(place.id)) return;
    running.get(place.id).controller.abort();
    document.querySelector(`form[data-load="upload"][data-making="${place.id}"] [type=submit]`).focus();
  });
  // Who leaves the page waits for nothing any more.
  document.addEventListener("shell:shown", () => {
    running.forEach((making, id) => { if (!document.getElementById(id)) making.controller.abort(); });
  });
})();
