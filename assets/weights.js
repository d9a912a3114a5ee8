// Trying other weights: what the form holds goes into the address when it is applied, and the address into the form.
(function () {
  "use strict";
  const FORM = "form[data-weights]";
  const boxesOf = (form) => [...form.querySelectorAll("input[data-code]")];
  const parameterOf = (form) => form.dataset.weights;

  // Gives the number of a field as addresses write it, or null where it is none that can be tried.
  function numberOf(box) {
    const number = box.valueAsNumber;
    const fits = number >= Number(box.min) && number <= Number(box.max);
    return fits ? String(Math.round(number * 1e4) / 1e4) : null;
  }

  // Says beside each field what is wrong with it; gives the fields that are wrong.
  function check(boxes) {
    const wrong = boxes.filter((box) => numberOf(box) === null);
    boxes.forEach((box) => tell(box, document.getElementById(`${box.id}-error`), wrong.includes(box)));
    return wrong;
  }

  function tell(box, words, isWrong) {
    words.hidden = !isWrong;
    if (isWrong) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
  }

  function apply(form) {
    const boxes = boxesOf(form);
    const wrong = check(boxes);
    const numbers = boxes.map(numberOf);
    const isNothing = !wrong.length && numbers.every((number) => Number(number) === 0);
    form.querySelector("[role=alert]").hidden = !isNothing;
    if (wrong.length || isNothing) (wrong[0] || boxes[0]).focus();
    else write(form, boxes.map((box, at) => `${box.dataset.code}:${numbers[at]}`).join(","));
  }

  function write(form, text) {
    const kept = boxesOf(form).map((box) => `${box.dataset.code}:${box.dataset.kept}`).join(",");
    window.shell.address.refilter((parameters) => {
      if (text === kept) parameters.delete(parameterOf(form));
      else parameters.set(parameterOf(form), text);
    });
  }

  function reset(form) {
    const boxes = boxesOf(form);
    boxes.forEach((box) => { box.value = box.dataset.kept; });
    check(boxes);
    form.querySelector("[role=alert]").hidden = true;
    write(form, boxes.map((box) => `${box.dataset.code}:${box.dataset.kept}`).join(","));
  }

  // Gives the numbers of the address by code, or none where it names other criteria than the form.
  function asked(form) {
    const text = window.shell.address.values(parameterOf(form)).slice(-1)[0] || "";
    const found = new Map(text.split(",").map((part) => [part.slice(0, part.lastIndexOf(":")), part.slice(part.lastIndexOf(":") + 1)]));
    const codes = boxesOf(form).map((box) => box.dataset.code);
    return codes.length === found.size && codes.every((code) => found.has(code)) ? found : new Map();
  }

  // What is being typed stays until the address tells of other weights.
  function show(form) {
    const text = window.shell.address.values(parameterOf(form)).slice(-1)[0] || "";
    const numbers = asked(form);
    if (form.dataset.shown !== text) {
      boxesOf(form).forEach((box) => { box.value = numbers.get(box.dataset.code) || box.dataset.kept; });
      check(boxesOf(form));
    }
    form.dataset.shown = text;
    form.querySelector("[data-said]").textContent = numbers.size ? form.dataset.tried : form.dataset.stored;
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches(FORM)) return;
    event.preventDefault();
    apply(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-weights-reset]");
    if (button) reset(button.closest(FORM));
  });
  // A field that was wrong is looked at again while it is mended.
  document.addEventListener("input", (event) => {
    if (event.target.matches(`${FORM} [aria-invalid]`)) check([event.target]);
  });
  document.addEventListener("shell:shown", () => document.querySelectorAll(FORM).forEach(show));
})();
