// The form of organisers: saves as one types, shows what the site says of it, and previews the description. Without this file
// the form is an ordinary one.

const rest = 1200;
const retry = 8000;

interface Answer {
  saved?: string;
  base?: string;
  panel?: string;
  conflict?: string;
}

/** Sends the form as it stands, a little after the last change, one request at a time. */
class Draft {
  private timer = 0;
  private running = false;
  private dirty = false;
  /** The form itself saves everything now. */
  private sent = false;
  /** Saving by itself is over: the person decides. What they typed is still guarded. */
  private over = false;
  private readonly word = document.querySelector<HTMLElement>("[data-saved]");
  private readonly panel = document.querySelector<HTMLElement>("[data-panel]");

  constructor(private readonly form: HTMLFormElement) {
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("semaine:place", () => this.later());
    form.addEventListener("submit", () => {
      this.sent = true;
      window.clearTimeout(this.timer);
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) window.location.reload();
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.dirty && !this.sent) event.preventDefault();
    });
  }

  private later(after = rest): void {
    this.dirty = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), after);
  }

  private say(text: string | undefined): void {
    if (this.word && text) this.word.textContent = text;
  }

  private async save(): Promise<void> {
    if (this.sent || this.over) return;
    if (this.running) return this.later();
    this.running = true;
    this.dirty = false;
    this.say(this.form.dataset["saving"]);
    try {
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(this.form)) if (typeof value === "string") body.append(name, value);
      const answer = await fetch(this.form.action, { method: "POST", body, headers: { accept: "application/json" } });
      const told = (await answer.json().catch(() => ({}))) as Answer;
      if (answer.ok) this.take(told);
      else if (told.conflict) this.giveUp(told.conflict);
      else if (answer.status === 429 || answer.status >= 500) this.again("busy", Number(answer.headers.get("retry-after")) * 1000);
      else this.giveUp(this.form.dataset["refused"]);
    } catch {
      this.again("offline");
    } finally {
      this.running = false;
    }
  }

  private take(told: Answer): void {
    this.say(told.saved);
    const base = this.form.elements.namedItem("base");
    if (base instanceof HTMLInputElement && told.base) base.value = told.base;
    if (!this.panel || told.panel === undefined) return;
    const open = new Set([...this.panel.querySelectorAll<HTMLDetailsElement>("details[open]")].map((one) => one.id));
    this.panel.innerHTML = told.panel;
    for (const one of this.panel.querySelectorAll<HTMLDetailsElement>("details")) one.open = open.has(one.id);
  }

  /** Not this time: it is said why, and tried again. */
  private again(why: "busy" | "offline", wait = 0): void {
    if (this.sent) return;
    this.say(this.form.dataset[why]);
    this.later(Math.max(retry, wait));
  }

  /** Someone else changed the same fields, or the event takes no changes any more: trying again would not help. */
  private giveUp(text: string | undefined): void {
    this.say(text);
    this.over = true;
    this.dirty = true;
  }
}

/** Shows a description as it will look, when one opens the view or changes the text while it is open. */
function markdown(): void {
  const field = document.querySelector<HTMLTextAreaElement>("[data-markdown]");
  const view = document.querySelector<HTMLElement>("[data-markdown-view]");
  const box = view?.closest("details");
  if (!field || !view || !box) return;
  let timer = 0;
  const show = async () => {
    const body = new URLSearchParams({ description: field.value, csrf: csrf(field) });
    const answer = await fetch(field.dataset["markdown"] ?? "", { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    const { html } = (await answer.json()) as { html: string };
    view.innerHTML = html;
  };
  box.addEventListener("toggle", () => {
    if (box.open) void show();
  });
  field.addEventListener("input", () => {
    if (!box.open) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void show(), 500);
  });
}

function csrf(field: HTMLTextAreaElement): string {
  const token = field.form?.elements.namedItem("csrf");
  return token instanceof HTMLInputElement ? token.value : "";
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) new Draft(form);
markdown();
