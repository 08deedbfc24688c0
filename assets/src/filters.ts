// The filters of the list: a change of choice, or words as one types them, ask the same page again and put its results
// in place of the old ones. Without this the form submits as any form; a failed request falls back to that.

let latest: AbortController | null = null;

/** Puts what `page` shows in the parts marked `name` in place of what stands there. */
function renew(page: Document, name: string): boolean {
  const fresh = page.querySelector(`[${name}]`);
  const old = document.querySelector(`[${name}]`);
  if (!fresh || !old) return false;
  old.replaceChildren(...fresh.childNodes);
  return true;
}

/** The counts beside the choices follow the other filters; the boxes themselves are the reader’s. */
function recount(page: Document): void {
  for (const count of document.querySelectorAll<HTMLElement>("form[data-autosubmit] [data-choice-count]")) {
    const id = count.closest("[data-choice]")?.querySelector("input")?.id;
    const fresh = id ? page.getElementById(id)?.closest("[data-choice]")?.querySelector("[data-choice-count]") : null;
    if (fresh) count.textContent = fresh.textContent;
  }
}

/** Fetches `url` as a page, replaces the part marked data-results, and keeps the address in step. */
export async function turnTo(url: URL, push: boolean): Promise<boolean> {
  latest?.abort();
  const turn = new AbortController();
  latest = turn;
  const results = document.querySelector<HTMLElement>("[data-results]");
  results?.setAttribute("aria-busy", "true");
  const answer = await fetch(url, { headers: { accept: "text/html" }, signal: turn.signal }).catch(() => null);
  const text = await answer?.text().catch(() => null);
  // A newer question has been asked meanwhile: its answer counts.
  if (turn.signal.aborted) return true;
  results?.removeAttribute("aria-busy");
  if (!answer?.ok || !text) return false;
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!renew(page, "data-results")) return false;
  // The form beside keeps what it has no field for: a box, a circle, a day.
  renew(page, "data-kept");
  recount(page);
  document.title = page.title;
  if (push) history.pushState(null, "", url);
  else history.replaceState(null, "", url);
  const said = document.querySelector("[data-said]");
  if (said) said.textContent = document.querySelector("[data-count]")?.textContent ?? "";
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
    // Words are typed letter by letter: all of them are one step back in the history.
    let typing = false;
    const go = async (typed: boolean) => {
      const url = addressOf(form);
      const push = !typed || !typing;
      typing = typed;
      if (document.querySelector("[data-results]") && (await turnTo(url, push))) return;
      window.location.assign(url);
    };
    const soon = (delay: number, typed = false) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void go(typed), delay);
    };
    form.addEventListener("change", (event) => {
      if ((event.target as HTMLInputElement).type === "checkbox") soon(250);
    });
    form.addEventListener("input", (event) => {
      if ((event.target as HTMLInputElement).name === "q") soon(300, true);
    });
    form.addEventListener("semaine:place", () => soon(0));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      for (const drop of form.querySelectorAll<HTMLDetailsElement>("details[open]")) drop.open = false;
      soon(0);
    });
  }
  window.addEventListener("popstate", () => window.location.reload());
}
