// Progressive enhancement: every page works without this file. One small function per habit, all by delegation,
// so that a part of a page replaced later (the list beside the map) needs no second wiring.
import { completions } from "./complete";
import { followFilters } from "./filters";
import { keys } from "./keys";

const root = document.documentElement;

function say(text: string): void {
  const toast = document.querySelector<HTMLElement>("[data-toast]");
  if (!toast) return;
  toast.textContent = text;
  window.setTimeout(() => {
    if (toast.textContent === text) toast.textContent = "";
  }, 2600);
}

function remember(theme: string): void {
  try {
    if (theme === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // Without storage the choice holds for this page.
  }
}

function themeSwitch(): void {
  const current = root.dataset["theme"] ?? "system";
  for (const input of document.querySelectorAll<HTMLInputElement>("[data-theme-switch] input")) {
    input.checked = input.value === current;
    input.addEventListener("change", () => {
      if (input.value === "system") delete root.dataset["theme"];
      else root.dataset["theme"] = input.value;
      remember(input.value);
      document.dispatchEvent(new CustomEvent("semaine:theme"));
    });
  }
}

/** Chips that open a panel: one at a time, closed by Escape or by a click elsewhere. */
function drops(): void {
  const openOnes = () => document.querySelectorAll<HTMLDetailsElement>("[data-drop][open], [data-menu][open]");
  document.addEventListener("click", (event) => {
    for (const drop of openOnes()) if (!drop.contains(event.target as Node)) drop.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const drop of openOnes()) {
      drop.open = false;
      drop.querySelector<HTMLElement>("summary")?.focus();
    }
  });
}

function dialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset["dialog"] ?? "");
      if (dialog instanceof HTMLDialogElement) {
        event.preventDefault();
        dialog.showModal();
      }
      return;
    }
    if (target.closest("[data-close]")) target.closest("dialog")?.close();
    else if (target instanceof HTMLDialogElement) target.close();
  });
}

function sharing(): void {
  document.addEventListener("click", async (event) => {
    const target = event.target as Element;
    const copy = target.closest<HTMLElement>("[data-copy]")?.dataset["copy"];
    const share = target.closest<HTMLElement>("[data-share]")?.dataset["share"];
    const link = share ?? copy;
    if (!link) return;
    if (share && "share" in navigator) {
      await navigator.share({ title: document.title, url: share }).catch(() => undefined);
      return;
    }
    try {
      await navigator.clipboard.writeText(link);
      say(document.querySelector<HTMLElement>("[data-toast]")?.dataset["copied"] ?? "");
    } catch {
      window.prompt("", link);
    }
  });
}

/** Says how many characters are left as one types. */
function counters(): void {
  const update = (field: HTMLInputElement | HTMLTextAreaElement) => {
    const counter = document.querySelector<HTMLElement>(`[data-count-for="${CSS.escape(field.id)}"]`);
    if (!counter) return;
    const left = Number(counter.dataset["max"]) - [...field.value].length;
    const words = (left < 0 ? counter.dataset["over"] : counter.dataset["left"]) ?? "{n}";
    counter.textContent = words.replace("{n}", Math.abs(left).toLocaleString(root.lang));
    counter.classList.toggle("is-over", left < 0);
  };
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) update(field);
  });
  for (const counter of document.querySelectorAll<HTMLElement>("[data-count-for]")) {
    const field = document.getElementById(counter.dataset["countFor"] ?? "");
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) update(field);
  }
}

/** Says beside the link why it leads nowhere, and puts whoever followed it where a place is typed. */
function noPosition(link: HTMLElement): void {
  const id = "near-failed";
  const word = document.getElementById(id) ?? document.createElement("p");
  word.id = id;
  word.className = "near-failed small";
  word.setAttribute("role", "alert");
  link.closest("ul, .filters-row")?.after(word);
  word.textContent = link.dataset["nearFailed"] ?? "";
  document.querySelector<HTMLElement>("form[role=search] input[name=lieu]")?.focus();
}

/** "Near me": asks the browser, never the network, and only when clicked. */
function nearMe(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("[data-near]");
    if (!link || !("geolocation" in navigator)) return;
    event.preventDefault();
    link.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const url = new URL(link.href);
        url.searchParams.set("pres", `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)},30`);
        url.searchParams.set("tri", "distance");
        window.location.assign(url);
      },
      () => {
        link.removeAttribute("aria-busy");
        noPosition(link);
      },
      { maximumAge: 600_000, timeout: 8_000 },
    );
  });
}

/** After a refusal the summary of errors takes the focus, so that it is read first. */
function errorsFirst(): void {
  document.getElementById("errors")?.focus();
}

themeSwitch();
drops();
dialogs();
sharing();
counters();
keys();
nearMe();
errorsFirst();
completions();
followFilters();
