// People with a browser. Whatever a page complains about while somebody uses it is kept, and fails the test in the end.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

/** No word to anybody outside, and the same drawing on every machine. */
const quiet = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];
const drawing = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const withoutWebgl = ["--disable-gpu", "--disable-3d-apis"];

/** A phone of the small kind, held upright. */
export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
/** A desk. */
export const desk = { viewport: { width: 1280, height: 800 } };

/** Starts a browser; `webgl: false` for one that cannot draw the map. */
export function startBrowser({ webgl = true } = {}) {
  return chromium.launch({
    executablePath: process.env["SEMAINE_CHROMIUM"] ?? "/usr/bin/chromium",
    headless: true,
    args: [...quiet, ...(webgl ? drawing : withoutWebgl)],
  });
}

/** Answers the server may give without anything being wrong: a page may refuse, forbid or not have something. */
const faults = (status) => status >= 500;

/**
 * Somebody with a browser of their own: cookies, size, script or not.
 *
 * `expected` are the addresses (a part of them is enough) whose refusal by the browser is part of the test, such as a form that is
 * answered by 422: Chromium writes every answer of 400 and more to the console.
 */
export class Person {
  /** @param {import("playwright-core").BrowserContext} context */
  constructor(context, origin) {
    this.context = context;
    this.origin = origin;
    this.complaints = [];
    context.on("page", (page) => this.watch(page));
  }

  /** @param {import("playwright-core").Browser} browser */
  static async arrive(browser, origin, options = desk) {
    const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris", baseURL: origin, ...options });
    context.setDefaultTimeout(15_000);
    const person = new Person(context, origin);
    person.page = await context.newPage();
    return person;
  }

  watch(page) {
    const told = (text) => this.complaints.push(`${new URL(page.url(), this.origin).pathname}: ${text}`);
    page.on("pageerror", (error) => told(`script: ${error.message}`));
    page.on("console", (message) => {
      const refusal = message.text().startsWith("Failed to load resource") && /status of 4\d\d/.test(message.text());
      if (message.type() === "error" && !refusal) told(`console: ${message.text()}`);
    });
    page.on("response", (response) => {
      if (faults(response.status())) told(`${response.status()} for ${response.url()}`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(`${this.origin}/`) && !/^(data|blob|about):/.test(url)) told(`asks another host: ${url}`);
    });
  }

  /** Opens a page and expects it to be there. */
  async open(path, { status = 200 } = {}) {
    const response = await this.page.goto(path, { waitUntil: "load" });
    assert.equal(response.status(), status, `${path} answers ${response.status()}`);
    return response;
  }

  /** Becomes somebody of the demonstration, by one click. */
  async become(email) {
    await this.open("/demo");
    const entry = this.page.locator(`form[action$="/demo/entrer"]:has(input[name=email][value="${email}"]) button`).first();
    if ((await entry.count()) > 0) await entry.click();
    else {
      await this.page.locator("select[name=email]").selectOption(email);
      await this.page.locator("form:has(select[name=email]) button[type=submit]").click();
    }
    await this.page.waitForURL((url) => !url.pathname.startsWith("/demo"));
  }

  /** Ends the visit; fails when anything complained during it. */
  async leave() {
    await this.context.close();
    assert.deepEqual([...new Set(this.complaints)], [], "nothing complained");
  }
}
