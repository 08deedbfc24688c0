// A place field that completes as one types: an ARIA combobox over a small JSON answer.
// The answer of `data-complete` is {"places": [{"code": "c32013", "text": "Auch", "note": "Gers (32)"}]}.

interface Place {
  code: string;
  text: string;
  note: string;
}

const pause = 140;
let serial = 0;

class Completion {
  private readonly input: HTMLInputElement;
  private readonly code: HTMLInputElement | null;
  private readonly list = document.createElement("ul");
  private readonly status = document.createElement("span");
  private places: Place[] = [];
  private chosen = -1;
  private timer = 0;
  private asked = 0;

  constructor(private readonly host: HTMLElement, input: HTMLInputElement) {
    this.input = input;
    this.code = host.querySelector<HTMLInputElement>("input[type=hidden]");
    this.list.id = `suggest-${++serial}`;
    this.list.className = "suggest";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", host.querySelector("label")?.textContent ?? "");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    host.append(this.status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => window.setTimeout(() => this.close(), 120));
    this.list.addEventListener("pointerdown", (event) => {
      const item = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (!item) return;
      event.preventDefault();
      this.take(Number(item.dataset["index"]));
    });
  }

  private later(): void {
    this.setCode("");
    window.clearTimeout(this.timer);
    if (this.input.value.trim().length < 2) return this.close();
    this.timer = window.setTimeout(() => void this.ask(), pause);
  }

  private async ask(): Promise<void> {
    const turn = ++this.asked;
    const url = new URL(this.host.dataset["complete"] ?? "", window.location.href);
    url.searchParams.set("q", this.input.value.trim());
    const answer = await fetch(url, { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || turn !== this.asked) return;
    const { places } = (await answer.json()) as { places: Place[] };
    if (turn === this.asked) this.show(places.slice(0, 8));
  }

  private show(places: Place[]): void {
    this.places = places;
    this.chosen = -1;
    const words = places.length === 0 ? this.host.dataset["completeNone"] : this.host.dataset["completeSome"];
    this.status.textContent = (words ?? "").replace("{n}", String(places.length));
    if (places.length === 0) return this.close();
    this.list.replaceChildren(...places.map((place, index) => this.option(place, index)));
    this.host.append(this.list);
    this.input.setAttribute("aria-expanded", "true");
  }

  private option(place: Place, index: number): HTMLElement {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.dataset["index"] = String(index);
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const note = document.createElement("small");
    note.textContent = place.note;
    item.append(place.text, " ", note);
    return item;
  }

  private key(event: KeyboardEvent): void {
    if (!this.list.isConnected) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.move((this.chosen + step + this.places.length) % this.places.length);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.take(this.chosen);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    }
  }

  private move(to: number): void {
    this.chosen = to;
    for (const [index, item] of [...this.list.children].entries()) {
      item.setAttribute("aria-selected", String(index === to));
      if (index === to) item.scrollIntoView({ block: "nearest" });
    }
    this.input.setAttribute("aria-activedescendant", `${this.list.id}-${to}`);
  }

  private take(index: number): void {
    const place = this.places[index];
    if (!place) return;
    this.input.value = place.text;
    this.setCode(place.code);
    this.close();
    this.host.dispatchEvent(new CustomEvent("semaine:place", { bubbles: true, detail: place }));
  }

  private setCode(code: string): void {
    if (!this.code) return;
    this.code.value = code;
    // An empty code must not travel in a GET form; a saved form wants it, empty or not.
    this.code.disabled = code === "" && this.input.form?.method === "get";
  }

  private close(): void {
    this.list.remove();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

/** Wires every place field of the page. */
export function completions(): void {
  for (const host of document.querySelectorAll<HTMLElement>("[data-complete]")) {
    const input = host.querySelector<HTMLInputElement>("input:not([type=hidden])");
    if (input) new Completion(host, input);
  }
}
