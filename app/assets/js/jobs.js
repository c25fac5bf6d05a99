// Follows the running jobs of a review: fetches the fragment that the server draws, until nothing is left to do.
const EVERY_MS = 2000;

export function followJobs(region) {
  if (region.querySelector("[data-running]") === null) return;
  const ask = async () => {
    if (document.hidden) return wait();
    try {
      const answer = await fetch(region.dataset.jobs, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return undefined;
      show(region, await answer.text());
    } catch {
      return wait();
    }
    if (region.querySelector("[data-running]") !== null) return wait();
    return finished(region);
  };
  const wait = () => setTimeout(ask, EVERY_MS);
  wait();
}

function show(region, html) {
  const fragment = new DOMParser().parseFromString(html, "text/html");
  region.replaceChildren(...fragment.body.childNodes);
}

// What a person has begun to type is never thrown away: then the page offers the reload instead of doing it.
function finished(region) {
  const typed = [...document.querySelectorAll("main textarea, main input[type=text], main input[type=file]")].some(
    (field) => field.value !== field.defaultValue,
  );
  if (!typed) return location.reload();
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = location.href;
  link.textContent = "The work has finished. Show the new results";
  region.append(link);
  return undefined;
}
