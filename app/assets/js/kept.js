// Keeps what is typed into a form in this tab of the browser, so that a session that ends does not take it away.
const PREFIX = "sightline-typed:";
const SENT = "sightline-sent";

export function keepTyped(form) {
  const key = PREFIX + (form.dataset.keptAs ?? new URL(form.action).pathname);
  const kept = read(key);
  // A page may hold several forms: what was saved of one (see forgetSent) takes nothing from the others.
  if (form.hasAttribute("data-answered")) keep(form, key);
  else if (kept !== null && kept.person === form.dataset.keptFor) giveBack(form, key, kept.typed);
  form.addEventListener("input", () => keep(form, key));
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, key));
}

// What was saved is let go, also where the page that says so does not show the form again.
export function forgetSent() {
  const key = sessionStorage.getItem(SENT);
  if (key !== null && document.querySelector(".govuk-notification-banner--success") !== null) sessionStorage.removeItem(key);
  sessionStorage.removeItem(SENT);
}

// At sign-out nothing typed is left behind for whoever signs in next.
export function forgetTyped() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "submit", "file", "password"].includes(field.type));
}

function keep(form, key) {
  const typed = fields(form).map((field) => [field.name, field.value, field.checked === true]);
  sessionStorage.setItem(key, JSON.stringify({ person: form.dataset.keptFor, typed }));
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function giveBack(form, key, typed) {
  let changed = false;
  for (const field of fields(form)) {
    const choice = field.type === "radio" || field.type === "checkbox";
    const found = typed.find(([name, value]) => name === field.name && (!choice || value === field.value));
    if (found === undefined) continue;
    changed ||= choice ? field.checked !== found[2] : field.value !== found[1];
    if (choice) field.checked = found[2];
    else field.value = found[1];
  }
  if (changed) say(form, key);
}

function say(form, key) {
  form.closest("details")?.setAttribute("open", "");
  const said = document.createElement("div");
  const forget = document.createElement("button");
  said.className = "govuk-inset-text sl-kept";
  said.setAttribute("role", "status");
  said.textContent = "What you had typed here is back. It is not saved yet. ";
  forget.type = "button";
  forget.className = "sl-link";
  forget.textContent = "Throw it away";
  forget.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    location.reload();
  });
  said.append(forget);
  form.prepend(said);
}
