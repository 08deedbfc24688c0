// What keeps people from losing their words or giving a verdict by a slip: the form that saves as one types, and the keys of one
// letter.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, desk, startBrowser } from "./harness/browser.mjs";
import { Finger } from "./harness/hands.mjs";
import { named } from "./harness/organising.mjs";
import { comeInAsReferee } from "./harness/reviewing.mjs";
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

/** Whether the browser asks before one leaves. */
async function guards(page) {
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  const kind = dialog.type();
  await dialog.accept();
  return kind === "beforeunload";
}

test("words that somebody else was quicker than are guarded until one sends them", async () => {
  const person = await arrive();
  const { page } = person;
  await begin(person);
  const other = await person.context.newPage();
  await other.goto(page.url());
  const saved = other.waitForResponse((answer) => answer.request().method() === "POST" && answer.ok());
  await other.locator('main [name="summary"]').fill("Les mots de l’autre.");
  await saved;
  await other.close();
  await named(person, "summary").pressSequentially("Les miens.");
  await page.locator("[data-saved]").filter({ hasText: "Quelqu’un d’autre a modifié" }).waitFor();
  assert.ok(await guards(page), "one is asked before one leaves");
  await person.leave();
});

test("the keys of one letter are turned off, and stay so in this browser", async () => {
  const person = await arrive();
  const { page } = person;
  await comeInAsReferee(person);
  await person.open("/instruction");
  await page.locator(".queue-title a").first().click();
  await page.waitForURL(/\/instruction\/\d+/);
  const isOpen = () => page.locator("#refus").evaluate((one) => one.open);
  const slip = async (key) => {
    await page.locator("h1").click();
    await page.keyboard.press(key);
  };
  const box = page.getByLabel("Raccourcis d’une lettre");
  assert.ok(await box.isChecked());
  assert.ok((await page.locator("[aria-keyshortcuts]").count()) > 0);
  // The switch is at the end of the verdict, above the buttons that stay in sight.
  await page.keyboard.press("End");
  await box.uncheck();
  const before = page.url();
  for (const key of ["r", "l", "m", "j"]) await slip(key);
  assert.equal(await isOpen(), false);
  assert.equal(page.url(), before);
  assert.equal(await page.locator("[aria-keyshortcuts]").count(), 0);
  await page.reload();
  assert.equal(await box.isChecked(), false, "kept");
  await slip("r");
  assert.equal(await isOpen(), false);
  await page.keyboard.press("End");
  await box.check();
  await slip("r");
  assert.equal(await isOpen(), true);
  await person.leave();
});
