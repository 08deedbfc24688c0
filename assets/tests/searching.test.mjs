// Looking for something as one types: words that complete, results that follow, by finger, by key and without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, desk, phone, startBrowser } from "./harness/browser.mjs";
import { accessible, nothingWrong } from "./harness/page-checks.mjs";
import { startDemo } from "./harness/site.mjs";
import { until } from "./harness/until.mjs";

let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([startDemo(), startBrowser({ webgl: false })]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const words = (page) => page.locator("form[role=search] input[name=q]");
const place = (page) => page.locator("form[role=search] input[name=lieu]");
const offers = (page) => page.locator("form[role=search] [role=option]");
const total = async (page) => Number((await page.locator("[data-count]").textContent()).replace(/\D/g, ""));

test("words complete on the home page, and lead on by keys alone", async () => {
  const person = await Person.arrive(browser, site.origin, desk);
  const { page } = person;
  await person.open("/");
  await words(page).focus();
  await page.keyboard.type("aero");
  await offers(page).first().waitFor();
  assert.equal(await words(page).getAttribute("aria-expanded"), "true");
  nothingWrong(await accessible(page));
  await page.keyboard.press("ArrowDown");
  const chosen = await words(page).getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`#${chosen}`).getAttribute("aria-selected"), "true");
  assert.match(await page.locator(`#${chosen}`).textContent(), /^Aéronautique/);
  // Up again is back in the field, with what was typed.
  await page.keyboard.press("ArrowUp");
  assert.equal(await words(page).getAttribute("aria-activedescendant"), null);
  await page.keyboard.press("Escape");
  assert.equal(await words(page).getAttribute("aria-expanded"), "false");
  assert.equal(await words(page).inputValue(), "aero", "closing the list keeps the words");
  await page.keyboard.type("n");
  await offers(page).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/evenements\?secteur=aeronautique$/);
  await person.leave();
});

test("on a phone what is typed is searched for from the list itself, which lies over the button", async () => {
  const person = await Person.arrive(browser, site.origin, phone);
  const { page } = person;
  await person.open("/");
  await words(page).tap();
  await page.keyboard.type("aero");
  await offers(page).last().waitFor();
  assert.match(await offers(page).last().textContent(), /Chercher «\u00a0aero\u00a0»/);
  assert.ok((await offers(page).count()) <= 5, "the list leaves room");
  await offers(page).last().tap();
  await page.waitForURL(/\/evenements\?.*q=aero/);
  await person.leave();
});

test("the list follows what is typed, without another page, and all of it is one step back", async () => {
  const person = await Person.arrive(browser, site.origin, desk);
  const { page } = person;
  await person.open("/evenements");
  const everything = await total(page);
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  await words(page).click();
  for (const letter of ["b", "o", "i", "s"]) {
    await page.keyboard.type(letter);
    await until(`${letter} is followed`, async () => new URL(page.url()).searchParams.get("q")?.endsWith(letter) ?? false);
  }
  await until("the results are those of the words", async () => (await total(page)) < everything);
  assert.equal(await page.locator("[data-said]").textContent(), await page.locator("[data-count]").textContent(), "it is said");
  assert.ok(await page.evaluate(() => window.stayed), "the page is the same");
  assert.ok(await words(page).evaluate((one) => one === document.activeElement), "one goes on typing");
  await page.goBack();
  await until("one step leads back", async () => new URL(page.url()).search === "" && (await total(page)) === everything);
  await person.leave();
});

test("what is chosen narrows the search one is in", async () => {
  const person = await Person.arrive(browser, site.origin, phone);
  const { page } = person;
  await person.open("/evenements?secteur=bois");
  await words(page).fill("visite");
  await offers(page).filter({ hasText: "Visite d’entreprise" }).click();
  await page.waitForURL((url) => url.searchParams.get("format") === "visite-entreprise");
  assert.equal(new URL(page.url()).searchParams.get("secteur"), "bois");
  await person.leave();
});

test("a place is found without its accents, and with a letter wrong", async () => {
  const person = await Person.arrive(browser, site.origin, desk);
  const { page } = person;
  await person.open("/evenements");
  for (const [typed, name] of [
    ["saint etienn", "Saint-Étienne"],
    ["toulose", "Toulouse"],
  ]) {
    await place(page).fill(typed);
    await offers(page).filter({ hasText: name }).first().click();
    await until(`${name} is chosen`, async () => new URL(page.url()).searchParams.get("lieu") === name);
    assert.match(new URL(page.url()).searchParams.get("lieu_code"), /^c\d/);
    assert.match(await page.locator("[data-results]").textContent(), new RegExp(`${name} et 20`));
  }
  await person.leave();
});

test("without scripts the same words find the same", async () => {
  const person = await Person.arrive(browser, site.origin, { ...desk, javaScriptEnabled: false });
  const { page } = person;
  await person.open("/");
  await words(page).fill("bois");
  await place(page).fill("toulose");
  await page.locator("form[role=search] button[type=submit]").click();
  await page.waitForURL(/q=bois/);
  assert.match(await page.locator("main").textContent(), /Toulouse et 20\s+km alentour/);
  await person.leave();
});

test("the calendar follows what is typed too", async () => {
  const person = await Person.arrive(browser, site.origin, desk);
  const { page } = person;
  await person.open("/calendrier");
  const before = await total(page);
  await words(page).pressSequentially("atelier");
  await until("fewer events are left", async () => (await total(page)) < before);
  assert.ok(await words(page).evaluate((one) => one === document.activeElement));
  await person.leave();
});
