// Shows a draft as it is written, with a button that stops it; without scripts the page waits and shows it whole.
export function showDrafts(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const stop = new AbortController();
    const region = document.createElement("div");
    region.className = "govuk-inset-text";
    const words = document.createElement("p");
    words.className = "sl-typed";
    words.setAttribute("aria-busy", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--warning";
    button.textContent = "Stop";
    button.addEventListener("click", () => stop.abort());
    region.append("Not checked yet: ", words, button);
    form.after(region);
    button.focus();
    try {
      const reply = await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: { Accept: "text/event-stream" }, signal: stop.signal,
      });
      if (!reply.ok || !(reply.headers.get("content-type") ?? "").startsWith("text/event-stream")) throw new Error("no stream");
      const kept = await readWords(reply.body.getReader(), words);
      if (kept !== null) location.assign(kept);
    } catch {
      region.replaceChildren("Stopped. What had come is kept under “Language model”.");
    }
  });
}

async function readWords(reader, words) {
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return null;
    const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = events.pop();
    for (const each of events) {
      const [name, data] = each.split("\n").map((line) => line.slice(line.indexOf(":") + 2));
      if (name === "kept") return JSON.parse(data);
      words.textContent += JSON.parse(data);
    }
  }
}
