// Sends the chosen files one at a time, so that each shows how far it is and what became of it.
export function uploadOneByOne(form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-uploads]");
  form.addEventListener("submit", async (event) => {
    if (input.files.length === 0) return;
    event.preventDefault();
    // The one that sends: the box into which files are dropped has a button of its own.
    const button = form.querySelector("button:not([type=button])");
    button.disabled = true;
    list.replaceChildren();
    const rows = [...input.files].map((file) => [file, row(list, file.name)]);
    let refused = 0;
    for (const [file, line] of rows) {
      if (!(await send(form, input.name, file, line))) refused += 1;
    }
    button.disabled = false;
    input.value = "";
    input.dispatchEvent(new Event("change"));
    if (refused === 0) location.assign(form.dataset.upload);
    else offer(list, form.dataset.upload, refused);
  });
}

function row(list, name) {
  const item = document.createElement("li");
  const words = document.createElement("span");
  const bar = document.createElement("progress");
  words.textContent = `${name}: waiting`;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  item.append(words, bar);
  list.append(item);
  return { name, words, bar };
}

function send(form, field, file, line) {
  return new Promise((resolve) => {
    const data = new FormData(form);
    data.delete(field);
    data.append(field, file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      line.bar.value = event.loaded / event.total;
      line.words.textContent = `${line.name}: ${Math.round((100 * event.loaded) / event.total)}% sent`;
    });
    request.addEventListener("load", () => {
      const answer = read(request);
      line.bar.remove();
      line.words.textContent = answer.message.startsWith(line.name) ? answer.message : `${line.name}: ${answer.message}`;
      if (answer.files?.length > 0) line.words.after(inside(answer.files));
      resolve(answer.ok);
    });
    request.addEventListener("error", () => {
      line.words.textContent = `${line.name}: the connection was lost. Choose this file again.`;
      resolve(false);
    });
    request.send(data);
  });
}

// What became of each file in a zip archive.
function inside(sentences) {
  const list = document.createElement("ul");
  list.className = "govuk-list govuk-list--bullet";
  for (const sentence of sentences) {
    const item = document.createElement("li");
    item.textContent = sentence;
    list.append(item);
  }
  return list;
}

function read(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return { ok: false, message: "not taken. Reload the page, sign in again if asked, and choose this file again." };
  }
}

function offer(list, address, refused) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = address;
  link.textContent = `Go on to the papers (${refused} not taken, as said above)`;
  item.append(link);
  list.append(item);
}
