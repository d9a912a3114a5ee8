// How the page of reports asks the server: as JSON, in the language of the page, and to sign-in where the session is over.
(function () {
  "use strict";

  async function ask(address, options) {
    const answer = await fetch(address, options);
    if (answer.status === 401) location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    return answer;
  }

  function post(address, body, signal) {
    const headers = { "Content-Type": "application/json" };
    const spoken = `${address}?lang=${document.documentElement.lang}`;
    return ask(spoken, { method: "POST", headers, body: JSON.stringify(body), signal });
  }

  async function get(address, signal) {
    const answer = await ask(address, { signal });
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer;
  }

  // Gives each line of an answer as soon as it is whole.
  async function* lines(answer) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    const parts = []; // The last line may be millions of letters long: it is put together once.
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const [first, ...others] = value.split("\n");
      parts.push(first);
      for (const begun of others) {
        yield JSON.parse(parts.splice(0).join(""));
        parts.push(begun);
      }
    }
  }

  window.reports = { ask, post, get, lines };
})();
