// The filters of the list: a change of choice asks the same page again and puts its results in place of the old ones.
// Without this the form submits as any form; a failed request falls back to that.

/** Fetches `url` as a page, replaces the part marked data-results, and keeps the address in step. */
export async function turnTo(url: URL, push: boolean): Promise<boolean> {
  const answer = await fetch(url, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-results]");
  const old = document.querySelector("[data-results]");
  if (!fresh || !old) return false;
  old.replaceChildren(...fresh.childNodes);
  document.title = page.title;
  // The form beside keeps what it has no field for: a box, a circle, a day.
  const kept = page.querySelector("[data-kept]");
  if (kept) document.querySelector("[data-kept]")?.replaceChildren(...kept.childNodes);
  if (push) history.pushState(null, "", url);
  else history.replaceState(null, "", url);
  const freshMap = page.querySelector<HTMLElement>("[data-map]");
  document.dispatchEvent(new CustomEvent("semaine:results", { detail: { tiles: freshMap?.dataset["tiles"], search: freshMap?.dataset["search"], page: freshMap?.dataset["page"] } }));
  return true;
}

/** The address a GET form leads to, without its empty fields. */
function addressOf(form: HTMLFormElement): URL {
  const url = new URL(form.action);
  url.search = "";
  const data = new FormData(form);
  // A place that was emptied takes its circle along.
  if (data.get("lieu") === "") {
    for (const input of form.querySelectorAll<HTMLInputElement>("[data-of-place]")) if (form.querySelector<HTMLInputElement>("[name=lieu]")?.defaultValue) data.delete(input.name);
  }
  for (const [name, value] of data) {
    if (typeof value === "string" && value !== "") url.searchParams.append(name, value);
  }
  return url;
}

/** Wires the forms marked data-autosubmit. */
export function followFilters(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosubmit]")) {
    let timer = 0;
    const go = async () => {
      const url = addressOf(form);
      if (document.querySelector("[data-results]") && (await turnTo(url, true))) return;
      window.location.assign(url);
    };
    const soon = (delay: number) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void go(), delay);
    };
    form.addEventListener("change", (event) => {
      if ((event.target as HTMLInputElement).type === "checkbox") soon(250);
    });
    form.addEventListener("input", (event) => {
      if ((event.target as HTMLInputElement).name === "q") soon(350);
    });
    form.addEventListener("semaine:place", () => soon(0));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      soon(0);
    });
  }
  window.addEventListener("popstate", () => window.location.reload());
}
