// The filters: one change of a control becomes one new address; each address is shown in the controls, chips and texts.
(function () {
  "use strict";
  const FOLDS = { ç: "c", ğ: "g", ı: "i", ö: "o", ş: "s", ü: "u" };
  const problems = new Map();
  const further = {}; // Names of codes that no control offers, such as districts.

  const find = (selector) => document.querySelector(selector);
  const lists = () => [...document.querySelectorAll("details[data-filter]")];
  const boxes = (list) => [...list.querySelectorAll("input[type=checkbox]")];

  // What a search compares: "sanli" is found in Şanlıurfa, "İST" in İstanbul, "IĞ" in Iğdır.
  function fold(text) {
    const small = text.normalize("NFC").replace(/İ/g, "i").replace(/I/g, "ı").toLowerCase();
    return small.replace(/[çğıöşü]/g, (letter) => FOLDS[letter]).normalize("NFKD").replace(/\p{M}/gu, "");
  }

  // The filters that this page shows: the shared ones in the order of their chips, then its own.
  function names() {
    const shown = [...document.querySelectorAll("[data-filter]")].map((control) => control.dataset.filter);
    const shared = window.shell.address.FILTERS;
    return [...shared.filter((name) => shown.includes(name)), ...shown.filter((name) => !shared.includes(name))];
  }

  function labelOf(box) {
    const label = find(`label[for="${CSS.escape(box.id)}"]`);
    return label ? label.textContent : box.value;
  }

  function nameOf(filter, code) {
    const control = find(`[data-filter="${filter}"]`);
    if (filter === "period") return periodName(code);
    if (control.matches(".shell-filter-text")) return code;
    const box = control && boxes(control).find((one) => one.value === code);
    return box ? labelOf(box) : furtherName(code);
  }

  function furtherName(code) {
    const named = find(`[data-place-name="${CSS.escape(code)}"]`);
    if (named) further[code] = named.textContent;
    return further[code] || code;
  }

  function optionName(select, value) {
    const option = [...select.options].find((one) => one.value === value);
    return option ? option.textContent : value;
  }

  function periodName(text) {
    if (!text.includes("..")) return optionName(find("#shell-filter-period"), text);
    return text.split("..").map((month) => optionName(find("#shell-filter-from"), month)).join(" – ");
  }

  function headingOf(filter) {
    return find(`[data-filter="${filter}"] .shell-filter-label`).textContent;
  }

  // --- from a control to the address -------------------------------------------------------------------------------

  function tick(filter, code, chosen) {
    window.shell.address.refilter((parameters) => {
      const others = parameters.getAll(filter).filter((value) => value !== code);
      parameters.delete(filter);
      (chosen ? [...others, code] : others).forEach((value) => parameters.append(filter, value));
    });
  }

  function choosePeriod(text) {
    window.shell.address.refilter((parameters) => {
      if (text) parameters.set("period", text);
      else parameters.delete("period");
    });
  }

  // A range that would end before it starts moves its other end along.
  function chooseRange(moved) {
    const from = find("#shell-filter-from");
    const to = find("#shell-filter-to");
    if (from.value > to.value) (moved === from ? to : from).value = moved.value;
    choosePeriod(`${from.value}..${to.value}`);
  }

  function openRange() {
    const [first, last] = rangeOf(window.shell.address.parameters().get("period") || "");
    const from = find("#shell-filter-from");
    const to = find("#shell-filter-to");
    from.value = first || (from.options[0] && from.options[0].value) || "";
    to.value = last || (to.options.length ? to.options[to.options.length - 1].value : "");
    find("#shell-filter-range").hidden = false;
  }

  // Gives the first and last month that the list offers within a calendar period such as 2021-H1.
  function rangeOf(text) {
    const inside = [...find("#shell-filter-from").options].map((one) => one.value).filter((month) => isWithin(month, text));
    return [inside[0], inside[inside.length - 1]];
  }

  function isWithin(month, text) {
    if (text.includes("..")) return text.split("..")[0] <= month && month <= text.split("..")[1];
    const [year, part] = text.split("-");
    if (!text || month.slice(0, 4) !== year) return false;
    const number = Number(month.slice(5));
    if (!part) return true;
    if (part[0] === "H") return Math.ceil(number / 6) === Number(part[1]);
    if (part[0] === "Q") return Math.ceil(number / 3) === Number(part[1]);
    return month === text;
  }

  function changed(event) {
    const control = event.target.closest("[data-filter]");
    if (!control) return;
    if (event.target.matches("input[type=checkbox]")) tick(control.dataset.filter, event.target.value, event.target.checked);
    else if (event.target.id === "shell-filter-period" && event.target.value === "custom") openRange();
    else if (event.target.id === "shell-filter-period") choosePeriod(event.target.value);
    else if (event.target.matches("#shell-filter-range select")) chooseRange(event.target);
  }

  function searched(event) {
    if (!event.target.matches(".shell-search")) return;
    const panel = event.target.closest("fieldset");
    const wanted = fold(event.target.value.trim());
    let matches = 0;
    panel.querySelectorAll(".form-check").forEach((row) => {
      row.hidden = !fold(row.textContent).includes(wanted);
      matches += row.hidden ? 0 : 1;
    });
    panel.querySelector(".shell-no-match").hidden = matches > 0;
  }

  function clear() {
    window.shell.address.refilter((parameters) => {
      names().forEach((name) => parameters.delete(name));
      for (const [name, value] of problems.values()) if (parameters.getAll(name).includes(value)) parameters.delete(name);
    });
  }

  function pressed(event) {
    const chip = event.target.closest("#shell-chips button");
    if (chip) removeChip(chip);
    else if (event.target.closest("#shell-clear")) {
      clear();
      focusFirstControl();
    }
  }

  // The chip disappears under the focus: the next one takes it, else the first control.
  function removeChip(chip) {
    const place = [...find("#shell-chips").querySelectorAll("button")].indexOf(chip);
    const { chip: filter, code } = chip.dataset;
    if (filter === "period") choosePeriod("");
    else tick(filter, code, false);
    showChips();
    const left = find("#shell-chips").querySelectorAll("button");
    if (left.length) left[Math.min(place, left.length - 1)].focus();
    else focusFirstControl();
  }

  function focusFirstControl() {
    const fold = find("[data-shell-unfold=filters]");
    const first = find("#shell-filter-controls summary, #shell-filter-controls select, #shell-filter-controls input");
    (fold.getClientRects().length ? fold : first).focus();
  }

  // --- from the address to the controls ----------------------------------------------------------------------------

  function inForce() {
    const found = [];
    for (const filter of names()) {
      for (const code of new Set(window.shell.address.values(filter))) {
        if (!problems.has(`${filter} ${code}`)) found.push({ filter, code, name: nameOf(filter, code) });
      }
    }
    return found;
  }

  // Gives what is in force in words, filter by filter in the order in which files name them.
  function told() {
    const order = ["programme", "grant", "period", "place", "group"];
    const place = (filter) => (order.includes(filter) ? order.indexOf(filter) : order.length);
    const found = new Map();
    const inOrder = (one, other) => place(one.filter) - place(other.filter) || (place(one.filter) < order.length && one.code > other.code ? 1 : 0);
    for (const { filter, name } of inForce().sort(inOrder)) {
      found.set(filter, [...(found.get(filter) || []), name]);
    }
    return [...found].map(([filter, values]) => ({ heading: headingOf(filter), values }));
  }

  function showList(list) {
    const filter = list.dataset.filter;
    const asked = new Set(window.shell.address.values(filter));
    const offered = boxes(list);
    const chosen = offered.filter((box) => asked.has(box.value));
    const shown = offered.filter((box) => box.checked);
    if (chosen.length !== shown.length || chosen.some((box) => !box.checked)) {
      window.dash_clientside.set_props(`shell-filter-${filter}`, { value: chosen.map((box) => box.value) });
    }
    const words = find("#shell-chips").dataset;
    const all = [...asked].filter((code) => !problems.has(`${filter} ${code}`));
    const told = all.length > 1 ? words.chosen.replace("{count}", all.length) : all.length ? nameOf(filter, all[0]) : words.all;
    list.querySelector("[data-shell-told]").textContent = told;
  }

  function showPeriod() {
    const select = find("#shell-filter-period");
    if (!select) return;
    const asked = window.shell.address.parameters().get("period") || "";
    const text = problems.has(`period ${asked}`) ? "" : asked;
    const isRange = text.includes("..");
    select.value = isRange ? "custom" : text;
    find("#shell-filter-range").hidden = !isRange;
    if (isRange) [find("#shell-filter-from").value, find("#shell-filter-to").value] = text.split("..");
  }

  function chipOf({ filter, code, name }, words) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const cross = document.createElement("span");
    const label = `${headingOf(filter)}: ${name}`;
    button.type = "button";
    button.dataset.chip = filter;
    button.dataset.code = code;
    button.setAttribute("aria-label", words.remove.replace("{label}", label));
    cross.setAttribute("aria-hidden", "true");
    cross.textContent = "×";
    button.append(label, cross);
    item.append(button);
    return item;
  }

  function showChips() {
    const found = inForce();
    const list = find("#shell-chips");
    const chips = found.map((one) => chipOf(one, list.dataset));
    // Chips that say the same stay in place, because one of them may hold the focus.
    if (chips.map((chip) => chip.outerHTML).join("") !== list.innerHTML) list.replaceChildren(...chips);
    list.hidden = !found.length;
    find("#shell-clear").hidden = !found.length && find("#shell-problems").hidden;
    find("[data-shell-filter-count]").textContent = found.length ? ` (${found.length})` : "";
    const told = found.map(({ filter, name }) => `${headingOf(filter)}: ${name}`).join(" · ");
    find("#shell-filter-text").textContent = told || list.dataset.none;
  }

  // Values that the server could not use are remembered, so that going back to them shows the notice again.
  function showProblems() {
    const notice = find("#shell-problems");
    JSON.parse(notice.dataset.problems).forEach((one) => problems.set(`${one[0]} ${one[2]}`, [one[0], one[2], one[1]]));
    const left = [...problems.values()].filter(([name, value]) => window.shell.address.values(name).includes(value));
    notice.querySelector("ul").replaceChildren(...left.map(([, value, label]) => {
      const item = document.createElement("li");
      const text = document.createElement("bdi");
      text.textContent = value;
      item.append(`${label}: `, text);
      return item;
    }));
    notice.hidden = !left.length;
  }

  function showWidened() {
    const notice = find("#shell-widened");
    if (notice) notice.hidden = !window.shell.address.values("period").includes(notice.dataset.asked);
  }

  function show() {
    if (find("#shell-problems")) showProblems();
    showWidened();
    if (!find("#shell-filters")) return;
    Object.assign(further, JSON.parse(find("#shell-chips").dataset.further));
    lists().forEach(showList);
    window.shell.search.show();
    showPeriod();
    showChips();
  }

  document.addEventListener("change", changed);
  document.addEventListener("input", searched);
  document.addEventListener("click", pressed);
  document.addEventListener("submit", (event) => {
    if (event.target.id === "shell-filters") event.preventDefault();
  });

  window.shell.filters = { show, fold, told, isUnusable: (name, value) => problems.has(`${name} ${value}`) };
})();
