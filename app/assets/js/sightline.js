// Makes the pages better where scripts run; every action also works as a plain form without them.
import { initAll } from "./govuk-frontend.js";
import { showDrafts } from "./draft.js";
import { followJobs } from "./jobs.js";
import { forgetSent, forgetTyped, keepTyped } from "./kept.js";
import { uploadOneByOne } from "./upload.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const region of document.querySelectorAll("[data-jobs]")) followJobs(region);
forgetSent();
for (const form of document.querySelectorAll("form[data-kept-for]")) keepTyped(form);
document.querySelector("form[data-sign-out]")?.addEventListener("submit", forgetTyped);
for (const form of document.querySelectorAll("form[data-draft]")) showDrafts(form);
for (const form of document.querySelectorAll("form[data-upload]")) uploadOneByOne(form);

// The folded pages of the menu lie over the page: Escape, or a click beside them, folds them away again.
const more = document.querySelector("details.sl-more");
document.addEventListener("click", (event) => {
  if (more?.open && !more.contains(event.target)) more.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !more?.open) return;
  if (more.contains(document.activeElement)) more.querySelector("summary").focus();
  more.open = false;
});

// The quoted words are what a reader came for: where they stand below the fold, the page begins there.
const quoted = document.querySelector(".sl-page__box, .sl-sheet mark");
if (quoted !== null && quoted.getBoundingClientRect().top > window.innerHeight - 80) quoted.scrollIntoView({ block: "center" });
