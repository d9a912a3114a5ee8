// Says so when the server does not answer: figures that no longer belong to the filters must not pass for an answer.
(function () {
  "use strict";
  const ask = window.fetch;

  function isCallback(resource) {
    return String(resource.url || resource).includes("/_dash-update-component");
  }

  function show(failed) {
    document.getElementById("shell-failure").hidden = !failed;
  }

  window.fetch = async function (resource, options) {
    if (!isCallback(resource)) return ask.call(this, resource, options);
    try {
      const answer = await ask.call(this, resource, options);
      // 401 means that the session has ended; Dash then opens sign-in.
      if (answer.status !== 401) show(!answer.ok);
      return answer;
    } catch (error) {
      if (error.name !== "AbortError") show(true);
      throw error;
    }
  };
})();
