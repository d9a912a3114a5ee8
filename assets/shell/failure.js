// Says so when the server or its database does not answer: figures that no longer belong to the filters must not pass
// for an answer. While the database is away the page keeps what it shows, and asks again by itself.
(function () {
  "use strict";
  const AGAIN_MS = 2000;
  const ASKED = ["/_dash-update-component", "/_dash-layout", "/_dash-dependencies"];
  const LOCALES = { tr: "tr", en: "en-GB", ar: "en-GB" };
  const ask = window.fetch;

  function isAsked(resource) {
    return ASKED.some((path) => String(resource.url || resource).includes(path));
  }

  // Shows one of the notice's sentences, or hides it.
  function say(said, since) {
    const notice = document.getElementById("shell-failure");
    for (const line of notice.children) {
      line.hidden = line.dataset.said !== said;
      const words = since && line.dataset.words && line.dataset.words.replace("{time}", clock(since));
      if (words && !line.hidden && line.textContent !== words) line.textContent = words;
    }
    notice.hidden = !said;
  }

  function clock(moment) {
    const form = new Intl.DateTimeFormat(LOCALES[document.documentElement.lang] || "tr", {
      day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: "Europe/Istanbul",
    });
    return form.format(new Date(moment));
  }

  // What somebody wants done is never sent twice by us: nobody knows whether it was done.
  function isWish(options) {
    try {
      return (JSON.parse(options.body).changedPropIds || []).some((id) => id.split(".")[0].endsWith("-wish"));
    } catch {
      return false;
    }
  }

  function pause(signal) {
    return new Promise((resolve, reject) => {
      setTimeout(resolve, AGAIN_MS);
      if (signal) signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }

  async function until(resource, options) {
    for (;;) {
      const answer = await ask.call(window, resource, options);
      const since = answer.status === 503 && answer.headers.get("Unavailable-Since");
      const wished = isWish(options);
      if (!since || wished) {
        // 401 means that the session has ended; Dash then opens sign-in.
        if (answer.status !== 401) say(answer.ok ? "" : wished ? "not_done" : "no_answer");
        return answer;
      }
      say("away", since);
      await pause(options && options.signal);
    }
  }

  window.fetch = async function (resource, options) {
    if (!isAsked(resource)) return ask.call(this, resource, options);
    try {
      return await until(resource, options);
    } catch (error) {
      if (error.name !== "AbortError") say("no_answer");
      throw error;
    }
  };
})();
