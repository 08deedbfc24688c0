// The referee's desk: keys, ready remarks, who else is looking. Every page works without it.
import { maySpeak } from "./keys";

const every = 20_000;

/** R, or the button, opens the refusal and puts one in its reason. */
function keys(): void {
  const open = (event: Event) => {
    const refusal = document.getElementById("refus");
    if (!(refusal instanceof HTMLDetailsElement)) return;
    event.preventDefault();
    refusal.open = true;
    document.getElementById("f-note")?.focus();
  };
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-refuse]")) open(event);
  });
  document.addEventListener("keydown", (event) => {
    if (maySpeak(event) && event.key.toLowerCase() === "r") open(event);
  });
}

/** A remark that is opened is about to be written. */
function remarks(): void {
  document.addEventListener(
    "toggle",
    (event) => {
      const box = event.target;
      if (!(box instanceof HTMLDetailsElement) || !box.open || !box.hasAttribute("data-remark")) return;
      const field = box.querySelector("textarea");
      if (field && box.contains(document.activeElement)) field.focus();
    },
    true,
  );
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-insert]");
    const field = document.getElementById(button?.dataset["insert"] ?? "");
    if (!button || !(field instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    const text = button.textContent?.trim() ?? "";
    field.value = field.value.trim() ? `${field.value.trimEnd()}\n${text}` : text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

/** Says that one looks, at once and then again and again, and shows who else does; a hidden page says nothing. */
function presence(): void {
  const place = document.querySelector<HTMLElement>("[data-presence]");
  if (!place) return;
  const tell = async () => {
    if (document.hidden) return;
    try {
      const body = new URLSearchParams({ csrf: place.dataset["csrf"] ?? "" });
      const answer = await fetch(place.dataset["presence"] ?? "", { method: "POST", body });
      if (!answer.ok) return;
      const { text } = (await answer.json()) as { text: string };
      if (place.textContent !== text) place.textContent = text;
    } catch {
      // The next time may do.
    }
  };
  void tell();
  window.setInterval(tell, every);
  document.addEventListener("visibilitychange", tell);
}

/** A form leaves once: a second press while the page loads would find that the proposal has moved on. */
function once(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset["sent"]) event.preventDefault();
    form.dataset["sent"] = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset["sent"];
  });
}

keys();
remarks();
presence();
once();
