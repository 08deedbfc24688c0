// Keys of one letter, and the switch that turns them off: whoever speaks to their computer, or whose hand slips, must not give a
// verdict by it. The choice is kept by the browser.

const root = document.documentElement;
const kept = "keys";

function remembered(): boolean {
  try {
    return localStorage.getItem(kept) !== "off";
  } catch {
    return true;
  }
}

function remember(on: boolean): void {
  try {
    if (on) localStorage.removeItem(kept);
    else localStorage.setItem(kept, "off");
  } catch {
    // Without storage the choice holds for this page.
  }
}

/** Whether a key of one letter may act now: not while one writes, with a key held beside it, or when they are turned off. */
export function maySpeak(event: KeyboardEvent, besides = ""): boolean {
  if (root.dataset["keys"] === "off" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  const writing = `input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog${besides}`;
  return !(event.target instanceof Element && event.target.closest(writing));
}

function apply(on: boolean): void {
  if (on) delete root.dataset["keys"];
  else root.dataset["keys"] = "off";
  for (const one of document.querySelectorAll<HTMLElement>("[data-key]")) {
    if (on) one.setAttribute("aria-keyshortcuts", one.dataset["key"] ?? "");
    else one.removeAttribute("aria-keyshortcuts");
  }
  for (const one of document.querySelectorAll<HTMLInputElement>("[data-keys-switch]")) one.checked = on;
}

/** A button with a key is pressed by it. */
export function keys(): void {
  apply(remembered());
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.hasAttribute("data-keys-switch")) return;
    remember(box.checked);
    apply(box.checked);
  });
  document.addEventListener("keydown", (event) => {
    if (!maySpeak(event, ", [data-map]")) return;
    for (const button of document.querySelectorAll<HTMLElement>("[data-key]")) {
      if (button.dataset["key"]?.toLowerCase() !== event.key.toLowerCase() || !button.offsetParent) continue;
      event.preventDefault();
      button.click();
      return;
    }
  });
}
