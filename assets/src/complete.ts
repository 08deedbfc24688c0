// Fields that complete as one types: the ARIA combobox with a list below it, over a small JSON answer.
//
//   data-complete="/api/v1/places"    a place: what is chosen stands in the field, its code in the hidden field beside it.
//                                     The answer is {"places": [{"code": "c32013", "text": "Auch", "note": "Gers (32)"}]}
//   data-suggest="/api/v1/suggest"    words: what is chosen leads to a page. The rest of the form rides along, so that a
//                                     sector or a place narrows the search one is in.
//                                     The answer is {"suggestions": [{"kind", "text", "note", "href"}]}

interface Offer {
  text: string;
  note: string;
  kind?: string;
  code?: string;
  href?: string;
}

const pause = 140;
const most = 9;
/** Beside results that follow what is typed, a longer list would hide them. */
const mostBesideResults = 6;
/** Where the fields of a search stand one below the other. */
const narrow = "(max-width: 40rem)";
const mostOnAPhone = 4;
let serial = 0;

/** The field and its list; what is offered and what a choice does is up to each kind of field. */
abstract class Combobox {
  private readonly list = document.createElement("ul");
  private readonly status = document.createElement("span");
  private offers: Offer[] = [];
  private chosen = -1;
  private timer = 0;
  private asked: AbortController | null = null;

  constructor(
    protected readonly host: HTMLElement,
    protected readonly input: HTMLInputElement,
  ) {
    this.list.id = `suggest-${++serial}`;
    this.list.className = "suggest";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", host.dataset["completeLabel"] ?? host.querySelector("label")?.textContent ?? "");
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
    input.form?.addEventListener("submit", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (item) this.choose(Number(item.dataset["index"]));
    });
  }

  /** The address that answers what is typed. */
  protected abstract address(): URL;
  /** What the answer offers. */
  protected abstract read(answer: unknown): Offer[];
  /** One of them was chosen. */
  protected abstract take(offer: Offer): void;
  /** Those of the offers that there is room for. */
  protected fitting(offers: Offer[]): Offer[] {
    return offers.slice(0, most);
  }
  /** Other letters: what was chosen before no longer stands. */
  protected typed(): void {}

  private later(): void {
    this.typed();
    window.clearTimeout(this.timer);
    this.asked?.abort();
    if (this.input.value.trim().length < 2) return this.close();
    this.timer = window.setTimeout(() => void this.ask(), pause);
  }

  private async ask(): Promise<void> {
    const turn = new AbortController();
    this.asked = turn;
    const answer = await fetch(this.address(), { headers: { accept: "application/json" }, signal: turn.signal }).catch(() => null);
    if (!answer?.ok) return;
    const offers = this.read(await answer.json().catch(() => null));
    // Whoever left the field meanwhile no longer wants a list over the page.
    if (!turn.signal.aborted && document.activeElement === this.input) this.show(this.fitting(offers));
  }

  private show(offers: Offer[]): void {
    this.offers = offers;
    this.chosen = -1;
    this.input.removeAttribute("aria-activedescendant");
    const words = offers.length === 0 ? this.host.dataset["completeNone"] : this.host.dataset["completeSome"];
    this.status.textContent = (words ?? "").replace("{n}", String(offers.length));
    if (offers.length === 0) return this.close();
    this.list.replaceChildren(...offers.map((offer, index) => this.option(offer, index)));
    this.host.append(this.list);
    this.input.setAttribute("aria-expanded", "true");
  }

  private option(offer: Offer, index: number): HTMLElement {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.dataset["index"] = String(index);
    if (offer.kind) item.dataset["kind"] = offer.kind;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const note = document.createElement("small");
    note.textContent = offer.note;
    item.append(offer.text, " ", note);
    return item;
  }

  private key(event: KeyboardEvent): void {
    if (!this.list.isConnected) return;
    const last = this.offers.length - 1;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      // Past either end one is back in the field, with nothing chosen.
      const to = this.chosen + step;
      this.move(to > last ? -1 : to < -1 ? last : to);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.choose(this.chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
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
    if (to < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${to}`);
  }

  private choose(index: number): void {
    const offer = this.offers[index];
    if (!offer) return;
    this.close();
    this.take(offer);
  }

  private close(): void {
    window.clearTimeout(this.timer);
    this.asked?.abort();
    this.list.remove();
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

class PlaceField extends Combobox {
  private get code(): HTMLInputElement | null {
    return this.host.querySelector<HTMLInputElement>("input[type=hidden]");
  }

  protected address(): URL {
    const url = new URL(this.host.dataset["complete"] ?? "", window.location.href);
    url.searchParams.set("q", this.input.value.trim());
    return url;
  }

  protected read(answer: unknown): Offer[] {
    return (answer as { places?: Offer[] } | null)?.places ?? [];
  }

  protected override typed(): void {
    this.setCode("");
  }

  protected take(offer: Offer): void {
    this.input.value = offer.text;
    this.setCode(offer.code ?? "");
    this.host.dispatchEvent(new CustomEvent("semaine:place", { bubbles: true, detail: offer }));
  }

  private setCode(code: string): void {
    if (!this.code) return;
    this.code.value = code;
    // An empty code must not travel in a GET form; a saved form wants it, empty or not.
    this.code.disabled = code === "" && this.input.form?.method === "get";
  }
}

class WordField extends Combobox {
  protected address(): URL {
    const url = new URL(this.host.dataset["suggest"] ?? "", window.location.href);
    for (const [name, value] of this.input.form ? new FormData(this.input.form) : []) {
      if (typeof value === "string" && value !== "" && name !== this.input.name) url.searchParams.append(name, value);
    }
    url.searchParams.set("q", this.input.value.trim());
    return url;
  }

  protected read(answer: unknown): Offer[] {
    return (answer as { suggestions?: Offer[] } | null)?.suggestions ?? [];
  }

  /** Where the list lies over the button on a phone, its last line does what the button would. */
  protected override fitting(offers: Offer[]): Offer[] {
    if (this.input.form?.matches("[data-autosubmit]")) return offers.slice(0, mostBesideResults);
    const go = this.host.dataset["completeGo"];
    if (!go || offers.length === 0 || !window.matchMedia(narrow).matches) return super.fitting(offers);
    const text = go.replace("{words}", this.input.value.trim());
    return [...offers.slice(0, mostOnAPhone), { text, note: "", kind: "go" }];
  }

  protected take(offer: Offer): void {
    if (offer.kind === "go") this.input.form?.requestSubmit();
    else if (offer.href) window.location.assign(offer.href);
  }
}

/** Wires every field of the page that completes. */
export function completions(): void {
  for (const host of document.querySelectorAll<HTMLElement>("[data-complete], [data-suggest]")) {
    const input = host.querySelector<HTMLInputElement>("input:not([type=hidden])");
    if (!input) continue;
    if (host.dataset["suggest"] === undefined) new PlaceField(host, input);
    else new WordField(host, input);
  }
}
