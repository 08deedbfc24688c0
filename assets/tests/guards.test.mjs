// What keeps people from losing their words: the form that saves as one types.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, desk, startBrowser } from "./harness/browser.mjs";
import { Finger } from "./harness/hands.mjs";
import { named } from "./harness/organising.mjs";
import { startDemo } from "./harness/site.mjs";

let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([startDemo({ events: 60 }), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function arrive() {
  const person = await Person.arrive(browser, site.origin, { ...desk, hasTouch: true });
  return Object.assign(person, { hands: new Finger(person.page) });
}

/** A draft, open at its first step. */
async function begin(person) {
  const { page } = person;
  await person.open("/proposer");
  await named(person, "title").fill("Une scierie");
  await named(person, "email").fill("scierie@semaine.example");
  await page.getByRole("button", { name: "Commencer la proposition" }).click();
  await page.waitForURL(/\/quoi$/);
}

test("a busy site, a closed one and a missing network are told apart", async () => {
  const person = await arrive();
  const { page } = person;
  await begin(person);
  const saved = page.locator("[data-saved]");
  for (const [status, words] of [
    [429, "très sollicité"],
    [403, "ne peuvent plus être enregistrés"],
  ]) {
    await page.reload();
    await page.route("**/quoi", (route) => (route.request().method() === "POST" ? route.fulfill({ status, body: "" }) : route.continue()));
    await named(person, "summary").fill(`Réponse ${status}.`);
    await saved.filter({ hasText: words }).waitFor();
    await page.unroute("**/quoi");
    page.once("dialog", (dialog) => dialog.accept());
  }
  await page.reload();
  await page.route("**/quoi", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await named(person, "summary").fill("Sans réseau.");
  await saved.filter({ hasText: "la connexion manque" }).waitFor();
  person.complaints.length = 0;
  await person.leave();
});
